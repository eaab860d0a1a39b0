"""What a person must look at before a unit that was read can be trusted."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from portfolio.domain.found_units import FoundCriterion, FoundOutcome, FoundUnit
from portfolio.domain.numbering import is_sound_reference

LONGEST = 700
"""Letters after which a text may hold more than its criterion."""
_UNFINISHED = re.compile(
    r"(?:\b(?:and|or|the|a|an|of|their|its|which)|[,(–—-])$",
    re.IGNORECASE,
)

Place = tuple[str, str]
"""A part's name or a number, and the words of the doubt."""


def doubts_of(unit: FoundUnit) -> Iterator[Place]:
    """Every doubt that the unit itself gives, whatever its document looked like."""
    yield from _facts(unit)
    if not unit.outcomes:
        yield "outcomes", "No learning outcomes and criteria were found"
    yield from _order([outcome.number for outcome in unit.outcomes], "outcome")
    for outcome in unit.outcomes:
        yield from _outcome(outcome)


def _facts(unit: FoundUnit) -> Iterator[Place]:
    if not unit.title:
        yield "title", "No title was found"
    if not unit.reference:
        yield "reference", "No unit reference number was found"
    elif not is_sound_reference(unit.reference):
        words = f"The first letter of {unit.reference} does not fit its digits: check both"
        yield "reference", words
    missing = {"level": "The level was", "credit": "The credit value was"}
    missing["glh"] = "The guided learning hours were"
    for name, what in missing.items():
        if getattr(unit, name) is None:
            yield name, f"{what} not found"
    yield from _unusual(unit)


def _unusual(unit: FoundUnit) -> Iterator[Place]:
    if unit.level is not None and not 1 <= unit.level <= 8:
        yield "level", f"Level {unit.level} is no level from 1 to 8"
    if unit.credit is not None and not 1 <= unit.credit <= 150:
        yield "credit", f"{unit.credit} is an unusual credit value"
    if unit.glh and unit.credit and unit.glh > unit.credit * 10:
        yield "glh", f"{unit.glh} guided learning hours are more than {unit.credit} credits allow"


def _outcome(outcome: FoundOutcome) -> Iterator[Place]:
    if not outcome.text:
        yield outcome.number, f"Outcome {outcome.number} has no text"
    elif _UNFINISHED.search(outcome.text):
        yield outcome.number, f"The text of outcome {outcome.number} may not be whole"
    if not outcome.criteria:
        yield outcome.number, f"Outcome {outcome.number} has no criteria"
    yield from _order([criterion.number for criterion in outcome.criteria], "criterion")
    for criterion in outcome.criteria:
        yield from _criterion(criterion)


def _criterion(criterion: FoundCriterion) -> Iterator[Place]:
    text, number = criterion.text, criterion.number
    if not text:
        yield number, f"Criterion {number} has no text"
    elif _UNFINISHED.search(text) or text.count("(") != text.count(")"):
        yield number, f"The text of {number} may not be whole: it stops in mid-sentence"
    elif len(text) > LONGEST:
        yield number, f"The text of {number} is very long: it may hold more than the criterion"


_COUNTS = re.compile(r"(?:^|\.)[0-9]{1,6}$", re.ASCII)
"""What a number ends with when it can be counted."""


def _order(numbers: Sequence[str], kind: str) -> Iterator[Place]:
    """Numbers that come twice, out of order, or are left out, and what is no number at all."""
    sound = [number for number in numbers if _COUNTS.search(number)]
    for number in numbers:
        if number not in sound:
            yield number, f"{number or 'Nothing'} cannot be counted as the number of this {kind}"
    for number, times in Counter(numbers).items():
        if times > 1:
            yield number, f"The number {number} comes {'twice' if times == 2 else f'{times} times'}"
    expected = 1
    for number in sound:
        head, dot, last = number.rpartition(".")
        count = int(last)
        if count > expected:
            gone = [f"{head}{dot}{one}" for one in range(expected, count)[:4]]
            be = "is" if len(gone) == 1 else "are"
            yield number, f"{' and '.join(gone)} {be} missing before {kind} {number}"
        elif count < expected - 1:
            yield number, f"{kind.capitalize()} {number} stands out of order"
        expected = max(expected, count + 1)
