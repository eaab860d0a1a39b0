"""A rule of combination in words, as the page of a qualification and a change of it say it."""

import re
from collections.abc import Sequence

from portfolio.domain.qualification import Qualification
from portfolio.domain.words import credits_of, listed

HANDBOOKS = {
    "002": "centre handbook of the Level 3 Diploma",
    "003": "centre handbook of the NVQs",
}
"""The documents of the awarding organisation that shipped rules name by number."""


def source_words(source: str) -> str:
    """ "centre handbook of the NVQs, section 2.1, section 6.1"; a centre's own words stay."""
    document, _, places = source.partition(" ")
    if document not in HANDBOOKS:
        return source
    return f"{HANDBOOKS[document]}, " + re.sub(r"\bs(?=[0-9])", "section ", places)


def sentences(qualification: Qualification) -> tuple[str, ...]:
    """What the qualification asks for, one clause a sentence, in the order of the panel."""
    rule = qualification.rule
    said = [f"At least {credits_of(rule.total_min)} in all"]
    mandatory = [group.letter for group in qualification.groups if group.mandatory]
    if mandatory:
        every = credits_of(rule.mandatory_credit)
        said.append(f"Every unit of {_groups(mandatory)}, which is mandatory: {every}")
    if rule.optional_min is not None:
        said.append(f"At least {credits_of(rule.optional_min)} from optional units")
    for letter, least in rule.group_minima.items():
        said.append(f"At least {credits_of(least)} from {_groups([letter])}")
    for letter, most in rule.group_maxima.items():
        said.append(f"No more than {credits_of(most)} count from {_groups([letter])}")
    if rule.one_per_group:
        said.append(f"At least one unit from {_each(rule.one_per_group)}")
    said.append(level_clause(qualification))
    return tuple(said)


def level_clause(qualification: Qualification) -> str:
    """The level clause as it is read now."""
    level = qualification.rule.level
    if not level.credit:
        return "No credit at a particular level is asked for"
    height = f"Level {level.level}" + (" or above" if level.or_above else "")
    scope = "optional units" if level.optional_only else "units, mandatory or optional"
    return f"At least {credits_of(level.credit)} at {height}, from {scope}"


def _groups(letters: Sequence[str]) -> str:
    return f"{'Group' if len(letters) == 1 else 'Groups'} {listed(list(letters))}"


def _each(letters: Sequence[str]) -> str:
    return _groups(letters) if len(letters) == 1 else f"each of {_groups(letters)}"
