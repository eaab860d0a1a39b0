"""Whose portfolios an actor may know about: every list and look-up starts here."""

from sqlalchemy import ColumnElement, and_, exists, false, or_, true

from portfolio import clock
from portfolio.domain.actors import Actor, Role
from portfolio.domain.states import EvidenceState
from portfolio.models.enrolment import Assignment, Candidate, VerifierAccess
from portfolio.models.evidence import Evidence
from portfolio.models.person import RoleGrant


def may_see(actor: Actor) -> ColumnElement[bool]:
    """The candidates visible to ``actor`` in the role they act in, at their centre only."""
    return and_(Candidate.centre_id == actor.centre_id, _connected(actor))


def _connected(actor: Actor) -> ColumnElement[bool]:
    match actor.role:
        case Role.CANDIDATE:
            return Candidate.user_id == actor.user_id
        case Role.ASSESSOR | Role.IQA:
            return _assigned(actor)
        case Role.VERIFIER:
            return _opened_to(actor)
        case Role.ADMINISTRATOR | Role.HEAD:
            return Candidate.user_id != actor.user_id
        case _:
            return false()


def _assigned(actor: Actor) -> ColumnElement[bool]:
    return and_(
        exists()
        .where(
            Assignment.candidate_id == Candidate.id,
            Assignment.user_id == actor.user_id,
            Assignment.role == actor.role,
            Assignment.ended_at.is_(None),
        )
        .correlate(Candidate),
        Candidate.user_id != actor.user_id,
    )


def _opened_to(actor: Actor) -> ColumnElement[bool]:
    today = clock.today()
    return and_(
        exists()
        .where(
            VerifierAccess.candidate_id == Candidate.id,
            VerifierAccess.user_id == actor.user_id,
            VerifierAccess.starts_on <= today,
            VerifierAccess.ends_on >= today,
            VerifierAccess.revoked_at.is_(None),
        )
        .correlate(Candidate),
        Candidate.user_id != actor.user_id,
    )


def may_open(actor: Actor) -> ColumnElement[bool]:
    """The items of a visible portfolio that ``actor`` may open: drafts are their maker's alone."""
    if actor.role is Role.CANDIDATE:
        return true()
    return or_(Evidence.state != EvidenceState.DRAFT, Evidence.created_by_id == actor.user_id)


def may_see_people(actor: Actor) -> ColumnElement[bool]:
    """The roles and invitations of the actor's centre, for those who administer it."""
    if actor.role not in {Role.ADMINISTRATOR, Role.HEAD}:
        return false()
    return RoleGrant.centre_id == actor.centre_id
