"""What becomes of a file that arrived: safe at the centre, refused or held back.

Nobody's deeds but the worker's: the audit trail names no actor.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal
from portfolio.domain.evidence_events import (
    FileCheckRepeated,
    FileEvent,
    FileQuarantined,
    FileRefused,
    FileScanned,
    FileStored,
)
from portfolio.domain.states import EvidenceState, FileState
from portfolio.models.evidence import Evidence, EvidenceFile
from portfolio.queries import evidence_submission
from portfolio.services import audit, declarations, notices, outbox, signed_units

HELD_BACK = (
    "A virus was found in it, so it is locked away and nobody can open it. "
    "Look at your own copy with a virus scanner, then add a clean one"
)


def queue(session: Session, file: EvidenceFile, due_at: datetime | None = None) -> None:
    """Have the file checked by a job; part of the verbs that add files, which record the deed."""
    arguments = {"file_id": str(file.id)}
    outbox.enqueue(session, "check-file", f"check-file:{file.id}", arguments, due_at)


def store(session: Session, file: EvidenceFile, scan: str) -> None:
    """The file is whole and in the store: from now on it opens, and its unit's signatures miss it.

    ``scan`` says how it stands with the virus check.
    """
    if file.state is not FileState.CHECKING:
        return
    signed_units.hold(session, file.evidence)
    file.state, file.state_reason, file.scan = FileState.STORED, "", scan
    _record(session, file, FileStored(file.id, file.evidence.code, _words(file), scan))
    _follow(session, file.evidence, f"{file.evidence.code} has a new file")
    outbox.enqueue(session, "make-copies", f"make-copies:{file.id}", {"file_id": str(file.id)})


def refuse(session: Session, file: EvidenceFile, reason: str) -> None:
    """The file is not taken; ``reason`` says why and what to do, to whoever sent it."""
    if file.state is not FileState.CHECKING:
        return
    file.state, file.state_reason = FileState.REFUSED, reason
    _record(session, file, FileRefused(file.id, file.evidence.code, _words(file), reason))
    _tell_sender(session, file, f"{file.evidence.code}: a file was refused. See why")


def quarantine(session: Session, file: EvidenceFile, found: str) -> None:
    """Something was ``found`` in it: the bytes stay, and nobody opens them ever."""
    if file.state not in {FileState.CHECKING, FileState.STORED}:
        return
    signed_units.hold(session, file.evidence)
    file.state, file.state_reason, file.scan = FileState.QUARANTINED, HELD_BACK, found[:200]
    _record(session, file, FileQuarantined(file.id, file.evidence.code, _words(file), found[:200]))
    _follow(session, file.evidence, f"A file of {file.evidence.code} is held back")
    _tell_sender(session, file, f"{file.evidence.code}: a virus was found in a file")
    _tell_assessors(session, file)


def mark_scanned(session: Session, file: EvidenceFile, scan: str) -> None:
    """A file kept before the virus check was set up has been looked at; ``scan`` says how."""
    if file.state is not FileState.STORED or file.scan == scan:
        return
    file.scan = scan
    _record(session, file, FileScanned(file.id, file.evidence.code, _words(file), scan))


def check_again(session: Session, actor: Actor, file: EvidenceFile) -> None:
    """Have the check of a file that waits tried now. Refuses once that is settled."""
    if file.state is not FileState.CHECKING:
        raise Refusal("This file has been checked meanwhile. Look at the list again")
    outbox.again(session, "check-file", f"check-file:{file.id}", {"file_id": str(file.id)})
    event = FileCheckRepeated(file.id, file.evidence.code, _words(file))
    audit.record(session, actor, event, candidate_id=file.candidate_id)


def note_waiting(session: Session, file: EvidenceFile, why: str) -> None:
    """Say meanwhile why the check takes long; the state of the file stays."""
    if file.state is FileState.CHECKING:
        file.state_reason = why


def _follow(session: Session, evidence: Evidence, reason: str) -> None:
    unit_ids = {tag.unit_id for tag in evidence.current_tags}
    if unit_ids:
        declarations.void_where_changed(session, unit_ids, reason)


def _record(session: Session, file: EvidenceFile, event: FileEvent) -> None:
    audit.record(
        session,
        None,
        event,
        candidate_id=file.candidate_id,
        centre_id=file.evidence.candidate.centre_id,
    )


def _tell_sender(session: Session, file: EvidenceFile, text: str) -> None:
    evidence = file.evidence
    own = file.uploaded_by_id == evidence.candidate.user_id
    edits = own and evidence.state in {EvidenceState.DRAFT, EvidenceState.REFERRED}
    news = notices.News(
        key=f"file:{file.state}:{file.id}:{file.uploaded_by_id}",
        centre_id=evidence.candidate.centre_id,
        kind=f"file:{file.state}",
        text=text,
        path=f"/candidate/evidence/{evidence.id}/edit" if edits else f"/evidence/{evidence.id}",
    )
    notices.tell(session, file.uploaded_by_id, news)


def _tell_assessors(session: Session, file: EvidenceFile) -> None:
    """Whoever was to judge the item learns why a file of it no longer opens."""
    evidence = file.evidence
    if evidence.state is EvidenceState.DRAFT:
        return
    units = {tag.unit_id for tag in evidence.current_tags}
    for user_id in evidence_submission.assessors_of(session, units):
        news = notices.News(
            key=f"file:quarantined:{file.id}:{user_id}",
            centre_id=evidence.candidate.centre_id,
            kind="file:quarantined",
            text=f"{evidence.code}: a virus was found in a file, so it no longer opens",
            path=f"/evidence/{evidence.id}",
        )
        notices.tell(session, user_id, news)


def _words(file: EvidenceFile) -> str:
    return f"{file.name} {file.sha256}"
