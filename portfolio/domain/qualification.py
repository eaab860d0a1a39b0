"""Qualifications, groups, units and criteria as the awarding organisation publishes them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from portfolio.domain.numbering import normalise_unit_number
from portfolio.domain.rule import RuleOfCombination

UnitKind = Literal["competence", "knowledge"]


@dataclass(frozen=True)
class Criterion:
    """One assessment criterion, numbered n.m within its unit, or evidence requirement, ERn."""

    number: str
    text: str


@dataclass(frozen=True)
class LearningOutcome:
    """A numbered outcome of a unit with its criteria in numerical order."""

    number: str
    title: str
    kind: UnitKind
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class UnitContent:
    """Outcomes and criteria of a unit; `demonstration` marks wording that is not official.

    `requirements` are the evidence an NVQ unit asks for beside its criteria (003 s3.17).
    """

    reference: str
    demonstration: bool
    outcomes: tuple[LearningOutcome, ...]
    requirements: tuple[Criterion, ...] = ()

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria of every outcome, without the evidence requirements."""
        return tuple(c for outcome in self.outcomes for c in outcome.criteria)


@dataclass(frozen=True)
class Unit:
    """A unit wherever it is listed; its reference is its identity, its title is not.

    `kind` is a guess from the title, used for hints only. `glh` is guided learning in hours.
    """

    reference: str
    title: str
    credit: int
    level: int
    glh: int
    kind: UnitKind


@dataclass(frozen=True)
class Group:
    """A group of units in one qualification; its letter is not the letter of unit numbers."""

    letter: str
    name: str
    mandatory: bool

    @property
    def heading(self) -> str:
        return f"Group {self.letter} - {self.name}"


@dataclass(frozen=True)
class PlacedUnit:
    """A unit in its place in one qualification: its number there, its group and its order."""

    unit: Unit
    number: str
    group: str
    position: int
    mandatory: bool


@dataclass(frozen=True)
class Qualification:
    """A published qualification with its rule of combination.

    `glh` and `tqt` are hours, None where the handbook states none. `age_bands` are the approved
    bands by name (see `registration.AGE_BANDS`). Dates are inclusive, None until announced.
    """

    entry_code: str
    title: str
    number: str
    level: int
    awarding_body: str
    grading: str
    glh: int | None
    tqt: int | None
    age_bands: tuple[str, ...]
    min_age: int | None
    closed_for_entry: bool
    last_entry_on: date | None
    last_certification_on: date | None
    simulation: bool
    groups: tuple[Group, ...]
    units: tuple[PlacedUnit, ...]
    rule: RuleOfCombination

    @cached_property
    def by_number(self) -> dict[str, PlacedUnit]:
        return {placed.number: placed for placed in self.units}

    @cached_property
    def by_reference(self) -> dict[str, PlacedUnit]:
        return {placed.unit.reference: placed for placed in self.units}

    def group(self, letter: str) -> Group:
        """The group with this letter; KeyError when the qualification has none."""
        for group in self.groups:
            if group.letter == letter:
                return group
        raise KeyError(letter)

    def find(self, typed_number: str) -> PlacedUnit | None:
        """The unit a typed number means here, or None when this qualification lists none."""
        return self.by_number.get(normalise_unit_number(typed_number))

    def numbers_of(self, references: Iterable[str]) -> tuple[str, ...]:
        """Numbers, in catalogue order, of the units listed here under any of the references.

        A unit achieved once counts in every qualification that lists its reference; references
        listed elsewhere only are left out.
        """
        wanted = set(references)
        return tuple(p.number for p in self.units if p.unit.reference in wanted)
