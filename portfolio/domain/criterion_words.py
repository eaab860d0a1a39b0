"""How criteria and evidence requirements are named, listed and counted in a sentence.

An evidence requirement is ticked and judged like a criterion (003 s3.17), and called by its words:
a reader never has to know what ER2 stands for.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from portfolio.domain.numbering import is_requirement_number, place_of_requirement
from portfolio.domain.words import listed

_REQUIREMENT = re.compile(r"\bER([1-9][0-9]*)\b")

REQUIREMENTS_HEADING = "Evidence requirements"
"""Above the requirements of a unit, where an outcome's number and title stand above criteria."""


def criterion_name(number: str) -> str:
    """ "3.2" of a criterion, "Evidence requirement 2" of a requirement, as a label stands alone."""
    if is_requirement_number(number):
        return f"Evidence requirement {place_of_requirement(number)}"
    return number


def criterion_label(number: str) -> str:
    """Before the words of a criterion: "3.2", "Evidence requirement 2:"."""
    name = criterion_name(number)
    return name if name == number else f"{name}:"


def spelled_out(text: str) -> str:
    """The text with "evidence requirement 2" where it says ER2, as the audit trail keeps it."""
    return _REQUIREMENT.sub(r"evidence requirement \1", text)


def listed_criteria(numbers: Iterable[str]) -> str:
    """ "1.1, 1.2 and evidence requirement 2" within a sentence; raises ValueError for none."""
    criteria, requirements = split(numbers)
    if not requirements:
        return listed(criteria)
    places = listed([str(place_of_requirement(number)) for number in requirements])
    named = f"evidence requirement{'s' if len(requirements) > 1 else ''} {places}"
    return f"{', '.join(criteria)} and {named}" if criteria else named


def counted(numbers: Iterable[str], say: Callable[[int], str] = str) -> str:
    """ "12 criteria and 1 evidence requirement", as many as there are of each."""
    criteria, requirements = split(numbers)
    found = []
    if criteria or not requirements:
        found.append(f"{say(len(criteria))} {criteria_word(len(criteria))}")
    if requirements:
        found.append(f"{say(len(requirements))} {requirements_word(len(requirements))}")
    return " and ".join(found)


def counted_of(some: Iterable[str], every: Sequence[str]) -> str:
    """ "12 of 12 criteria and 1 of 2 evidence requirements": how many of every are among some."""
    criteria, requirements = split(some)
    all_criteria, all_requirements = split(every)
    found = []
    if all_criteria or not all_requirements:
        found.append(f"{len(criteria)} of {len(all_criteria)} {criteria_word(len(all_criteria))}")
    if all_requirements:
        word = requirements_word(len(all_requirements))
        found.append(f"{len(requirements)} of {len(all_requirements)} {word}")
    return " and ".join(found)


def criteria_word(count: int) -> str:
    return "criterion" if count == 1 else "criteria"


def requirements_word(count: int) -> str:
    return "evidence requirement" if count == 1 else "evidence requirements"


def split(numbers: Iterable[str]) -> tuple[list[str], list[str]]:
    """The criteria and the evidence requirements among the numbers, each in the order given."""
    held = list(numbers)
    requirements = [number for number in held if is_requirement_number(number)]
    return [number for number in held if not is_requirement_number(number)], requirements
