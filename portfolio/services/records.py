"""Records an assessor makes of their own: observation, questioning, professional discussion."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.assessment_events import RecordAdded
from portfolio.domain.assessor_records import AssessorRecord, record_refusals
from portfolio.domain.errors import Refusal, Refusals
from portfolio.domain.evidence import EvidenceType
from portfolio.domain.evidence_changes import check_room
from portfolio.domain.evidence_events import FilesAdded
from portfolio.domain.states import EvidenceState
from portfolio.models.enrolment import Candidate
from portfolio.models.evidence import Evidence, EvidenceTag
from portfolio.models.specification import Criterion
from portfolio.services import (
    audit,
    declarations,
    evidence_files,
    notices,
    progress,
    signed_units,
)
from portfolio.services.assessor_tags import own_units_of
from portfolio.services.evidence_files import Received
from portfolio.services.notices import News


@dataclass(frozen=True)
class NewRecord:
    """What the assessor fills in; ``account`` is what was seen, or the gist asked and answered."""

    kind: EvidenceType
    title: str
    held_on: date | None
    place: str
    account: str
    criterion_ids: tuple[UUID, ...]


def add(session: Session, actor: Actor, candidate: Candidate, record: NewRecord) -> Evidence:
    """Put the record into the candidate's portfolio, attributed to the assessor, ready to judge.

    Raises Refusals for what is missing, and Refusal for criteria of units this assessor does not
    judge, of units without criteria, or of one's own portfolio.
    """
    if candidate.user_id == actor.user_id:
        raise Refusal("This is your own portfolio. Another assessor must record it")
    units = own_units_of(session, actor, candidate.id, record.criterion_ids)
    missing = record_refusals(
        AssessorRecord(record.kind, record.held_on, record.place, record.account, len(units)),
        clock.today(),
    )
    if missing:
        raise Refusals(missing)
    evidence = _evidence(session, actor, candidate, record)
    _tag(session, actor, evidence, units)
    event = RecordAdded(
        evidence.id, record.kind, str(record.held_on), tuple(criterion.id for criterion in units)
    )
    audit.record(session, actor, event, candidate_id=candidate.id)
    news = News(
        key=f"record:added:{evidence.id}:{candidate.user_id}",
        centre_id=candidate.centre_id,
        kind="assessment",
        text=f"{evidence.code}: your assessor added a record to your portfolio",
        path=f"/evidence/{evidence.id}",
    )
    notices.tell(session, candidate.user_id, news)
    unit_ids = set(units.values())
    declarations.void_where_changed(session, unit_ids, f"{evidence.code} was added")
    progress.refresh(session, unit_ids)
    return evidence


def add_files(
    session: Session, actor: Actor, evidence: Evidence, files: Sequence[Received], most: int
) -> None:
    """Put a recording or files into a record that is not judged yet; ``most`` files fit.

    Raises Refusal for an item that is not this assessor's record, or was judged.
    """
    if not evidence.staff_record or evidence.created_by_id != actor.user_id:
        raise Refusal("Files are added by whoever made the record")
    if evidence.state is not EvidenceState.SUBMITTED:
        raise Refusal("This record was judged. Add another record instead")
    signed_units.check_item(session, evidence)
    check_room(len(evidence.current_files), len(files), most)
    evidence_files.attach(session, actor, evidence, files)
    evidence_files.touch(evidence)
    event = FilesAdded(evidence.id, evidence.code, tuple(map(str, files)))
    audit.record(session, actor, event, candidate_id=evidence.candidate_id)
    unit_ids = {tag.unit_id for tag in evidence.current_tags}
    declarations.void_where_changed(session, unit_ids, f"{evidence.code} has a new file")
    progress.refresh(session, unit_ids)


def _tag(session: Session, actor: Actor, evidence: Evidence, units: dict[Criterion, UUID]) -> None:
    session.add_all(
        EvidenceTag(
            evidence_id=evidence.id,
            unit_id=unit_id,
            criterion_id=criterion.id,
            tagged_by_id=actor.user_id,
            tagged_at=evidence.created_at,
        )
        for criterion, unit_id in units.items()
    )


def _evidence(session: Session, actor: Actor, candidate: Candidate, record: NewRecord) -> Evidence:
    session.execute(
        update(Candidate)
        .where(Candidate.id == candidate.id)
        .values(last_evidence_number=Candidate.last_evidence_number + 1)
    )
    number = session.scalars(
        select(Candidate.last_evidence_number).where(Candidate.id == candidate.id)
    ).one()
    moment = clock.now()
    evidence = Evidence(
        candidate_id=candidate.id,
        candidate=candidate,
        item_number=number,
        state=EvidenceState.SUBMITTED,
        title=record.title.strip() or record.kind.words,
        kind=record.kind.value,
        produced_on=record.held_on,
        produced_by=actor.name,
        description=record.account.strip(),
        place=record.place.strip(),
        staff_record=True,
        created_by_id=actor.user_id,
        created_at=moment,
        submitted_at=moment,
    )
    session.add(evidence)
    session.flush()
    return evidence
