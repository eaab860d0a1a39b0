"""The candidates an assessor works with: progress, what waits, and when they were last active."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from portfolio.domain.actors import Actor
from portfolio.domain.states import EvidenceState, UnitState
from portfolio.models.audit import AuditEntry
from portfolio.models.enrolment import Candidate
from portfolio.models.evidence import Evidence
from portfolio.queries.candidate_facts import qualifications_of, units_in
from portfolio.queries.visibility import may_see

PAGE = 25


@dataclass(frozen=True)
class CandidateRow:
    candidate_id: UUID
    name: str
    qualifications: tuple[str, ...]
    units: int
    achieved: int
    waiting: int
    last_active: datetime | None


@dataclass(frozen=True)
class CandidatePage:
    rows: Sequence[CandidateRow]
    page: int
    pages: int
    total: int


def load(session: Session, actor: Actor, search: str, page: int) -> CandidatePage:
    """A page of the assessor's candidates by name, in three queries whatever their number."""
    where = [may_see(actor)]
    if search:
        where.append(Candidate.name.icontains(search, autoescape=True))
    total = session.scalar(select(func.count()).select_from(Candidate).where(*where)) or 0
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    found = session.execute(
        select(Candidate, units_in(None), units_in(UnitState.ACHIEVED), _waiting(), _last_active())
        .where(*where)
        .order_by(Candidate.name, Candidate.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    ).all()
    studied = qualifications_of(session, [row[0].id for row in found])
    rows = [
        CandidateRow(
            candidate.id,
            candidate.name,
            tuple(studied.get(candidate.id, ())),
            units or 0,
            achieved or 0,
            waiting or 0,
            last_active,
        )
        for candidate, units, achieved, waiting, last_active in found
    ]
    return CandidatePage(rows, page, pages, total)


def _waiting() -> ScalarSelect[int]:
    return (
        select(func.count(Evidence.id))
        .where(Evidence.candidate_id == Candidate.id, Evidence.state == EvidenceState.SUBMITTED)
        .scalar_subquery()
    )


def _last_active() -> ScalarSelect[datetime]:
    """The last thing the candidate did themselves in this portfolio."""
    return (
        select(func.max(AuditEntry.at))
        .where(AuditEntry.candidate_id == Candidate.id, AuditEntry.actor_id == Candidate.user_id)
        .scalar_subquery()
    )
