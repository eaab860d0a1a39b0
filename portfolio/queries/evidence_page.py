"""What a reader of one item sees beside it: decisions, feedback, comments, units, changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from portfolio.domain.actors import Actor, Role
from portfolio.models.assessment import Assessment, Decision, UnitProgress
from portfolio.models.audit import AuditEntry
from portfolio.models.evidence import Evidence, EvidenceFile, EvidenceTag, RecordComment
from portfolio.models.person import User
from portfolio.models.programme import Unit
from portfolio.models.specification import Criterion
from portfolio.queries import unit_places

NO_CHANGE = ("evidence:opened", "evidence:moved", "same-file:found", "same-file:settled")
"""What happens to an item without changing what is said or held in it."""


@dataclass(frozen=True)
class Change:
    user_id: UUID
    name: str
    at: datetime


@dataclass(frozen=True)
class TaggedUnit:
    """One unit the item is used for, with the criteria it is tagged to there."""

    unit_id: UUID
    number: str
    title: str
    criteria: list[Criterion]


def feedback(session: Session, evidence_id: UUID) -> Sequence[Assessment]:
    """Judgements that were given to the candidate, newest first, each with its decisions."""
    return session.scalars(
        select(Assessment)
        .where(Assessment.evidence_id == evidence_id, Assessment.released_at.is_not(None))
        .options(
            joinedload(Assessment.assessor),
            selectinload(Assessment.decisions).joinedload(Decision.criterion),
        )
        .order_by(Assessment.released_at.desc())
    ).all()


def latest_feedback(session: Session, evidence_id: UUID) -> Assessment | None:
    """The last judgement that was given to the candidate."""
    return session.scalars(
        select(Assessment)
        .where(Assessment.evidence_id == evidence_id, Assessment.released_at.is_not(None))
        .order_by(Assessment.released_at.desc())
        .limit(1)
    ).one_or_none()


def tagged_units(session: Session, evidence_id: UUID) -> list[TaggedUnit]:
    """The units and criteria the item is tagged to, in order."""
    rows = session.execute(
        select(EvidenceTag.unit_id, Unit.title, Criterion)
        .join(Criterion, Criterion.id == EvidenceTag.criterion_id)
        .join(UnitProgress, UnitProgress.id == EvidenceTag.unit_id)
        .join(Unit, Unit.id == UnitProgress.unit_id)
        .where(EvidenceTag.evidence_id == evidence_id, EvidenceTag.removed_at.is_(None))
        .order_by(Unit.reference, Criterion.position)
    ).all()
    places = unit_places.places(session, {row[0] for row in rows})
    found: dict[UUID, TaggedUnit] = {}
    for unit_id, title, criterion in rows:
        number = places[unit_id].number if unit_id in places else "–"
        unit = found.setdefault(unit_id, TaggedUnit(unit_id, number, title, []))
        unit.criteria.append(criterion)
    return list(found.values())


def comments(session: Session, evidence_id: UUID) -> Sequence[RecordComment]:
    """What the candidate said of a record, oldest first."""
    return session.scalars(
        select(RecordComment)
        .where(RecordComment.evidence_id == evidence_id)
        .options(joinedload(RecordComment.author))
        .order_by(RecordComment.created_at)
    ).all()


def replaced_files(evidence: Evidence, judged: Sequence[Assessment]) -> list[EvidenceFile]:
    """Files that are gone but that a released decision rested on (R-099)."""
    decided = [decision.decided_at for one in judged for decision in one.decisions]
    return [
        file
        for file in evidence.files
        if file.removed_at
        and any(file.uploaded_at <= moment <= file.removed_at for moment in decided)
    ]


def may_open_file(session: Session, actor: Actor, file: EvidenceFile) -> bool:
    """Whether this reader may open this file of an item they may see: removed ones are its
    candidate's own, unless a decision rested on them."""
    if file.removed_at is None or actor.role is Role.CANDIDATE:
        return True
    return file in replaced_files(file.evidence, feedback(session, file.evidence_id))


def last_change(session: Session, evidence_id: UUID) -> Change | None:
    """Who changed the item last, and when, from the audit trail."""
    row = session.execute(
        select(User.id, User.name, AuditEntry.at)
        .join(User, User.id == AuditEntry.actor_id)
        .where(AuditEntry.subject_id == evidence_id, AuditEntry.name.not_in(NO_CHANGE))
        .order_by(AuditEntry.sequence.desc())
        .limit(1)
    ).one_or_none()
    return Change(*row) if row else None
