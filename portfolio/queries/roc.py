"""From an enrolment to its rule of combination: the candidate's units judged and projected."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, exists, select
from sqlalchemy.orm import Session

from portfolio.domain import qualification as published
from portfolio.domain.qualification import Group, PlacedUnit
from portfolio.domain.rule import RuleOfCombination
from portfolio.domain.states import UnitState
from portfolio.models.assessment import UnitProgress
from portfolio.models.enrolment import Candidate, ChosenUnit, Enrolment, UnitWish
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
from portfolio.queries.enrolment_progress import EnrolmentProgress, UnitRow
from portfolio.queries.shared_alias import shared_alias
from portfolio.queries.versions import stands, visible

LATER = shared_alias(UnitSpecification)
"""Criteria a unit would bring along once it is taken up."""


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
        UnitWish.wish,
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
    .outerjoin(
        UnitWish,
        and_(UnitWish.enrolment_id == Enrolment.id, UnitWish.unit_id == UnitPlacement.unit_id),
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
        wish=row.wish,
    )
