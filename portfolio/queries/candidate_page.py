"""One candidate as administrators see them: registrations, staff with history, account."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from portfolio.domain.actors import Role
from portfolio.domain.qualification_dates import Dates
from portfolio.models.audit import AuditEntry
from portfolio.models.enrolment import Assignment, Candidate, Enrolment
from portfolio.models.person import Invitation, RoleGrant
from portfolio.queries import qualification_dates


@dataclass(frozen=True)
class Registration:
    """One qualification of the candidate with everybody who was ever assigned, latest first."""

    enrolment: Enrolment
    assignments: list[Assignment]
    dates: Dates
    """The last dates of the qualification as the centre goes by them."""

    def current(self, role: Role) -> Assignment | None:
        return next((a for a in self.assignments if a.role is role and a.ended_at is None), None)

    @property
    def assessor(self) -> Assignment | None:
        return self.current(Role.ASSESSOR)

    @property
    def quality_assurer(self) -> Assignment | None:
        return self.current(Role.IQA)


@dataclass(frozen=True)
class Account:
    """The role of candidate here: its grant still open, and the invitation to it."""

    grant: RoleGrant | None
    invitation: Invitation | None

    @property
    def waits(self) -> bool:
        return self.grant is not None and self.grant.accepted_at is None


def registrations(session: Session, candidate: Candidate) -> list[Registration]:
    """The candidate's registrations in the order they were made, in three queries."""
    enrolments = session.scalars(
        select(Enrolment)
        .where(Enrolment.candidate_id == candidate.id)
        .options(joinedload(Enrolment.qualification), joinedload(Enrolment.rule))
        .order_by(Enrolment.created_at, Enrolment.id)
    ).all()
    assignments = session.scalars(
        select(Assignment)
        .where(Assignment.candidate_id == candidate.id)
        .options(joinedload(Assignment.user))
        .order_by(Assignment.began_at.desc(), Assignment.id)
    ).all()
    qualifications = [one.qualification for one in enrolments]
    dates = qualification_dates.dates_of(session, candidate.centre_id, qualifications)
    return [
        Registration(
            one,
            [a for a in assignments if a.enrolment_id == one.id],
            dates[one.qualification_id],
        )
        for one in enrolments
    ]


def account(session: Session, candidate: Candidate) -> Account:
    """Whether the candidate can sign in here, or was invited to."""
    row = session.execute(
        select(RoleGrant, Invitation)
        .outerjoin(Invitation, Invitation.grant_id == RoleGrant.id)
        .where(
            RoleGrant.user_id == candidate.user_id,
            RoleGrant.centre_id == candidate.centre_id,
            RoleGrant.role == Role.CANDIDATE,
            RoleGrant.revoked_at.is_(None),
        )
        .order_by(RoleGrant.created_at.desc())
    ).first()
    return Account(*row) if row else Account(None, None)


def last_change(session: Session, candidate_id: UUID) -> AuditEntry | None:
    """Who changed the profile last, and when."""
    return session.scalars(
        select(AuditEntry)
        .where(AuditEntry.subject_id == candidate_id, AuditEntry.name == "candidate:changed")
        .options(joinedload(AuditEntry.actor))
        .order_by(AuditEntry.sequence.desc())
    ).first()
