"""Whom somebody assesses or quality-assures."""

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload

from portfolio.models.enrolment import Assignment, Candidate, Enrolment
from portfolio.models.person import RoleGrant


def caseload(session: Session, grant: RoleGrant) -> list[Enrolment]:
    """The registrations ``grant``'s holder is in charge of in that role, by candidate's name."""
    query = (
        select(Enrolment)
        .join(Assignment, Assignment.enrolment_id == Enrolment.id)
        .join(Enrolment.candidate)
        .options(contains_eager(Enrolment.candidate), joinedload(Enrolment.qualification))
        .where(
            Candidate.centre_id == grant.centre_id,
            Assignment.user_id == grant.user_id,
            Assignment.role == grant.role,
            Assignment.ended_at.is_(None),
        )
        .order_by(Candidate.name, Enrolment.id)
    )
    return list(session.scalars(query))
