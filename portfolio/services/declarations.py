"""Declarations of a unit's evidence as the candidate's own; a change of it voids them."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.declaration_events import DeclarationVoided
from portfolio.domain.signature import stands
from portfolio.models.assessment import Declaration, UnitProgress
from portfolio.queries import declarations
from portfolio.services import audit, notices


def void_where_changed(session: Session, unit_ids: Collection[UUID], reason: str) -> None:
    """Void the standing declarations of these units that no longer match the evidence (R-121).

    ``reason`` says what changed ("E-09 was replaced"); the candidate reads it and is told to sign
    again. Called at the end of every verb that changes what a unit's evidence consists of.
    """
    session.flush()
    standing = {
        declaration.unit_id: declaration
        for declaration in session.scalars(
            select(Declaration).where(
                Declaration.unit_id.in_(unit_ids), Declaration.voided_at.is_(None)
            )
        )
    }
    if not standing:
        return
    wordings = {unit_id: one.wording_version for unit_id, one in standing.items()}
    now = declarations.statements(session, list(standing), wordings)
    changed = {i: one for i, one in standing.items() if not stands(now[i], one.content_sha256)}
    for declaration in changed.values():
        _void(session, declaration, reason)
    session.flush()
    _tell(session, changed)


def _void(session: Session, declaration: Declaration, reason: str) -> None:
    declaration.voided_at = clock.now()
    declaration.voided_reason = reason
    unit = session.get_one(UnitProgress, declaration.unit_id)
    event = DeclarationVoided(unit.id, declaration_id=str(declaration.id), reason=reason)
    audit.record(
        session, None, event, candidate_id=unit.candidate_id, centre_id=unit.candidate.centre_id
    )


def _tell(session: Session, voided: dict[UUID, Declaration]) -> None:
    """Ask the candidates to sign again; the news names the unit, nothing of the evidence."""
    where = declarations.places(session, list(voided))
    for unit_id, declaration in voided.items():
        candidate = session.get_one(UnitProgress, unit_id).candidate
        named = f"Unit {where[unit_id].number}" if unit_id in where else "A unit"
        news = notices.News(
            key=f"declaration:voided:{declaration.id}:{candidate.user_id}",
            centre_id=candidate.centre_id,
            kind="declaration:voided",
            text=f"{named}: sign your declaration again, because the evidence has changed",
            path=f"/candidate/units/{unit_id}/declare",
        )
        notices.tell(session, candidate.user_id, news)
