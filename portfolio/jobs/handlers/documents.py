"""Documents a centre publishes: their files checked, everybody concerned told."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from portfolio.adapters.file_types import WrongType
from portfolio.adapters.scanner import NotScanned, Verdict
from portfolio.domain.file_states import NOT_SCANNED_YET, needs_warning
from portfolio.domain.states import FileState
from portfolio.jobs.handlers.checking import NOT_WHOLE, Write, arrived, is_whole, virus_check
from portfolio.jobs.not_yet import NotYet
from portfolio.jobs.slow import repeatable
from portfolio.models.document import DocumentFile
from portfolio.outside import Outside
from portfolio.services import announcements, document_files, outbox, support
from portfolio.services.document_versions import ANNOUNCE
from portfolio.services.qualification_drafts import ANNOUNCE_VERSION

HELD_BACK = (
    "A virus was found in it, so nobody can open it. "
    "Look at your own copy with a virus scanner, then add a clean one"
)
TOO_LARGE_TO_SCAN = "It is too large to be checked for viruses. Make it smaller, or save it as PDF"


@repeatable
def check_document(session: Session, outside: Outside, arguments: dict[str, Any]) -> Write:
    """Settle the file of a draft; a store or scanner that is away leaves it to be tried again."""
    file_id = UUID(arguments["file_id"])
    row = session.get(DocumentFile, file_id)
    if row is None or row.state is not FileState.CHECKING:
        return lambda own: None  # removed from its draft, or settled by a killed worker
    file = arrived(row)
    session.rollback()
    if not is_whole(outside.store, file):
        return _settling(file_id, FileState.REFUSED, reason=NOT_WHOLE)
    try:
        verdict = virus_check(outside, file)
    except WrongType as wrong:
        return _settling(file_id, FileState.REFUSED, reason=str(wrong))
    except NotScanned as away:
        raise NotYet(str(away), lambda own: _note_waiting(own, file_id)) from away
    return _judged(file_id, verdict)


def _judged(file_id: UUID, verdict: Verdict) -> Write:
    if verdict.found:
        scan = verdict.found[:200]
        return _settling(file_id, FileState.QUARANTINED, scan=scan, reason=HELD_BACK)
    if needs_warning(verdict.scan):
        return _settling(file_id, FileState.REFUSED, reason=TOO_LARGE_TO_SCAN)
    return _settling(file_id, FileState.STORED, scan=verdict.scan)


def _settling(file_id: UUID, state: FileState, *, scan: str = "", reason: str = "") -> Write:
    def write(own: Session) -> None:
        row = own.get(DocumentFile, file_id)
        if row is not None:
            document_files.settle(own, row, state, scan=scan, reason=reason)

    return write


def _note_waiting(session: Session, file_id: UUID) -> None:
    row = session.get(DocumentFile, file_id)
    if row is not None:
        document_files.note_waiting(session, row, NOT_SCANNED_YET)


def announce_document(session: Session, outside: Outside, arguments: dict[str, Any]) -> None:
    """Tell a part of those concerned of a version, and leave the others to a successor."""
    version_id, after = UUID(arguments["version_id"]), arguments.get("after")
    last = announcements.announce(session, version_id, UUID(after) if after else None)
    if last is not None:
        own = {"version_id": str(version_id), "after": str(last)}
        outbox.enqueue(session, ANNOUNCE, f"{ANNOUNCE}:{version_id}:{last}", own)


def announce_qualification(session: Session, outside: Outside, arguments: dict[str, Any]) -> None:
    """Tell staff of a new version of a qualification of their centre's own."""
    rule_id, centre_id = UUID(arguments["rule_id"]), UUID(arguments["centre_id"])
    announcements.announce_qualification(session, rule_id, centre_id)


def flag_guidance(session: Session, outside: Outside, arguments: dict[str, Any]) -> None:
    """Tell of guidance that no provider has acknowledged in time, once a day, each once (R-318)."""
    support.tell_of_unacknowledged(session)


HANDLERS = {
    document_files.CHECK: check_document,
    ANNOUNCE: announce_document,
    ANNOUNCE_VERSION: announce_qualification,
    "flag-guidance": flag_guidance,
}
"""By the name of the job."""
