"""What a candidate does with the files of an item: add, remove, put back, replace."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from portfolio import clock
from portfolio.domain import evidence_changes
from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal
from portfolio.domain.evidence_events import FileOpened, FilePutBack, FileRemoved, FilesAdded
from portfolio.domain.states import FileState
from portfolio.models.evidence import Evidence, EvidenceFile
from portfolio.services import audit, declarations, evidence_checking, progress, signed_units


@dataclass(frozen=True)
class Received:
    """A file that lies in the store already: its key, cleaned name, bytes, hash and real type."""

    key: str
    name: str
    size: int
    sha256: str
    media_type: str

    def __str__(self) -> str:
        return f"{self.name} {self.sha256}"


def add(
    session: Session, actor: Actor, evidence: Evidence, files: Sequence[Received], most: int
) -> list[EvidenceFile]:
    """Put more files into a draft or referred item. Refuses past ``most`` and in other states."""
    added = add_unnoticed(session, actor, evidence, files, most)
    touch(evidence)
    return added


def add_unnoticed(
    session: Session, actor: Actor, evidence: Evidence, files: Sequence[Received], most: int
) -> list[EvidenceFile]:
    """``add`` for files that arrive by themselves while the item may be open on a page.

    It is no change of the item to whoever describes it there, who would else be told that
    somebody was faster.
    """
    check_may_add(session, evidence, len(files), most)
    added = attach(session, actor, evidence, files)
    event = FilesAdded(evidence.id, evidence.code, tuple(map(str, files)))
    audit.record(session, actor, event, candidate_id=evidence.candidate_id)
    follow(session, evidence, f"{evidence.code} has a new file")
    return added


def check_may_add(session: Session, evidence: Evidence, more: int, most: int) -> None:
    """Refuse more files past ``most``, and while the item is not the candidate's to change."""
    evidence_changes.check_editable(evidence.state, staff_record=evidence.staff_record)
    evidence_changes.check_room(len(evidence.current_files), more, most)
    _check_not_signed(session, evidence)


def attach(
    session: Session, actor: Actor, evidence: Evidence, files: Sequence[Received]
) -> list[EvidenceFile]:
    """Write the rows of files and have them checked; the verb that calls it records the deed."""
    place = 1 + max((file.position for file in evidence.files), default=0)
    rows = [
        EvidenceFile(
            evidence=evidence,
            candidate_id=evidence.candidate_id,
            key=file.key,
            name=file.name,
            size=file.size,
            sha256=file.sha256,
            media_type=file.media_type,
            position=position,
            state=FileState.CHECKING,
            uploaded_by_id=actor.user_id,
            uploaded_at=clock.now(),
        )
        for position, file in enumerate(files, place)
    ]
    session.add_all(rows)
    session.flush()
    for row in rows:
        evidence_checking.queue(session, row)
    return rows


def remove(session: Session, actor: Actor, evidence: Evidence, file_id: UUID) -> EvidenceFile:
    """Take a file out that was not submitted yet; row and bytes stay, so that it can be put back.

    A file the assessor has had is replaced instead, so that a new decision follows.
    """
    evidence_changes.check_editable(evidence.state, staff_record=evidence.staff_record)
    file = _of(evidence, file_id, removed=False)
    if was_submitted(evidence, file):
        raise Refusal("Your assessor has seen this file. Replace it instead", "files")
    _check_not_signed(session, evidence)
    file.removed_at = clock.now()
    file.removed_by_id = actor.user_id
    touch(evidence)
    event = FileRemoved(file.id, evidence.code, _words(file))
    audit.record(session, actor, event, candidate_id=evidence.candidate_id)
    follow(session, evidence, f"A file of {evidence.code} was removed")
    return file


def put_back(
    session: Session, actor: Actor, evidence: Evidence, file_id: UUID, most: int
) -> EvidenceFile:
    """Undo a removal."""
    evidence_changes.check_editable(evidence.state, staff_record=evidence.staff_record)
    evidence_changes.check_room(len(evidence.current_files), 1, most)
    file = _of(evidence, file_id, removed=True)
    if file.removed_by_id != actor.user_id or was_submitted(evidence, file):
        raise Refusal("That file cannot be put back. Add it again", "files")
    _check_not_signed(session, evidence)
    file.removed_at = None
    file.removed_by_id = None
    touch(evidence)
    event = FilePutBack(file.id, evidence.code, _words(file))
    audit.record(session, actor, event, candidate_id=evidence.candidate_id)
    follow(session, evidence, f"{evidence.code} has a file again")
    return file


def opened_by_verifier(session: Session, actor: Actor, file: EvidenceFile, which: str) -> None:
    """Note that a verifier opened a file (R-333)."""
    event = FileOpened(file.id, file.evidence.code, _words(file), which)
    audit.record(session, actor, event, candidate_id=file.candidate_id)


def was_submitted(evidence: Evidence, file: EvidenceFile) -> bool:
    """Whether the assessor has had this file, so that it is replaced, never just removed."""
    return evidence.submitted_at is not None and file.uploaded_at <= evidence.submitted_at


def follow(session: Session, evidence: Evidence, reason: str) -> None:
    """Bring progress and signatures of the item's units up to date with its changed files."""
    unit_ids = {tag.unit_id for tag in evidence.current_tags}
    if unit_ids:
        progress.refresh(session, unit_ids)
        declarations.void_where_changed(session, unit_ids, reason)


def _check_not_signed(session: Session, evidence: Evidence) -> None:
    if signed_units.is_signed_for(evidence):
        signed_units.check_item(session, evidence, "files")


def touch(evidence: Evidence) -> None:
    """Count a change of files or tags as a change of the item, so that two savers notice."""
    flag_modified(evidence, "title")


def _of(evidence: Evidence, file_id: UUID, *, removed: bool) -> EvidenceFile:
    for file in evidence.files:
        if file.id == file_id and (file.removed_at is not None) is removed:
            return file
    raise Refusal("That file is no longer there. Look at the list again", "files")


def _words(file: EvidenceFile) -> str:
    return f"{file.name} {file.sha256}"
