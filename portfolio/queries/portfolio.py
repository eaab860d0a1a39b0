"""A portfolio at a glance: what the candidate is registered on, with whom, and what it holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from portfolio.domain.states import EvidenceState
from portfolio.models.enrolment import Assignment, Enrolment
from portfolio.models.evidence import Evidence
from portfolio.queries.home import EnrolmentPanel, panels


@dataclass
class EnrolmentView:
    """One registration: who works with the candidate on it, progress and units."""

    enrolment: Enrolment
    shown: EnrolmentPanel
    staff: list[Assignment] = field(default_factory=list)


def of_candidate(session: Session, candidate_id: UUID) -> list[EnrolmentView]:
    """Every enrolment of the candidate with its staff, progress and chosen units."""
    enrolments = session.scalars(
        select(Enrolment)
        .options(joinedload(Enrolment.qualification))
        .where(Enrolment.candidate_id == candidate_id)
        .order_by(Enrolment.created_at)
    ).all()
    shown = {one.progress.id: one for one in panels(session, [one.id for one in enrolments])}
    views = {one.id: EnrolmentView(one, shown[one.id]) for one in enrolments}
    for assignment in _staff(session, candidate_id):
        views[assignment.enrolment_id].staff.append(assignment)
    return list(views.values())


def evidence_counts(session: Session, candidate_id: UUID) -> dict[EvidenceState, int]:
    """How many items the portfolio holds in each state."""
    rows = session.execute(
        select(Evidence.state, func.count())
        .where(Evidence.candidate_id == candidate_id)
        .group_by(Evidence.state)
    )
    return {state: count for state, count in rows}  # noqa: C416 -- rows are not pairs to mypy


def _staff(session: Session, candidate_id: UUID) -> Sequence[Assignment]:
    return session.scalars(
        select(Assignment)
        .options(joinedload(Assignment.user))
        .where(Assignment.candidate_id == candidate_id, Assignment.ended_at.is_(None))
        .order_by(Assignment.role)
    ).all()
