"""The stored states of units, and the version that tells an open page that progress changed."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portfolio.models.assessment import UnitProgress
from portfolio.models.enrolment import Enrolment
from portfolio.queries.coverage import coverage_of


def refresh(session: Session, unit_ids: Collection[UUID]) -> None:
    """Bring the states of units up to date after a deed, and tell the open pages.

    Called at the end of every verb that changes tags, evidence, decisions, sign-offs or choices.
    The pages follow ``Enrolment.progress_version`` of every qualification of the candidate, since
    a unit counts in each that lists it (003 s5.1).
    """
    session.flush()
    covered = coverage_of(session, unit_ids)
    units = session.scalars(select(UnitProgress).where(UnitProgress.id.in_(unit_ids))).all()
    for unit in units:
        unit.state = covered[unit.id].unit_state
    bump(session, {unit.candidate_id for unit in units})


def bump(session: Session, candidate_ids: Collection[UUID]) -> None:
    """Tell the open pages of these candidates that their progress changed."""
    session.flush()
    session.execute(
        update(Enrolment)
        .where(Enrolment.candidate_id.in_(candidate_ids))
        .values(progress_version=Enrolment.progress_version + 1)
    )
