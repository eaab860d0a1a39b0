"""The criteria a candidate may choose from, and what covers each of them already."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.domain.criterion_words import criterion_name
from portfolio.models.assessment import UnitProgress
from portfolio.models.enrolment import Candidate
from portfolio.models.evidence import Evidence
from portfolio.models.programme import Unit
from portfolio.models.specification import (
    REQUIREMENTS,
    Criterion,
    CriterionNote,
    LearningOutcome,
    UnitSpecification,
)
from portfolio.queries import criteria_marks, declarations, unit_places
from portfolio.queries.criterion_notes import noted_by

NO_ITEM = UUID(int=0)
"""Stands for an item that is still to be made, where one is left out of what covers a criterion."""


class Place(NamedTuple):
    """A criterion as one candidate meets it: in which of their units."""

    criterion_id: UUID
    unit_id: UUID
    reference: str
    number: str


@dataclass(frozen=True)
class PickCriterion:
    """One row of the picker; ``mark`` says what covers it already, ``met`` if for good.

    ``number`` is as a reader sees it: "3.2", "Evidence requirement 2".

    ``locked``: its unit is signed off, so it stays as it is, chosen or not.
    """

    id: str
    number: str
    text: str
    mark: str
    met: bool
    locked: bool
    guidance: str
    note: str | None
    """The centre's own, under the criterion."""


@dataclass(frozen=True)
class PickOutcome:
    """``requirements`` marks the unit's evidence requirements, which have no outcome number."""

    number: int
    title: str
    fact: str
    open: bool
    criteria: list[PickCriterion]
    requirements: bool


@dataclass(frozen=True)
class PickUnit:
    number: str
    title: str
    demonstration: bool
    """Our own wording of the criteria, which the page then says."""
    signed_off: bool
    outcomes: list[PickOutcome]


def offered(session: Session, candidate_id: UUID) -> dict[UUID, Place]:
    """Every criterion of the candidate's units whose criteria are loaded, by its id."""
    rows = session.execute(
        select(Criterion.id, UnitProgress.id, Unit.reference, Criterion.criterion_number)
        .join(UnitProgress, UnitProgress.specification_id == Criterion.specification_id)
        .join(Unit, Unit.id == UnitProgress.unit_id)
        .where(UnitProgress.candidate_id == candidate_id)
    )
    return {row[0]: Place(*row) for row in rows}


def _numbers(session: Session, unit_ids: list[UUID]) -> dict[UUID, str]:
    """Each unit's number, with its qualification's code where two units share a number."""
    places = unit_places.places(session, unit_ids)
    plain = {one: places[one].number if one in places else "–" for one in unit_ids}
    taken = list(plain.values())
    return {
        one: number
        if taken.count(number) == 1 or one not in places
        else f"{number}-{places[one].entry_code}"
        for one, number in plain.items()
    }


def _order(number: str) -> tuple[str, int, str]:
    """ "4" before "10", "A4" before "A13"."""
    head, _, tail = number.partition("-")
    letters = head.rstrip("0123456789")
    digits = head[len(letters) :]
    return letters, int(digits or 0), tail


def to_pick_from(
    session: Session, evidence: Evidence, chosen: Collection[str]
) -> tuple[list[PickUnit], set[str]]:
    """The units, outcomes and criteria ``evidence`` may be tagged to, in order; and what is chosen.

    The item is no cover for itself. Outcomes with a chosen criterion are shown unfolded. Tags that
    a sign-off rests on are chosen whatever was sent; a draft's tag to a unit signed off since can
    be taken off, for nothing rests on it.
    """
    tags = [] if evidence.state in declarations.NOT_SIGNED_FOR else evidence.current_tags
    rested_on = {str(tag.criterion_id) for tag in tags}
    return _pickable(session, evidence.candidate_id, evidence.id, chosen, rested_on)


def for_new_item(session: Session, candidate_id: UUID) -> list[PickUnit]:
    """The same for an item that is still to be made: nothing is chosen, nothing rests on it."""
    return _pickable(session, candidate_id, NO_ITEM, (), set())[0]


def _pickable(
    session: Session,
    candidate_id: UUID,
    item_id: UUID,
    chosen: Collection[str],
    rested_on: set[str],
) -> tuple[list[PickUnit], set[str]]:
    rows = _rows(session, candidate_id)
    marks = criteria_marks.marks(session, candidate_id, item_id)
    numbers = _numbers(session, list({row[0] for row in rows}))
    fixed = {str(row.Criterion.id) for row in rows if row.signed_off}
    picked = set(chosen) | (rested_on & fixed)
    locked = fixed - (picked - rested_on)
    units = []
    for (unit_id, title, ours, signed), of_unit in groupby(rows, key=lambda row: row[:4]):
        outcomes = [
            _outcome(
                outcome, [_criterion(row[5], row[6], marks, locked) for row in of_outcome], picked
            )
            for outcome, of_outcome in groupby(of_unit, key=lambda row: row[4])
        ]
        units.append(PickUnit(numbers[unit_id], title, ours, signed, outcomes))
    return sorted(units, key=lambda unit: _order(unit.number)), picked


def _rows(session: Session, candidate_id: UUID) -> Sequence[Any]:
    return session.execute(
        select(
            UnitProgress.id,
            Unit.title,
            UnitSpecification.demonstration,
            declarations.signed_off().label("signed_off"),
            LearningOutcome,
            Criterion,
            CriterionNote.text.label("note"),
        )
        .join(Candidate, Candidate.id == UnitProgress.candidate_id)
        .join(Unit, Unit.id == UnitProgress.unit_id)
        .join(UnitSpecification, UnitSpecification.id == UnitProgress.specification_id)
        .join(Criterion, Criterion.specification_id == UnitProgress.specification_id)
        .join(LearningOutcome, LearningOutcome.id == Criterion.outcome_id)
        .outerjoin(CriterionNote, noted_by(Candidate.centre_id))
        .where(UnitProgress.candidate_id == candidate_id)
        .order_by(UnitProgress.id, LearningOutcome.number, Criterion.position)
    ).all()


def _criterion(
    criterion: Criterion,
    note: str | None,
    marks: dict[UUID, tuple[str, bool]],
    locked: Collection[str],
) -> PickCriterion:
    mark, met = marks.get(criterion.id, ("", False))
    number, key = criterion_name(criterion.criterion_number), str(criterion.id)
    locked_here = key in locked
    return PickCriterion(
        key, number, criterion.text, mark, met, locked_here, criterion.guidance, note
    )


def _outcome(
    outcome: LearningOutcome, criteria: list[PickCriterion], chosen: set[str]
) -> PickOutcome:
    picked = sum(criterion.id in chosen for criterion in criteria)
    met = sum(criterion.met for criterion in criteria)
    fact = f"{picked} chosen" if picked else f"{met} of {len(criteria)} met" if met else ""
    asked = outcome.kind == REQUIREMENTS
    return PickOutcome(outcome.number, outcome.text, fact, picked > 0, criteria, asked)
