"""One qualification with everything under it, between our tables and the formats of others."""

from dataclasses import dataclass, field
from datetime import date

from portfolio.domain.errors import Refusal
from portfolio.domain.qualification import Group
from portfolio.domain.qualification_about import About
from portfolio.domain.rule import RuleOfCombination
from portfolio.domain.specification_content import SpecificationContent


class ExchangeFault(Refusal):
    """A file that cannot be read as a qualification; the message names the place in it."""


@dataclass(frozen=True)
class ExchangedUnit:
    """A unit in its place in the qualification. Empty or None is what a file does not say.

    `glh` is guided learning in hours; `kind` competence or knowledge.
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
    content: SpecificationContent = field(default_factory=SpecificationContent)


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
    """One version of a qualification; `rule` is None where a file has none."""

    facts: QualificationFacts
    groups: tuple[Group, ...]
    units: tuple[ExchangedUnit, ...]
    rule: RuleOfCombination | None = None
    about: About = field(default_factory=About)


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
