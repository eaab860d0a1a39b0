"""The file of a version while it is a draft: added, checked by a job, removed."""

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.document_events import DraftFileAdded, DraftFileChecked, DraftFileRemoved
from portfolio.domain.states import FileState
from portfolio.models.document import DocumentFile, DocumentVersion
from portfolio.services import audit, document_versions, outbox
from portfolio.services.evidence_files import Received

CHECK = "check-document"


def put(session: Session, actor: Actor, draft: DocumentVersion, received: Received) -> DocumentFile:
    """Make what was received the file of the draft, in place of one there was, and have it checked.

    Raises Conflict once the version is published.
    """
    document_versions.hold(session, draft)
    if draft.file is not None:
        session.delete(draft.file)
        session.flush()
        session.expire(draft, ["file"])
    file = DocumentFile(
        version_id=draft.id,
        key=received.key,
        name=received.name,
        size=received.size,
        sha256=received.sha256,
        media_type=received.media_type,
        state=FileState.CHECKING,
        uploaded_by_id=actor.user_id,
        uploaded_at=clock.now(),
    )
    session.add(file)
    session.flush()
    session.expire(draft, ["file"])
    document = draft.document
    event = DraftFileAdded(document.id, document.title, draft.number, str(received))
    audit.record(session, actor, event)
    outbox.enqueue(session, CHECK, f"{CHECK}:{file.id}", {"file_id": str(file.id)})
    return file


def remove(session: Session, actor: Actor, draft: DocumentVersion) -> None:
    """Take the file off the draft, if it has one. Raises Conflict once it is published."""
    document_versions.hold(session, draft)
    if draft.file is None:
        return
    event = DraftFileRemoved(
        draft.document_id, draft.document.title, draft.number, _words(draft.file)
    )
    session.delete(draft.file)
    session.flush()
    session.expire(draft, ["file"])
    audit.record(session, actor, event)


def settle(
    session: Session, file: DocumentFile, state: FileState, *, scan: str = "", reason: str = ""
) -> None:
    """Keep what the check of a file found: stored, refused or quarantined, and why."""
    if file.state is not FileState.CHECKING:
        return
    file.state, file.state_reason = state, reason
    file.scan = scan or file.scan
    document = file.version.document
    event = DraftFileChecked(
        document.id, document.title, file.version.number, _words(file), state.value, file.scan
    )
    audit.record(session, None, event, centre_id=document.centre_id)


def note_waiting(session: Session, file: DocumentFile, why: str) -> None:
    """Say meanwhile why the check takes long."""
    if file.state is FileState.CHECKING:
        file.state_reason = why


def _words(file: DocumentFile) -> str:
    return f"{file.name} {file.sha256}"
