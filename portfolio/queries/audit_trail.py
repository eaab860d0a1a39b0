"""What happened to a portfolio, an item or a unit, for those who may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload

from portfolio.domain.actors import Actor, Role
from portfolio.domain.states import EvidenceState
from portfolio.models.audit import AuditEntry
from portfolio.models.evidence import Evidence, EvidenceFile

PAGE = 50

UNRELEASED = ("decision:", "assessment:")
"""What the assessor has not told yet: a candidate reads of it with the feedback (002 s5.11)."""

NEVER_TOLD = ("same-file:",)
"""What is between the assessors of two candidates (R-127)."""

OF_CASES = ("case:", "course-review:")
"""What somebody complained of, or thinks of a course, is told where those look who may know."""

OPENED = ("evidence:opened", "file:opened")


@dataclass(frozen=True)
class HistoryPage:
    entries: Sequence[AuditEntry]
    page: int
    pages: int
    total: int


def of_candidate(session: Session, actor: Actor, candidate_id: UUID, page: int) -> HistoryPage:
    """Everything that happened in one portfolio, newest first."""
    return _page(session, [AuditEntry.candidate_id == candidate_id, *_told(actor)], page)


def of_subject(session: Session, actor: Actor, subject_id: UUID, page: int) -> HistoryPage:
    """Everything that happened to one item or unit, newest first."""
    return _page(session, [AuditEntry.subject_id == subject_id, *_told(actor)], page)


def opened_by(session: Session, actor: Actor, page: int) -> HistoryPage:
    """What a verifier opened at this centre, newest first (002 s5.20)."""
    mine = [
        AuditEntry.actor_id == actor.user_id,
        AuditEntry.centre_id == actor.centre_id,
        AuditEntry.name.in_(OPENED),
    ]
    return _page(session, mine, page)


def opened_lately(session: Session, actor: Actor, file_id: UUID, since: datetime) -> bool:
    """Whether it is on record that the actor opened this file, or a copy of it, since then."""
    return bool(
        session.scalar(
            select(
                exists().where(
                    AuditEntry.name == "file:opened",
                    AuditEntry.subject_id == file_id,
                    AuditEntry.actor_id == actor.user_id,
                    AuditEntry.at >= since,
                )
            )
        )
    )


def _told(actor: Actor) -> list[ColumnElement[bool]]:
    if actor.role is not Role.CANDIDATE:
        of_cases = [AuditEntry.name.not_like(f"{prefix}%") for prefix in OF_CASES]
        return [~_of_a_draft(actor), *of_cases]
    return [AuditEntry.name.not_like(f"{prefix}%") for prefix in (*UNRELEASED, *NEVER_TOLD)]


def _of_a_draft(actor: Actor) -> ColumnElement[bool]:
    """Items still being made, and their files: what happened to them is their maker's alone."""
    file = exists().where(
        EvidenceFile.id == AuditEntry.subject_id, EvidenceFile.evidence_id == Evidence.id
    )
    return (
        exists()
        .where(
            Evidence.candidate_id == AuditEntry.candidate_id,
            Evidence.state == EvidenceState.DRAFT,
            Evidence.created_by_id != actor.user_id,
            or_(Evidence.id == AuditEntry.subject_id, file.correlate(AuditEntry, Evidence)),
        )
        .correlate(AuditEntry)
    )


def _page(session: Session, conditions: list[ColumnElement[bool]], page: int) -> HistoryPage:
    total = session.scalar(select(func.count()).select_from(AuditEntry).where(*conditions)) or 0
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    entries = session.scalars(
        select(AuditEntry)
        .options(joinedload(AuditEntry.actor))
        .where(*conditions)
        .order_by(AuditEntry.sequence.desc())
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    ).all()
    return HistoryPage(entries, page, pages, total)
