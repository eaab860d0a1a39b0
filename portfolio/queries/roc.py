"""From an enrolment to its rule of combination: the candidate's units judged and projected."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, exists, select
from sqlalchemy.orm import Session, aliased

from portfolio.domain import qualification as published
from portfolio.domain.combination import Verdict, evaluate
from portfolio.domain.panel import Panel
from portfolio.domain.panel import panel as panel_of
from portfolio.domain.panel_words import achieved_numbers, news
from portfolio.domain.qualification import Group, PlacedUnit
from portfolio.domain.rule import RuleOfCombination
from portfolio.domain.states import EnrolmentStatus, UnitState
from portfolio.models.assessment import UnitProgress
from portfolio.models.enrolment import Candidate, ChosenUnit, Enrolment
from portfolio.models.programme import (
    CombinationRule,
    Qualification,
    Unit,
    UnitGroup,
    UnitPlacement,
)
from portfolio.models.specification import UnitSpecification
from portfolio.queries.catalogue import published_from
from portfolio.queries.doubtful_units import achieved_though_doubtful
from portfolio.queries.versions import stands, visible

LATER = aliased(UnitSpecification)
"""Criteria a unit would bring along once it is taken up."""

BEGUN = frozenset({UnitState.IN_PROGRESS, UnitState.READY, UnitState.REFERRED})


@dataclass(frozen=True)
class UnitRow:
    """A unit listed in the qualification, as it stands with the candidate.

    ``id`` is of the candidate's progress in it, None until they take it up; ``unit_id`` is of the
    published unit. ``loaded`` says whether its criteria are; ``demonstration`` whose words.
    """

    id: UUID | None
    unit_id: UUID
    placed: PlacedUnit
    state: UnitState
    chosen: bool
    loaded: bool
    demonstration: bool

    @property
    def begun(self) -> bool:
        return self.state is not UnitState.NOT_STARTED

    @property
    def theirs(self) -> bool:
        """Whether it is among the candidate's units: mandatory, chosen, or begun anywhere."""
        return self.placed.mandatory or self.chosen or self.begun


@dataclass(frozen=True)
class EnrolmentProgress:
    """An enrolment with every unit its qualification lists, in catalogue order."""

    id: UUID
    candidate_id: UUID
    status: EnrolmentStatus
    version: int
    qualification: published.Qualification
    rows: tuple[UnitRow, ...]
    doubtful: tuple[str, ...] = ()
    """Numbers of achieved units that only another list of the handbook gives here (AMB-04)."""

    @property
    def rule(self) -> RuleOfCombination:
        return self.qualification.rule

    @property
    def units(self) -> tuple[UnitRow, ...]:
        """The candidate's own units."""
        return tuple(row for row in self.rows if row.theirs)

    @cached_property
    def verdict(self) -> Verdict:
        """The rule of combination applied to what is achieved, in progress and planned."""
        return self.projection({row.unit_id for row in self.rows if row.chosen})

    def projection(self, chosen: Collection[UUID]) -> Verdict:
        """The verdict as if these optional units (ids of published units) were chosen."""
        rows = self.rows
        planned = [
            row for row in rows if not row.begun and (row.placed.mandatory or row.unit_id in chosen)
        ]
        achieved = _numbers(row for row in rows if row.state is UnitState.ACHIEVED)
        return evaluate(
            self.qualification,
            achieved=[*achieved, *self.doubtful],
            in_progress=_numbers(row for row in rows if row.state in BEGUN),
            planned=_numbers(planned),
        )

    def panel(self, seen: Collection[str] | None = None) -> Panel:
        """The progress panel; ``seen`` is what an open page showed as achieved, to say the news."""
        return panel_of(self.verdict, "" if seen is None else news(self.verdict, seen))

    @property
    def seen(self) -> str:
        """What an open page sends back so that it is told only what is new: "1,2,7"."""
        return ",".join(achieved_numbers(self.verdict))


def progress_of(session: Session, enrolment_ids: Collection[UUID]) -> list[EnrolmentProgress]:
    """The progress of these enrolments, the oldest first, in one query for all of them.

    A second one is asked where a rule names doubtful units.
    """
    by_enrolment: dict[UUID, list[Row[Any]]] = defaultdict(list)
    for row in session.execute(_EVERYTHING.where(Enrolment.id.in_(enrolment_ids))):
        by_enrolment[row.Enrolment.id].append(row)
    found = [_progress(rows) for rows in by_enrolment.values()]
    doubtful = achieved_though_doubtful(session, [(one.candidate_id, one.rule) for one in found])
    return [
        replace(one, doubtful=numbers) if numbers else one
        for one, numbers in zip(found, doubtful, strict=True)
    ]


def progress(session: Session, enrolment_id: UUID) -> EnrolmentProgress:
    """The progress of one enrolment whose qualification lists units."""
    return progress_of(session, [enrolment_id])[0]


_EVERYTHING = (
    select(Enrolment, CombinationRule.parameters, Qualification)
    .add_columns(
        UnitPlacement.unit_number,
        UnitPlacement.position,
        UnitGroup.letter,
        UnitGroup.name,
        UnitGroup.mandatory,
        Unit.id.label("unit_id"),
        Unit.reference,
        Unit.title,
        Unit.credit,
        Unit.level,
        Unit.guided_hours,
        Unit.kind,
        UnitProgress.id.label("progress_id"),
        UnitProgress.state,
        UnitSpecification.demonstration,
        exists()
        .where(
            LATER.unit_id == Unit.id,
            LATER.published_at.is_not(None),
            visible(Candidate.centre_id, LATER),
        )
        .label("loadable"),
        ChosenUnit.id.label("chosen_id"),
    )
    .join(CombinationRule, CombinationRule.id == Enrolment.rule_id)
    .join(Qualification, Qualification.id == Enrolment.qualification_id)
    .join(Candidate, Candidate.id == Enrolment.candidate_id)
    .join(
        UnitPlacement,
        and_(
            UnitPlacement.qualification_id == Qualification.id,
            stands(UnitPlacement, CombinationRule.structure_version),
        ),
    )
    .join(
        UnitGroup,
        and_(
            UnitGroup.qualification_id == Qualification.id,
            UnitGroup.letter == UnitPlacement.group_letter,
            stands(UnitGroup, CombinationRule.structure_version),
        ),
    )
    .join(Unit, Unit.id == UnitPlacement.unit_id)
    .outerjoin(
        UnitProgress,
        and_(
            UnitProgress.candidate_id == Enrolment.candidate_id,
            UnitProgress.unit_id == UnitPlacement.unit_id,
        ),
    )
    .outerjoin(UnitSpecification, UnitSpecification.id == UnitProgress.specification_id)
    .outerjoin(
        ChosenUnit,
        and_(ChosenUnit.enrolment_id == Enrolment.id, ChosenUnit.unit_id == UnitPlacement.unit_id),
    )
    .order_by(Enrolment.created_at, Enrolment.id, UnitPlacement.position)
)


def _progress(rows: Sequence[Row[Any]]) -> EnrolmentProgress:
    first = rows[0]
    units = tuple(_unit_row(row) for row in rows)
    groups = {row.letter: Group(row.letter, row.name, row.mandatory) for row in rows}
    return EnrolmentProgress(
        id=first.Enrolment.id,
        candidate_id=first.Enrolment.candidate_id,
        status=first.Enrolment.status,
        version=first.Enrolment.progress_version,
        qualification=published_from(
            first.Qualification,
            tuple(groups[letter] for letter in sorted(groups)),
            tuple(unit.placed for unit in units),
            RuleOfCombination.from_dict(first.parameters),
        ),
        rows=units,
    )


def _unit_row(row: Row[Any]) -> UnitRow:
    unit = published.Unit(
        row.reference, row.title, row.credit, row.level, row.guided_hours or 0, row.kind
    )
    return UnitRow(
        id=row.progress_id,
        unit_id=row.unit_id,
        placed=PlacedUnit(unit, row.unit_number, row.letter, row.position, row.mandatory),
        state=row.state or UnitState.NOT_STARTED,
        chosen=row.chosen_id is not None,
        loaded=row.demonstration is not None or (row.progress_id is None and row.loadable),
        demonstration=bool(row.demonstration),
    )


def _numbers(rows: Iterable[UnitRow]) -> list[str]:
    return [row.placed.number for row in rows]
