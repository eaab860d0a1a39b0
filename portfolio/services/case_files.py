"""Files kept with a case: added by staff or sent by the person, and what their check found."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.case_record_events import CaseFilesAdded, CaseFileSettled
from portfolio.domain.cases import CaseState, EntryKind
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.states import FileState
from portfolio.models.case import Case
from portfolio.models.case_record import CaseFile
from portfolio.services import audit, case_log, outbox
from portfolio.services.case_log import PERSON, Line
from portfolio.services.evidence_checking import HELD_BACK
from portfolio.services.evidence_files import Received

CHECK = "check-case-file"
MOST_FILES = 100
"""Of one case, whoever sent them."""


def add(
    session: Session,
    actor: Actor | None,
    case: Case,
    files: Sequence[Received],
    *,
    staff_only: bool = True,
) -> list[CaseFile]:
    """Keep files that lie in the store already, and have them checked before they open.

    ``actor`` is None, or a candidate, where the person sent them; those are never for staff only.
    Raises Conflict for a closed case, Refusal past MOST_FILES.
    """
    if case.state is CaseState.CLOSED:
        raise Conflict(f"{case.reference} is closed")
    held = session.scalar(select(func.count()).where(CaseFile.case_id == case.id)) or 0
    if held + len(files) > MOST_FILES:
        raise Refusal(f"A case keeps up to {MOST_FILES} files", "files")
    staff = actor if actor and actor.is_staff else None
    rows = [_row(case, staff, file, staff_only=staff_only and staff is not None) for file in files]
    session.add_all(rows)
    session.flush()
    for row in rows:
        _note_added(session, case, staff, row)
        outbox.enqueue(session, CHECK, f"{CHECK}:{row.id}", {"file_id": str(row.id)})
    event = CaseFilesAdded(case.id, case.reference, tuple(map(str, files)))
    audit.record(session, actor, event, centre_id=case.centre_id)
    return rows


def _row(case: Case, staff: Actor | None, file: Received, *, staff_only: bool) -> CaseFile:
    return CaseFile(
        case_id=case.id,
        name=file.name,
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        key=file.key,
        state=FileState.CHECKING,
        staff_only=staff_only,
        added_by_id=staff.user_id if staff else None,
        added_at=clock.now(),
    )


def _note_added(session: Session, case: Case, staff: Actor | None, row: CaseFile) -> None:
    line = Line(
        EntryKind.FILE,
        "File added",
        staff_only=row.staff_only,
        by_words="" if staff else PERSON,
        details={"file_id": str(row.id)},
    )
    case_log.note(session, case, staff, line)


def store(session: Session, file: CaseFile, scan: str) -> None:
    """The file is whole: from now on it opens. ``scan`` says how the virus check went."""
    if file.state is FileState.CHECKING:
        file.state, file.state_reason, file.scan = FileState.STORED, "", scan
        _record(session, file)


def refuse(session: Session, file: CaseFile, reason: str) -> None:
    """The file is not taken; ``reason`` says why and what to do."""
    if file.state is FileState.CHECKING:
        file.state, file.state_reason = FileState.REFUSED, reason
        _record(session, file)


def quarantine(session: Session, file: CaseFile, found: str) -> None:
    """Something was ``found`` in it: the bytes stay, and nobody opens them ever."""
    if file.state is FileState.CHECKING:
        file.state, file.state_reason, file.scan = FileState.QUARANTINED, HELD_BACK, found[:200]
        _record(session, file)


def note_waiting(session: Session, file: CaseFile, why: str) -> None:
    """Say meanwhile why the check takes long; the state of the file stays."""
    if file.state is FileState.CHECKING:
        file.state_reason = why


def _record(session: Session, file: CaseFile) -> None:
    event = CaseFileSettled(
        file.case_id, file.case.reference, f"{file.name} {file.sha256}", file.state.value, file.scan
    )
    audit.record(session, None, event, centre_id=file.case.centre_id)
