"""Who assesses and who quality-assures a candidate's qualification; every change is kept."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor, Role
from portfolio.domain.errors import Refusal
from portfolio.domain.registration_events import CaseloadMoved, StaffAssigned
from portfolio.models.enrolment import Assignment, Candidate, Enrolment
from portfolio.models.person import RoleGrant
from portfolio.queries import caseloads
from portfolio.queries.sign_ins import in_force
from portfolio.services import audit, notices
from portfolio.services.notices import News

FIELDS = {Role.ASSESSOR: "assessor", Role.IQA: "quality_assurer"}
"""The form field each role is chosen in."""
OTHER = {Role.ASSESSOR: Role.IQA, Role.IQA: Role.ASSESSOR}


def assign(
    session: Session, actor: Actor, enrolment: Enrolment, role: Role, user_id: UUID | None
) -> None:
    """Put a person in charge from now on, or nobody when ``user_id`` is None.

    The earlier assignment is ended, never rewritten. Nothing happens where the person has it
    already. Raises Refusal, beside the field of the role, for somebody who does not hold the role
    at the candidate's centre now, for the candidate and for whoever has the other role here.
    """
    current = _current(session, enrolment, role)
    if (current.user_id if current else None) == user_id:
        return
    if user_id is not None:
        _check(session, enrolment, role, user_id)
    _replace(session, actor, enrolment, role, (current, user_id))
    event = StaffAssigned(enrolment.id, role.value, current.user_id if current else None, user_id)
    audit.record(session, actor, event, candidate_id=enrolment.candidate_id)
    session.flush()


def move_all(session: Session, actor: Actor, grant: RoleGrant, user_id: UUID) -> int:
    """Move every current candidate of ``grant``'s holder to another person; returns how many.

    All or none: the first candidate the other person cannot take refuses the whole move.
    """
    if grant.role not in FIELDS:
        raise Refusal("Only assessors and internal quality assurers have candidates")
    if user_id == grant.user_id:
        raise Refusal("Choose somebody else to move the candidates to", "to")
    enrolments = caseloads.caseload(session, grant)
    for enrolment in enrolments:
        try:
            assign(session, actor, enrolment, grant.role, user_id)
        except Refusal as refusal:
            raise Refusal(f"{enrolment.candidate.name}: {refusal.message}", "to") from refusal
    event = CaseloadMoved(grant.id, grant.role.value, user_id, len(enrolments))
    audit.record(session, actor, event)
    session.flush()
    return len(enrolments)


def _current(session: Session, enrolment: Enrolment, role: Role) -> Assignment | None:
    return session.scalar(
        select(Assignment).where(
            Assignment.enrolment_id == enrolment.id,
            Assignment.role == role,
            Assignment.ended_at.is_(None),
        )
    )


def _check(session: Session, enrolment: Enrolment, role: Role, user_id: UUID) -> None:
    field = FIELDS[role]
    candidate = enrolment.candidate
    grant = session.scalar(
        select(RoleGrant).where(
            RoleGrant.user_id == user_id,
            RoleGrant.centre_id == candidate.centre_id,
            RoleGrant.role == role,
            in_force(clock.today()),
        )
    )
    if grant is None:
        raise Refusal(f"Choose somebody who is {role.value.lower()} at this centre now", field)
    if user_id == candidate.user_id:
        raise Refusal(f"Nobody can be {role.value.lower()} of their own work", field)
    other = _current(session, enrolment, OTHER[role])
    if other is not None and other.user_id == user_id:
        raise Refusal(
            f"This person is the {other.role.value.lower()}. The internal quality assurer must "
            "be somebody else than the assessor",
            field,
        )


def _replace(
    session: Session,
    actor: Actor,
    enrolment: Enrolment,
    role: Role,
    change: tuple[Assignment | None, UUID | None],
) -> None:
    current, user_id = change
    moment = clock.now()
    if current is not None:
        current.ended_at, current.ended_by_id = moment, actor.user_id
        # The index allows one current row, so the old one must be closed before the new one.
        session.flush()
    if user_id is None:
        return
    row = Assignment(
        enrolment_id=enrolment.id,
        candidate_id=enrolment.candidate_id,
        role=role,
        user_id=user_id,
        began_at=moment,
        began_by_id=actor.user_id,
    )
    session.add(row)
    session.flush()
    _tell(session, enrolment.candidate, row)


def _tell(session: Session, candidate: Candidate, assignment: Assignment) -> None:
    role = assignment.role.value.lower()
    key = f"staff:assigned:{assignment.id}"
    told = (
        (assignment.user_id, f"You are now {role} of another candidate"),
        (candidate.user_id, f"You have a new {role}"),
    )
    for user_id, text in told:
        path = f"/portfolios/{candidate.id}" if user_id == assignment.user_id else "/"
        news = News(f"{key}:{user_id}", candidate.centre_id, "assigned", text, path)
        notices.tell(session, user_id, news)
