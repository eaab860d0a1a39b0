"""External verifiers of a centre: whom they may read, until when, and what they opened."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager

from portfolio import clock
from portfolio.domain.actors import Role
from portfolio.models.audit import AuditEntry
from portfolio.models.enrolment import Candidate, VerifierAccess
from portfolio.queries import staff_list
from portfolio.queries.staff_list import StaffRow

OPENED = "evidence:opened"


@dataclass(frozen=True)
class VerifierRow:
    """A verifier; ``opened`` counts the different items they opened at this centre."""

    person: StaffRow
    access: list[VerifierAccess]
    opened: int


def verifiers(session: Session, centre_id: UUID) -> list[VerifierRow]:
    """Every verifier of the centre with what is open or will be, in five queries."""
    access: dict[UUID, list[VerifierAccess]] = {}
    rows = session.scalars(
        select(VerifierAccess)
        .join(VerifierAccess.candidate)
        .options(contains_eager(VerifierAccess.candidate))
        .where(
            VerifierAccess.centre_id == centre_id,
            VerifierAccess.ends_on >= clock.today(),
            VerifierAccess.revoked_at.is_(None),
        )
        .order_by(VerifierAccess.ends_on, Candidate.name)
    )
    for row in rows:
        access.setdefault(row.user_id, []).append(row)
    people = staff_list.staff(session, centre_id, (Role.VERIFIER,))
    opened = _opened(session, centre_id, [one.user_id for one in people])
    return [
        VerifierRow(one, access.get(one.user_id, []), opened.get(one.user_id, 0)) for one in people
    ]


def _opened(session: Session, centre_id: UUID, user_ids: list[UUID]) -> dict[UUID, int]:
    rows = session.execute(
        select(AuditEntry.actor_id, func.count(AuditEntry.subject_id.distinct()))
        .where(
            AuditEntry.actor_id.in_(user_ids),
            AuditEntry.name == OPENED,
            AuditEntry.centre_id == centre_id,
        )
        .group_by(AuditEntry.actor_id)
    )
    return {actor_id: count for actor_id, count in rows if actor_id is not None}


def may_be_opened(session: Session, centre_id: UUID, verifier_id: UUID) -> list[Candidate]:
    """Candidates of the centre that are not open to the verifier now, by name."""
    held = select(VerifierAccess.candidate_id).where(
        VerifierAccess.user_id == verifier_id,
        VerifierAccess.ends_on >= clock.today(),
        VerifierAccess.revoked_at.is_(None),
    )
    query = (
        select(Candidate)
        .where(
            Candidate.centre_id == centre_id,
            Candidate.user_id != verifier_id,
            Candidate.id.not_in(held),
        )
        .order_by(Candidate.name)
    )
    return list(session.scalars(query))
