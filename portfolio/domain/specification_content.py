"""The criteria of a unit as a centre writes them, with the other parts of its document (R-010)."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self
from urllib.parse import urlsplit

from portfolio.domain.errors import Refusal, Refusals

MOST_TEXT = 4000
"""Characters of a criterion or of another part."""


@dataclass(frozen=True)
class WrittenCriterion:
    """A criterion n.m or an evidence requirement ERn; ``guidance`` never lists everything."""

    number: str
    text: str
    guidance: str = ""


@dataclass(frozen=True)
class WrittenOutcome:
    """A learning outcome with its criteria in the order of their numbers."""

    number: int
    text: str
    criteria: tuple[WrittenCriterion, ...] = ()


@dataclass(frozen=True)
class Parts:
    """What a unit's document holds beside outcomes, criteria and requirements."""

    expires_on: date | None = None
    purpose: str = ""
    knowledge: str = ""
    assessed_how: str = ""
    guidance: str = ""
    nos_codes: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    document_url: str = ""
    source_name: str = ""


@dataclass(frozen=True)
class SpecificationContent:
    """A version of a unit's criteria; ``demonstration`` marks wording that is not official."""

    outcomes: tuple[WrittenOutcome, ...] = ()
    requirements: tuple[WrittenCriterion, ...] = ()
    parts: Parts = field(default_factory=Parts)
    demonstration: bool = False

    def outcome(self, number: int) -> WrittenOutcome | None:
        return next((one for one in self.outcomes if one.number == number), None)

    def with_outcome(self, outcome: WrittenOutcome, instead_of: int | None = None) -> Self:
        """With the outcome added, or put where the one numbered ``instead_of`` stands."""
        others = tuple(one for one in self.outcomes if one.number != instead_of)
        return replace(self, outcomes=(*others, outcome))

    def without_outcome(self, number: int) -> Self:
        others = tuple(one for one in self.outcomes if one.number != number)
        return replace(self, outcomes=others)

    @property
    def criteria(self) -> Iterator[WrittenCriterion]:
        """Every criterion, then every evidence requirement."""
        for outcome in self.outcomes:
            yield from outcome.criteria
        yield from self.requirements


def check_draft(content: SpecificationContent) -> None:
    """Refuse what cannot even be kept as a draft; raises Refusals naming each place.

    Outcomes and criteria are numbered n and n.m, each once, with a text.
    """
    found = [*_about_outcomes(content), *_about_requirements(content), *_about_parts(content.parts)]
    if found:
        raise Refusals(found)


def check_complete(content: SpecificationContent) -> None:
    """Refuse to publish what nobody could work by; raises Refusals."""
    check_draft(content)
    if not content.outcomes:
        raise Refusals([Refusal("Add at least one learning outcome with its criteria")])
    bare = [
        Refusal(f"Outcome {outcome.number} has no criteria yet")
        for outcome in content.outcomes
        if not outcome.criteria
    ]
    if bare:
        raise Refusals(bare)


def _about_outcomes(content: SpecificationContent) -> Iterator[Refusal]:
    numbers = [outcome.number for outcome in content.outcomes]
    for outcome in content.outcomes:
        if outcome.number < 1:
            yield Refusal("Outcomes are numbered 1, 2, 3 and so on", "number")
        if numbers.count(outcome.number) > 1:
            yield Refusal(f"There are two outcomes numbered {outcome.number}", "number")
        yield from _about_text(f"outcome {outcome.number}", outcome.text, "text")
        own = [criterion.number for criterion in outcome.criteria]
        for criterion in outcome.criteria:
            if not _belongs(criterion.number, outcome.number):
                yield Refusal(
                    f"{criterion.number or 'An empty number'} is not a criterion of outcome "
                    f"{outcome.number}: they are numbered {outcome.number}.1, {outcome.number}.2 "
                    "and so on",
                    _field(criterion.number),
                )
            if own.count(criterion.number) > 1:
                yield Refusal(f"{criterion.number} comes twice", _field(criterion.number))
            yield from _about_text(
                f"criterion {criterion.number}", criterion.text, _field(criterion.number)
            )


def _about_requirements(content: SpecificationContent) -> Iterator[Refusal]:
    for place, requirement in enumerate(content.requirements, 1):
        if requirement.number != f"ER{place}":
            yield Refusal("Evidence requirements are numbered ER1, ER2 and so on")
        yield from _about_text(
            f"evidence requirement {place}", requirement.text, _field(requirement.number)
        )


def _field(number: str) -> str:
    """Where a form shows what is wrong with a criterion."""
    return f"criterion {number}"


def _about_text(what: str, text: str, field_name: str) -> Iterator[Refusal]:
    if not text.strip():
        yield Refusal(f"Enter the words of {what}", field_name)
    if len(text) > MOST_TEXT:
        yield Refusal(f"Enter {MOST_TEXT:,} characters or fewer for {what}", field_name)


def _about_parts(parts: Parts) -> Iterator[Refusal]:
    if not parts.document_url:
        return
    try:
        address = urlsplit(parts.document_url)
        sound = address.scheme in {"http", "https"} and bool(address.hostname)
    except ValueError:
        sound = False
    if not sound:
        yield Refusal(
            "Enter the address of the document with https:// at the beginning", "document_url"
        )


def _belongs(number: str, outcome: int) -> bool:
    first, _, second = number.partition(".")
    return (
        first == str(outcome)
        and second.isascii()
        and second.isdecimal()
        and not second.startswith("0")
    )


def next_number(outcome: WrittenOutcome) -> int:
    """The m of the criterion n.m that comes after the last."""
    return max((_place(one)[1] for one in outcome.criteria), default=0) + 1


def in_order(outcome: WrittenOutcome) -> WrittenOutcome:
    """The outcome with its criteria sorted, 1.10 after 1.9; numbers that are none come last."""
    return WrittenOutcome(outcome.number, outcome.text, tuple(sorted(outcome.criteria, key=_place)))


def _place(criterion: WrittenCriterion) -> tuple[int, int]:
    second = criterion.number.partition(".")[2]
    return (0, int(second)) if second.isascii() and second.isdecimal() else (1, 0)
