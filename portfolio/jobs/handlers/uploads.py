"""Joining the pieces of an upload into a file, and deleting what is no longer needed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from portfolio.adapters import file_types
from portfolio.adapters.storage import EvidenceStore, Writer, new_key
from portfolio.adapters.storage.seekable import seekable
from portfolio.domain.states import UploadState
from portfolio.jobs.slow import repeatable
from portfolio.models.upload import Upload
from portfolio.outside import Outside
from portfolio.queries import uploads as queries
from portfolio.services import upload_joining, uploads
from portfolio.services.evidence_files import Received

Write = Callable[[Session], None]


class PiecesMissing(Exception):
    """The store gives back fewer bytes than were acknowledged; tried again, for it may recover."""


@dataclass(frozen=True)
class Whole:
    """An upload all of which has arrived, apart from the database."""

    id: UUID
    centre_id: UUID
    name: str
    size: int
    piece_keys: Sequence[str]


@repeatable
def join_upload(session: Session, outside: Outside, arguments: dict[str, Any]) -> Write:
    """Join the pieces under a fresh key, hashed and identified, with no transaction open meanwhile.

    Killed at any moment it leaves the pieces as they are, and the next try writes under another
    key. A failing store raises, so that the job is tried again.
    """
    whole = _whole(session, UUID(arguments["upload_id"]))
    session.rollback()
    if whole is None:
        return lambda own: None
    try:
        file = _joined(outside.store, whole)
    except file_types.WrongType as wrong:
        reason = str(wrong)
        return lambda own: upload_joining.refuse(own, whole.id, reason)
    most = outside.settings.files_an_item
    return lambda own: upload_joining.joined(own, whole.id, file, most)


def _whole(session: Session, upload_id: UUID) -> Whole | None:
    """What is to be joined; None once it has been, or was given up."""
    upload = session.get_one(Upload, upload_id)
    if upload.state is not UploadState.RECEIVED or upload.file_id is not None:
        return None
    keys = [piece.key for piece in queries.pieces(session, upload_id)]
    return Whole(upload_id, upload.candidate.centre_id, upload.name, upload.size, keys)


def _joined(store: EvidenceStore, whole: Whole) -> Received:
    """The joined file. Raises WrongType, and then nothing of it is kept."""
    key, digest, head, size = new_key(whole.centre_id), sha256(), b"", 0
    with store.begin(key) as writer:
        for data in _bytes_of(store, whole.piece_keys):
            head += data[: file_types.HEAD - len(head)]
            digest.update(data)
            writer.write(data)
            size += len(data)
        if size != whole.size:
            raise PiecesMissing(f"{size} of {whole.size} bytes")
        found = _identified(store, key, writer, head, whole)
    return Received(key, whole.name, size, digest.hexdigest(), found.media_type)


def _identified(
    store: EvidenceStore, key: str, writer: Writer, head: bytes, whole: Whole
) -> file_types.FileType:
    """Finish the object and say what it is; Office files are looked into for that."""
    writer.finish()
    try:
        return file_types.identify(head, whole.name, lambda: seekable(store, key))
    except file_types.WrongType:
        store.delete(key)
        raise


def _bytes_of(store: EvidenceStore, keys: Sequence[str]) -> Iterator[bytes]:
    for key in keys:
        with store.open(key) as chunks:
            yield from chunks


@repeatable
def clear_spool(session: Session, outside: Outside, arguments: dict[str, Any]) -> Write:
    """Delete the pieces of an upload that was joined, refused or given up."""
    session.rollback()
    outside.store.clear_spool(UUID(arguments["upload_id"]))
    return lambda own: None


@repeatable
def delete_bytes(session: Session, outside: Outside, arguments: dict[str, Any]) -> Write:
    """Delete objects that no row names, and none ever did."""
    session.rollback()
    for key in arguments["keys"]:
        outside.store.delete(key)
    return lambda own: None


def expire_uploads(session: Session, outside: Outside, arguments: dict[str, Any]) -> None:
    """Give up what nothing has come to for 24 hours."""
    uploads.expire(session)


HANDLERS = {
    "join-upload": join_upload,
    "clear-spool": clear_spool,
    "delete-bytes": delete_bytes,
    "expire-uploads": expire_uploads,
}
