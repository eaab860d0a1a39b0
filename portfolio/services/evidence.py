"""What a candidate does with an item of evidence: add and describe."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal
from portfolio.domain.evidence_events import (
    EvidenceAdded,
    EvidenceDescribed,
    EvidenceOpened,
)
from portfolio.domain.states import EvidenceState
from portfolio.models.enrolment import Candidate
from portfolio.models.evidence import Evidence
from portfolio.services import (
    audit,
    evidence_files,
    evidence_writing,
)
from portfolio.services.evidence_files import Received
from portfolio.services.evidence_writing import Description


def add(
    session: Session,
    actor: Actor,
    candidate: Candidate,
    files: Sequence[Received],
    place: str = "",
) -> Evidence:
    """Begin a draft from files that lie in the store, or from the place of a physical original."""
    if not files and not place.strip():
        raise Refusal("Say where the original is kept, for example a folder or a room", "place")
    evidence = _draft(session, actor, candidate, place=place.strip())
    evidence_files.attach(session, actor, evidence, files)
    return _added(session, actor, evidence, files)


def add_captured(
    session: Session, actor: Actor, candidate: Candidate, capture_key: str | None, title: str = ""
) -> Evidence:
    """Begin a draft whose files follow; ``capture_key`` is the phone's own name for the item."""
    evidence = _draft(session, actor, candidate, capture_key=capture_key, title=title.strip())
    return _added(session, actor, evidence, ())


def describe(
    session: Session, actor: Actor, evidence: Evidence, description: Description
) -> Evidence:
    """Save what is said so far; a draft may be unfinished. Raises Conflict for an old version."""
    fields, tags = evidence_writing.write(session, actor, evidence, description)
    event = EvidenceDescribed(evidence.id, evidence.code, fields, tags.tagged, tags.untagged)
    audit.record(session, actor, event, candidate_id=evidence.candidate_id)
    evidence_writing.follow(session, evidence, tags.unit_ids)
    return evidence


def opened_by_verifier(session: Session, actor: Actor, evidence: Evidence) -> None:
    """Note that a verifier looked at the item (R-333)."""
    event = EvidenceOpened(evidence.id, evidence.code)
    audit.record(session, actor, event, candidate_id=evidence.candidate_id)


def _draft(session: Session, actor: Actor, candidate: Candidate, **columns: Any) -> Evidence:
    evidence = Evidence(
        candidate=candidate,
        item_number=_next_number(session, candidate.id),
        state=EvidenceState.DRAFT,
        produced_by=candidate.name,
        created_by_id=actor.user_id,
        created_at=clock.now(),
        **columns,
    )
    session.add(evidence)
    session.flush()
    return evidence


def _added(
    session: Session, actor: Actor, evidence: Evidence, files: Sequence[Received]
) -> Evidence:
    event = EvidenceAdded(evidence.id, evidence.code, tuple(map(str, files)), evidence.place)
    audit.record(session, actor, event, candidate_id=evidence.candidate_id)
    return evidence


def _next_number(session: Session, candidate_id: UUID) -> int:
    """The candidate's next item number; never given twice, not even after deletion (R-069)."""
    session.execute(
        update(Candidate)
        .where(Candidate.id == candidate_id)
        .values(last_evidence_number=Candidate.last_evidence_number + 1)
    )
    return session.scalars(
        select(Candidate.last_evidence_number).where(Candidate.id == candidate_id)
    ).one()
