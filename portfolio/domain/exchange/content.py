"""One qualification with everything under it, between our tables and the formats of others."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portfolio.domain.errors import Refusal
from portfolio.domain.qualification import Group
from portfolio.domain.rule import RuleOfCombination

REQUIREMENTS = "Evidence requirements"
"""Heading of the outcome that holds the evidence requirements of a unit."""


class ExchangeFault(Refusal):
    """A file that cannot be read as a qualification; the message names the place in it."""


@dataclass(frozen=True)
class CriterionContent:
    """A criterion n.m, or an evidence requirement ERn, with its additional guidance."""

    number: str
    text: str
    guidance: str = ""


@dataclass(frozen=True)
class OutcomeContent:
    """An outcome with its criteria; `requirements` marks the one of evidence requirements."""

    number: int
    text: str
    criteria: tuple[CriterionContent, ...]
    requirements: bool = False


@dataclass(frozen=True)
class UnitParts:
    """What a unit's document says beside its outcomes (see `models.UnitSpecification`)."""

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
class ExchangedUnit:
    """A unit in its place in the qualification. Empty or None is what a file does not say.

    `glh` is guided learning in hours; `kind` competence or knowledge; `demonstration` marks
    wording of criteria that is not official.
    """

    number: str
    group: str
    title: str
    reference: str = ""
    mandatory: bool = False
    credit: int | None = None
    level: int | None = None
    glh: int | None = None
    kind: str = ""
    demonstration: bool = False
    parts: UnitParts = UnitParts()
    outcomes: tuple[OutcomeContent, ...] = ()

    @property
    def criteria(self) -> tuple[CriterionContent, ...]:
        return tuple(c for outcome in self.outcomes for c in outcome.criteria)


@dataclass(frozen=True)
class QualificationFacts:
    """The columns of a qualification. Empty or None is what a file does not say."""

    title: str
    entry_code: str = ""
    number: str = ""
    level: int | None = None
    awarding_body: str = ""
    grading: str = ""
    glh: int | None = None
    tqt: int | None = None
    age_bands: tuple[str, ...] = ()
    min_age: int | None = None
    closed_for_entry: bool = False
    last_entry_on: date | None = None
    last_certification_on: date | None = None
    simulation: bool = False


@dataclass(frozen=True)
class ExchangedQualification:
    """One version of a qualification; `rule` is None where a file has none.

    `about` holds the texts of the qualification as they are stored.
    """

    facts: QualificationFacts
    groups: tuple[Group, ...]
    units: tuple[ExchangedUnit, ...]
    rule: RuleOfCombination | None = None
    about: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Written:
    """A file for others, with a sentence for everything its format has no place for."""

    content: str
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """What a file holds; `doubts` a person should look at, `left_out` was not taken over."""

    format: str
    qualification: ExchangedQualification
    doubts: tuple[str, ...]
    left_out: tuple[str, ...]


def counted(count: int, one: str, several: str | None = None) -> str:
    """`1 unit`, `5 units`."""
    return f"{count} {one if count == 1 else several or one + 's'}"
