"""Reading the outcomes and criteria of one unit, as shipped or as a centre loads them."""

from collections.abc import Mapping, Sequence
from typing import Any

from portfolio.domain.errors import Refusal
from portfolio.domain.numbering import (
    criterion_order,
    is_criterion_number,
    is_requirement_number,
)
from portfolio.domain.qualification import Criterion, LearningOutcome, UnitContent


class UnitContentFault(Refusal):
    """A file of criteria that cannot be loaded; the message names the place."""


def parse_unit_content(entry: Mapping[str, Any]) -> UnitContent:
    """Outcomes, criteria and evidence requirements in numerical order.

    Raises UnitContentFault for a number that is not n, n.m or ERn, that comes twice, or that
    stands under another outcome, and for an outcome without criteria.
    """
    reference = entry["reference"]
    outcomes = sorted(
        (_outcome(reference, outcome) for outcome in entry["outcomes"]),
        key=lambda outcome: criterion_order(outcome.number),
    )
    _refuse_repeats(reference, [outcome.number for outcome in outcomes])
    requirements = _requirements(reference, entry.get("requirements", ()))
    return UnitContent(reference, bool(entry["demonstration"]), tuple(outcomes), requirements)


def _outcome(reference: str, entry: Mapping[str, Any]) -> LearningOutcome:
    number = str(entry["number"])
    place = f"{reference}, outcome {number}"
    if not is_criterion_number(number) or not number.isdigit():
        raise UnitContentFault(f"{place}: an outcome is numbered 1, 2, 3 and so on")
    if not entry["criteria"]:
        raise UnitContentFault(f"{place}: no criteria")
    criteria = [Criterion(str(c["number"]), _text(place, c["text"])) for c in entry["criteria"]]
    for criterion in criteria:
        if not is_criterion_number(criterion.number) or not criterion.number.startswith(
            f"{number}."
        ):
            raise UnitContentFault(
                f"{place}: {criterion.number} is not a criterion of this outcome"
            )
    _refuse_repeats(reference, [criterion.number for criterion in criteria])
    criteria.sort(key=lambda criterion: criterion_order(criterion.number))
    return LearningOutcome(number, _text(place, entry["title"]), entry["kind"], tuple(criteria))


def _requirements(reference: str, entries: Sequence[Mapping[str, Any]]) -> tuple[Criterion, ...]:
    place = f"{reference}, evidence requirements"
    found = [Criterion(str(one["number"]), _text(place, one["text"])) for one in entries]
    for requirement in found:
        if not is_requirement_number(requirement.number):
            raise UnitContentFault(f"{place}: they are numbered ER1, ER2, ER3 and so on")
    _refuse_repeats(reference, [requirement.number for requirement in found])
    return tuple(sorted(found, key=lambda requirement: criterion_order(requirement.number)))


def _text(place: str, text: str) -> str:
    if not text.strip():
        raise UnitContentFault(f"{place}: a title or criterion is empty")
    return text.strip()


def _refuse_repeats(reference: str, numbers: Sequence[str]) -> None:
    for number in numbers:
        if numbers.count(number) > 1:
            raise UnitContentFault(f"{reference}: {number} comes twice")
