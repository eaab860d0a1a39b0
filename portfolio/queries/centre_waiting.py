"""What waits on whom in a centre, in figures."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from portfolio.domain.actors import Actor, Role
from portfolio.domain.states import EnrolmentStatus, EvidenceState
from portfolio.models.enrolment import Assignment, Candidate, Enrolment
from portfolio.models.evidence import Evidence
from portfolio.queries.visibility import may_see


@dataclass(frozen=True)
class Waiting:
    """``on_assessors`` and ``on_candidates`` count items; the others count registrations."""

    on_assessors: int
    oldest: datetime | None
    on_candidates: int
    without_assessor: int
    not_informed: int


def waiting(session: Session, actor: Actor) -> Waiting:
    """The figures for every candidate the actor may see, in two queries."""
    items = {
        state: (count, oldest)
        for state, count, oldest in session.execute(
            select(Evidence.state, func.count(Evidence.id), func.min(Evidence.submitted_at))
            .join(Evidence.candidate)
            .where(
                may_see(actor),
                Evidence.state.in_((EvidenceState.SUBMITTED, EvidenceState.REFERRED)),
            )
            .group_by(Evidence.state)
        )
    }
    assessed = exists().where(
        Assignment.enrolment_id == Enrolment.id,
        Assignment.role == Role.ASSESSOR,
        Assignment.ended_at.is_(None),
    )
    without, not_informed = session.execute(
        select(
            func.count(Enrolment.id).filter(~assessed),
            func.count(Enrolment.id).filter(Enrolment.informed_on.is_(None)),
        )
        .join(Candidate, Candidate.id == Enrolment.candidate_id)
        .where(may_see(actor), Enrolment.status == EnrolmentStatus.ACTIVE)
    ).one()
    submitted, oldest = items.get(EvidenceState.SUBMITTED, (0, None))
    referred, _ = items.get(EvidenceState.REFERRED, (0, None))
    return Waiting(submitted, oldest, referred, without, not_informed)
