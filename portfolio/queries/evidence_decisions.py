"""Decisions on one item of evidence, and what rests on them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, joinedload

from portfolio.models.assessment import Assessment, Decision, SignOff, UnitProgress
from portfolio.models.evidence import EvidenceTag
from portfolio.models.programme import Unit


def in_force(session: Session, evidence_id: UUID) -> Sequence[Decision]:
    """Decisions on the item that no later one and no changed file has superseded."""
    return session.scalars(
        select(Decision)
        .where(Decision.evidence_id == evidence_id, Decision.superseded_at.is_(None))
        .options(joinedload(Decision.criterion))
        .order_by(Decision.decided_at)
    ).all()


def is_judged(session: Session, evidence_id: UUID) -> bool:
    """Whether anybody has recorded a decision on the item, released or not, in force or not."""
    return bool(session.scalar(select(exists().where(Decision.evidence_id == evidence_id))))


def signed_off_units(session: Session, evidence_id: UUID) -> tuple[str, ...]:
    """Titles of the signed-off units the item is tagged to."""
    return tuple(
        session.scalars(
            select(Unit.title)
            .join(UnitProgress, UnitProgress.unit_id == Unit.id)
            .join(SignOff, SignOff.unit_id == UnitProgress.id)
            .join(EvidenceTag, EvidenceTag.unit_id == UnitProgress.id)
            .where(
                EvidenceTag.evidence_id == evidence_id,
                EvidenceTag.removed_at.is_(None),
                SignOff.withdrawn_at.is_(None),
            )
            .distinct()
            .order_by(Unit.title)
        )
    )


def released_by(session: Session, evidence_id: UUID) -> Sequence[UUID]:
    """The assessors whose feedback on the item the candidate has."""
    return session.scalars(
        select(Assessment.assessor_id)
        .where(Assessment.evidence_id == evidence_id, Assessment.released_at.is_not(None))
        .distinct()
    ).all()
