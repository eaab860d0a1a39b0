"""What is open to an external verifier, and the candidates an IQA works with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, exists, func, select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.states import UnitState
from portfolio.models.audit import AuditEntry
from portfolio.models.enrolment import Candidate, Enrolment, VerifierAccess
from portfolio.queries.audit_trail import OPENED
from portfolio.queries.candidate_facts import qualifications_of, units_in
from portfolio.queries.visibility import may_see

PAGE = 25


@dataclass(frozen=True)
class CandidateRow:
    candidate_id: UUID
    name: str
    candidate_number: str | None
    qualifications: str
    units: int
    achieved: int
    ready: int
    open_until: date | None
    opened: int
    untold: bool
    """Nothing records that they were told title, level and awarding organisation (002 s1)."""


@dataclass(frozen=True)
class CandidatePage:
    rows: Sequence[CandidateRow]
    page: int
    pages: int
    total: int


def candidates(session: Session, actor: Actor, search: str, page: int) -> CandidatePage:
    """The candidates visible to ``actor``, by name, with how far their units are."""
    where = [may_see(actor)]
    if search:
        where.append(Candidate.name.icontains(search, autoescape=True))
    total = session.scalar(select(func.count()).select_from(Candidate).where(*where)) or 0
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    query = (
        select(
            Candidate,
            _until(actor),
            _opened(actor),
            units_in(None),
            units_in(UnitState.ACHIEVED),
            units_in(UnitState.READY),
            exists().where(Enrolment.candidate_id == Candidate.id, Enrolment.informed_on.is_(None)),
        )
        .where(*where)
        .order_by(Candidate.name, Candidate.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    found = session.execute(query).all()
    studied = qualifications_of(session, [row[0].id for row in found])
    rows = [_row(row, studied.get(row[0].id, [])) for row in found]
    return CandidatePage(rows, page, pages, total)


def _row(found: Sequence[Any], studied: Sequence[str]) -> CandidateRow:
    candidate, until, opened, units, achieved, ready, untold = found
    return CandidateRow(
        candidate_id=candidate.id,
        name=candidate.name,
        candidate_number=candidate.candidate_number,
        qualifications=", ".join(studied),
        units=units or 0,
        achieved=achieved or 0,
        ready=ready or 0,
        open_until=until,
        opened=opened or 0,
        untold=bool(untold),
    )


def _until(actor: Actor) -> ScalarSelect[date]:
    today = clock.today()
    return (
        select(func.max(VerifierAccess.ends_on))
        .where(
            VerifierAccess.candidate_id == Candidate.id,
            VerifierAccess.user_id == actor.user_id,
            VerifierAccess.starts_on <= today,
            VerifierAccess.revoked_at.is_(None),
        )
        .scalar_subquery()
    )


def _opened(actor: Actor) -> ScalarSelect[int]:
    return (
        select(func.count(func.distinct(AuditEntry.subject_id)))
        .where(
            AuditEntry.candidate_id == Candidate.id,
            AuditEntry.actor_id == actor.user_id,
            AuditEntry.name.in_(OPENED),
        )
        .scalar_subquery()
    )
