"""What a sign-off rests on stays as it was signed: its items, their files, titles and tags (R-128).

Parts of the verbs that change evidence. Each holds the units first, so that a sign-off at the same
moment either comes before and refuses the change, or after and signs what it left.
"""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from portfolio.domain.errors import Refusal
from portfolio.models.assessment import SignOff, UnitProgress
from portfolio.models.evidence import Evidence, EvidenceTag
from portfolio.models.programme import Unit
from portfolio.queries.declarations import NOT_SIGNED_FOR


def is_signed_for(evidence: Evidence) -> bool:
    """Whether the item, in its state now, is part of what is declared and signed off."""
    return evidence.state not in NOT_SIGNED_FOR


def hold(session: Session, evidence: Evidence) -> None:
    """Hold the units the item is tagged to until the transaction ends."""
    _hold(session, _units_of(evidence))


def check_item(session: Session, evidence: Evidence, field: str | None = None) -> None:
    """Refuse, beside ``field``, while a unit the item is tagged to is signed off."""
    check_units(session, session.scalars(_units_of(evidence)).all(), field)


def check_units(session: Session, unit_ids: Collection[UUID], field: str | None = None) -> None:
    """Hold these units; refuse, beside ``field``, while one of them is signed off."""
    if not unit_ids:
        return
    _hold(session, unit_ids)
    titles = session.scalars(
        select(Unit.title)
        .join(UnitProgress, UnitProgress.unit_id == Unit.id)
        .join(SignOff, SignOff.unit_id == UnitProgress.id)
        .where(UnitProgress.id.in_(unit_ids), SignOff.withdrawn_at.is_(None))
        .order_by(Unit.title)
    ).all()
    if titles:
        raise Refusal(
            f"{', '.join(titles)} is signed off, so its evidence stays as it was signed. "
            "The assessor can withdraw the sign-off first",
            field,
        )


def _units_of(evidence: Evidence) -> Select[UUID]:
    return select(EvidenceTag.unit_id).where(
        EvidenceTag.evidence_id == evidence.id, EvidenceTag.removed_at.is_(None)
    )


def _hold(session: Session, unit_ids: Collection[UUID] | Select[UUID]) -> None:
    """Always in the same order, so that two who hold several wait for each other, not for ever."""
    session.flush()
    session.scalars(
        select(UnitProgress.id)
        .where(UnitProgress.id.in_(unit_ids))
        .order_by(UnitProgress.id)
        .with_for_update()
    ).all()
