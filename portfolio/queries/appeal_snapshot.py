"""What an appeal is decided on: evidence, tags, decisions and feedback as they are now."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from portfolio import clock
from portfolio.domain.evidence import EvidenceType
from portfolio.models.assessment import Assessment, Decision, SignOff, UnitProgress
from portfolio.models.evidence import Evidence, EvidenceFile, EvidenceTag
from portfolio.models.programme import Unit
from portfolio.queries import sign_off, unit_places

Snapshot = dict[str, Any]


def take(session: Session, unit: UnitProgress, evidence_ids: Collection[UUID]) -> Snapshot:
    """The items with everything said of them, and the unit's sign-offs, as plain values.

    Ready for ``domain.signature.fingerprint``; the queries do not grow with the items.
    """
    items = session.scalars(
        select(Evidence)
        .where(Evidence.id.in_(evidence_ids))
        .options(
            selectinload(Evidence.files),
            selectinload(Evidence.tags).joinedload(EvidenceTag.criterion),
            selectinload(Evidence.tags).joinedload(EvidenceTag.tagged_by),
            selectinload(Evidence.tags).joinedload(EvidenceTag.unit).joinedload(UnitProgress.unit),
        )
        .order_by(Evidence.item_number)
        .execution_options(populate_existing=True)
    ).all()
    judged = _judged(session, evidence_ids)
    place = unit_places.places(session, [unit.id]).get(unit.id)
    return {
        "kind": "appeal",
        "taken": clock.now().isoformat(),
        "candidate": str(unit.candidate_id),
        "qualification": place.entry_code if place else "",
        "unit": {"id": str(unit.id), "reference": unit.unit.reference, "title": unit.unit.title},
        "items": [
            _item(one, [each for each in judged if each.evidence_id == one.id]) for one in items
        ],
        "sign_offs": [_sign_off(one) for one in sign_off.given(session, unit.id)],
    }


def _sign_off(one: SignOff) -> Snapshot:
    return {
        "id": str(one.id),
        "by": one.signed_by.name,
        "at": one.signed_at.isoformat(),
        "sha256": one.content_sha256,
        "withdrawn_at": one.withdrawn_at.isoformat() if one.withdrawn_at else None,
        "withdrawn_by": one.withdrawn_by.name if one.withdrawn_by else None,
        "withdrawn_reason": one.withdrawn_reason,
    }


def _judged(session: Session, evidence_ids: Collection[UUID]) -> Sequence[Assessment]:
    """Judgements the candidate has; what an assessor only noted is nobody else's."""
    return session.scalars(
        select(Assessment)
        .where(Assessment.evidence_id.in_(evidence_ids), Assessment.released_at.is_not(None))
        .options(
            joinedload(Assessment.assessor),
            selectinload(Assessment.decisions).joinedload(Decision.criterion),
        )
        .order_by(Assessment.released_at, Assessment.id)
    ).all()


def _item(evidence: Evidence, judged: Sequence[Assessment]) -> Snapshot:
    return {
        "id": str(evidence.id),
        "code": evidence.code,
        "title": evidence.title,
        "type": EvidenceType(evidence.kind).words if evidence.kind else "",
        "state": evidence.state.value,
        "description": evidence.description,
        "place": evidence.place,
        "produced_on": evidence.produced_on.isoformat() if evidence.produced_on else None,
        "produced_by": evidence.produced_by,
        "submitted": evidence.submitted_at.isoformat() if evidence.submitted_at else None,
        "files": [_file(one) for one in evidence.current_files],
        "tags": [
            _tag(one)
            for one in sorted(evidence.current_tags, key=lambda one: one.criterion.position)
        ],
        "feedback": [_feedback(one) for one in judged],
    }


def _file(file: EvidenceFile) -> Snapshot:
    return {
        "id": str(file.id),
        "name": file.name,
        "size": file.size,
        "sha256": file.sha256,
        "type": file.media_type,
        "uploaded": file.uploaded_at.isoformat(),
    }


def _tag(tag: EvidenceTag) -> Snapshot:
    unit: Unit = tag.unit.unit
    return {
        "unit": unit.reference,
        "unit_id": str(tag.unit_id),
        "criterion_id": str(tag.criterion_id),
        "criterion": tag.criterion.criterion_number,
        "words": tag.criterion.text,
        "by": tag.tagged_by.name,
        "at": tag.tagged_at.isoformat(),
    }


def _feedback(judged: Assessment) -> Snapshot:
    decisions = sorted(judged.decisions, key=lambda one: one.criterion.position)
    return {
        "id": str(judged.id),
        "assessor": judged.assessor.name,
        "stage": judged.stage.value,
        "methods": list(judged.methods),
        "outcome": judged.outcome.value if judged.outcome else None,
        "words": judged.feedback,
        "at": judged.released_at.isoformat() if judged.released_at else None,
        "decisions": [
            {
                "id": str(one.id),
                "unit_id": str(one.unit_id),
                "criterion_id": str(one.criterion_id),
                "criterion": one.criterion.criterion_number,
                "outcome": one.outcome.value,
                "why": one.justification,
                "at": one.decided_at.isoformat(),
                "superseded": one.superseded_at.isoformat() if one.superseded_at else None,
                "superseded_why": one.superseded_reason,
            }
            for one in decisions
        ],
    }
