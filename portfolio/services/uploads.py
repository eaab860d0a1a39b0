"""Files on their way in: announced, received piece by piece, given up; what becomes of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.adapters import file_types
from portfolio.domain import evidence_changes
from portfolio.domain import uploads as rules
from portfolio.domain.actors import Actor
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.states import UploadState
from portfolio.domain.upload_events import UploadBegun, UploadEnded, UploadExpired
from portfolio.domain.uploads import Announced, Room
from portfolio.models.enrolment import Candidate
from portfolio.models.evidence import Evidence
from portfolio.models.upload import Upload, UploadChunk
from portfolio.queries import uploads as queries
from portfolio.services import audit, evidence, evidence_files, outbox


@dataclass(frozen=True)
class Piece:
    """Bytes of an upload that lie in the store under ``key``."""

    start: int
    size: int
    key: str

    @property
    def end(self) -> int:
        return self.start + self.size


def begin(
    session: Session,
    actor: Actor,
    candidate: Candidate,
    item: Evidence | None,
    announced: Announced,
    room: Room,
) -> Upload:
    """Expect a file for ``item``, or for a new draft; the key of an upload sent again finds it.

    Raises Conflict where the key stands for another file already, TooLarge, WrongKind or another
    Refusal in the words of the person who sends.
    """
    # Two creations of one candidate at once wait for each other, so both cannot take the last room.
    session.execute(select(Candidate.id).where(Candidate.id == candidate.id).with_for_update())
    if (before := _sent_before(session, actor, announced)) is not None:
        return before
    rules.check_size(announced.name, announced.size, room)
    try:
        file_types.check_name(announced.name)
    except file_types.WrongType as wrong:
        raise rules.WrongKind(str(wrong)) from wrong
    if item is None:
        item = evidence.add_captured(session, actor, candidate, None)
    more = 1 + queries.coming(session, item.id)
    evidence_files.check_may_add(session, item, more, room.files_an_item)
    return _expect(session, actor, item, announced)


def _sent_before(session: Session, actor: Actor, announced: Announced) -> Upload | None:
    found = queries.of_key(session, actor.user_id, announced.key)
    if found is None:
        return None
    if found.state is UploadState.RECEIVING and found.expires_at <= clock.now():
        _expire(session, found)
        return None
    if found.size != announced.size:
        raise Conflict("This key stands for another file already. Give each file a key of its own")
    return found


def _expect(session: Session, actor: Actor, item: Evidence, announced: Announced) -> Upload:
    moment = clock.now()
    upload = Upload(
        person_id=actor.user_id,
        candidate_id=item.candidate_id,
        evidence_id=item.id,
        item_key=announced.key,
        name=announced.name,
        size=announced.size,
        offset=0,
        state=UploadState.RECEIVING,
        captured_at=announced.captured_at,
        created_at=moment,
        expires_at=moment + rules.LASTS,
    )
    session.add(upload)
    try:
        session.flush()
    except IntegrityError:
        session.rollback()  # another tab was faster, and what this one began goes with it
        found = _sent_before(session, actor, announced)
        if found is None:
            raise
        return found
    event = UploadBegun(upload.id, item.code, upload.name, upload.size)
    audit.record(session, actor, event, candidate_id=upload.candidate_id)
    return upload


def check_not_gone(upload: Upload) -> None:
    """Refuse what was given up, or waited for too long."""
    if upload.state is UploadState.ENDED:
        raise rules.Gone("This upload was removed. Begin it again")
    if upload.state is UploadState.RECEIVING and upload.expires_at <= clock.now():
        raise rules.Gone("This upload was waited for too long. Begin it again")


def check_open(upload: Upload) -> None:
    """Refuse more bytes for what is gone, and for an item that is no longer one's own to change."""
    check_not_gone(upload)
    try:
        item = upload.evidence
        evidence_changes.check_editable(item.state, staff_record=item.staff_record)
    except Refusal as refusal:
        raise rules.NotYours(str(refusal)) from refusal


def take(session: Session, upload: Upload, pieces: Sequence[Piece]) -> None:
    """Acknowledge pieces that follow each other and lie in the store; once whole, join them.

    Raises Conflict when the upload is not, or no longer, where the first piece begins.
    """
    first, last = pieces[0], pieces[-1]
    whole = last.end == upload.size
    moved = session.execute(
        update(Upload)
        .where(
            Upload.id == upload.id,
            Upload.offset == first.start,
            Upload.state == UploadState.RECEIVING,
        )
        .values(
            offset=last.end,
            expires_at=clock.now() + rules.LASTS,
            state=UploadState.RECEIVED if whole else UploadState.RECEIVING,
        )
        .returning(Upload.id)
    ).one_or_none()
    if moved is None:
        raise Conflict("These bytes were sent somewhere else already. Ask where to go on")
    session.execute(
        insert(UploadChunk),
        [
            {"upload_id": upload.id, "start": one.start, "size": one.size, "key": one.key}
            for one in pieces
        ],
    )
    if whole:
        facts = {"upload_id": str(upload.id)}
        outbox.enqueue(session, "join-upload", f"join-upload:{upload.id}", facts)


def end(session: Session, actor: Actor, upload: Upload) -> None:
    """Give an upload up, or take note of its refusal. Refuses once it has become a file."""
    session.refresh(upload, ["state", "offset", "file_id"], with_for_update=True)
    if upload.state is UploadState.ENDED:
        raise rules.Gone("This upload was removed already")
    if upload.file_id is not None:
        raise Conflict("It has arrived. Remove the file from the item instead")
    event = UploadEnded(
        upload.id, upload.evidence.code, upload.name, upload.state.value, upload.offset
    )
    _close(session, upload)
    audit.record(session, actor, event, candidate_id=upload.candidate_id)


def expire(session: Session) -> None:
    """Give up every upload to which nothing came for 24 hours."""
    too_old = select(Upload).where(queries.is_too_old()).with_for_update(skip_locked=True)
    for upload in session.scalars(too_old).all():
        _expire(session, upload)


def _expire(session: Session, upload: Upload) -> None:
    event = UploadExpired(upload.id, upload.evidence.code, upload.name, upload.offset)
    _close(session, upload)
    audit.record(session, None, event, candidate_id=upload.candidate_id)


def _close(session: Session, upload: Upload) -> None:
    upload.state = UploadState.ENDED
    upload.reason = ""
    upload.item_key = f"ended {upload.id}"  # the same file may be sent again under its own key
    session.flush()
    clear_spool(session, upload.id)


def clear_spool(session: Session, upload_id: UUID) -> None:
    """Have the pieces deleted from the store, and forget where they lay."""
    session.execute(delete(UploadChunk).where(UploadChunk.upload_id == upload_id))
    facts = {"upload_id": str(upload_id)}
    outbox.enqueue(session, "clear-spool", f"clear-spool:{upload_id}", facts)
