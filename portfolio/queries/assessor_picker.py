"""The criteria an assessor may tag or record for one candidate: of the units they judge."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.domain.actors import Actor
from portfolio.domain.criterion_words import criterion_name
from portfolio.models.assessment import UnitProgress
from portfolio.models.programme import Unit
from portfolio.models.specification import (
    REQUIREMENTS,
    Criterion,
    CriterionNote,
    LearningOutcome,
    UnitSpecification,
)
from portfolio.queries import declarations, unit_places
from portfolio.queries.assessing import assessed_units
from portfolio.queries.criterion_notes import noted_by


@dataclass(frozen=True)
class PickCriterion:
    id: str
    number: str
    text: str
    locked: bool
    """Its unit is signed off: nothing is tagged to it any more."""
    guidance: str = ""
    note: str | None = None
    """The centre's own, under the criterion."""


@dataclass
class PickOutcome:
    number: int
    title: str
    requirements: bool
    open: bool = False
    criteria: list[PickCriterion] = field(default_factory=list)


@dataclass
class PickUnit:
    """One unit as the picker shows it; ``demonstration`` wording is our own."""

    number: str
    title: str
    demonstration: bool
    signed_off: bool
    outcomes: list[PickOutcome] = field(default_factory=list)


def load(
    session: Session,
    actor: Actor,
    candidate_id: UUID,
    *,
    chosen: Collection[str] = (),
) -> list[PickUnit]:
    """The units with outcomes and criteria in order, in two queries whatever their number.

    Outcomes with a chosen criterion are unfolded. Of a unit that is signed off only what was sent
    all the same can be unticked, and nothing ticked.
    """
    rows = _rows(session, actor, candidate_id)
    places = unit_places.places(session, {row[0] for row in rows})
    units: dict[UUID, PickUnit] = {}
    outcomes: dict[UUID, PickOutcome] = {}
    for unit_id, title, demonstration, signed_off, outcome, criterion, note in rows:
        if unit_id not in units:
            number = places[unit_id].number if unit_id in places else "–"
            units[unit_id] = PickUnit(number, title, demonstration, signed_off)
        if outcome.id not in outcomes:
            outcomes[outcome.id] = PickOutcome(
                outcome.number, outcome.text, outcome.kind == REQUIREMENTS
            )
            units[unit_id].outcomes.append(outcomes[outcome.id])
        key, number = str(criterion.id), criterion_name(criterion.criterion_number)
        locked = signed_off and key not in chosen
        outcomes[outcome.id].criteria.append(
            PickCriterion(key, number, criterion.text, locked, criterion.guidance, note)
        )
        outcomes[outcome.id].open |= key in chosen
    return sorted(units.values(), key=lambda unit: _order(unit.number))


def leave_out(units: Sequence[PickUnit], held: Collection[str]) -> list[PickUnit]:
    """The units without the criteria in ``held``, and without what then has none."""
    for unit in units:
        for outcome in unit.outcomes:
            outcome.criteria = [one for one in outcome.criteria if one.id not in held]
        unit.outcomes = [outcome for outcome in unit.outcomes if outcome.criteria]
    return [unit for unit in units if unit.outcomes]


def _rows(session: Session, actor: Actor, candidate_id: UUID) -> list[Any]:
    return list(
        session.execute(
            select(
                UnitProgress.id,
                Unit.title,
                UnitSpecification.demonstration,
                declarations.signed_off(),
                LearningOutcome,
                Criterion,
                CriterionNote.text,
            )
            .join(Unit, Unit.id == UnitProgress.unit_id)
            .join(UnitSpecification, UnitSpecification.id == UnitProgress.specification_id)
            .join(Criterion, Criterion.specification_id == UnitSpecification.id)
            .join(LearningOutcome, LearningOutcome.id == Criterion.outcome_id)
            .outerjoin(CriterionNote, noted_by(actor.centre_id))
            .where(
                UnitProgress.candidate_id == candidate_id,
                UnitProgress.id.in_(assessed_units(actor)),
            )
            .order_by(Unit.reference, Criterion.position)
        )
    )


def _order(number: str) -> tuple[str, int]:
    """ "4" before "10", "A4" before "A13"."""
    letters = number.rstrip("0123456789")
    digits = number[len(letters) :]
    return letters, int(digits or 0)
