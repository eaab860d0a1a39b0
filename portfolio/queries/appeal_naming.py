"""Where staff find the decision an appeal is against: the candidate's units that were judged."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session, contains_eager

from portfolio.models.assessment import Decision, SignOff, UnitProgress
from portfolio.models.enrolment import Candidate
from portfolio.queries.unit_places import UnitPlace, places


class Placed(NamedTuple):
    """A candidate's unit and where it stands in their qualification."""

    unit: UnitProgress
    place: UnitPlace | None


def candidate(session: Session, centre_id: UUID, candidate_id: UUID) -> Candidate | None:
    """A candidate of the centre."""
    return session.scalar(
        select(Candidate).where(Candidate.centre_id == centre_id, Candidate.id == candidate_id)
    )


def judged_units(session: Session, candidate_id: UUID) -> Sequence[Placed]:
    """The candidate's units in which anything was decided, by number."""
    judged = exists().where(Decision.unit_id == UnitProgress.id)
    signed = exists().where(SignOff.unit_id == UnitProgress.id)
    units = session.scalars(
        select(UnitProgress)
        .join(UnitProgress.unit)
        .options(contains_eager(UnitProgress.unit))
        .where(UnitProgress.candidate_id == candidate_id, or_(judged, signed))
    ).all()
    where = places(session, [unit.id for unit in units])
    placed = [Placed(unit, where.get(unit.id)) for unit in units]
    return sorted(placed, key=lambda one: (one.place.number if one.place else "", str(one.unit.id)))


def unit(session: Session, candidate_id: UUID, unit_id: UUID) -> UnitProgress | None:
    """One of this candidate's units."""
    return session.scalar(
        select(UnitProgress).where(
            UnitProgress.candidate_id == candidate_id, UnitProgress.id == unit_id
        )
    )
