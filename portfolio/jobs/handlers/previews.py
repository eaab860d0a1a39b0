"""Making the copies a file is looked at by; a file without copies stays whole and downloadable."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.adapters import previews
from portfolio.adapters.storage import CHUNK, EvidenceStore, new_key
from portfolio.adapters.work_folder import NoRoom, work_folder
from portfolio.config import MIB
from portfolio.jobs.not_yet import NotYet
from portfolio.jobs.slow import repeatable
from portfolio.models.evidence import EvidenceFile, FileCopy
from portfolio.models.upload import Upload
from portfolio.outside import Outside
from portfolio.services import outbox, same_files

MADE = "made"
WAITING = "waiting"
CONVERT = "convert-file"
"""The job for films, recordings and office files, which may take minutes."""

Write = Callable[[Session], None]


@dataclass(frozen=True)
class Wanted:
    """The file copies are to be made of, apart from the database."""

    id: UUID
    centre_id: UUID
    key: str
    size: int
    media_type: str


@dataclass(frozen=True)
class StoredCopy:
    """A copy that lies in the store under a key of its own."""

    copy: previews.Copy
    key: str
    size: int


@repeatable
def make_copies(session: Session, outside: Outside, arguments: dict[str, Any]) -> Write:
    """Make the copies of one file in child processes, with no transaction open meanwhile.

    What cannot be shown gets the reason, in words for whoever looks at it. A failing store raises,
    so that the job is tried again; copies stored by a try that broke off are orphans. What may
    take minutes is left to a job that keeps nobody waiting.
    """
    file = _wanted(session, arguments)
    if file is None:
        return _nothing
    if previews.takes_long(file.media_type) and previews.is_shown(file.media_type):
        return lambda own: outbox.enqueue(own, CONVERT, f"{CONVERT}:{file.id}", arguments)
    return _copies_of(file, outside)


@repeatable
def convert_file(session: Session, outside: Outside, arguments: dict[str, Any]) -> Write:
    """Make the copies of a film, a recording or an office file; as ``make_copies`` otherwise."""
    file = _wanted(session, arguments)
    return _copies_of(file, outside) if file else _nothing


def _wanted(session: Session, arguments: dict[str, Any]) -> Wanted | None:
    """The file, unless its copies were made or given up before."""
    file = session.get_one(EvidenceFile, UUID(arguments["file_id"]))
    centre_id = file.evidence.candidate.centre_id
    wanted = Wanted(file.id, centre_id, file.key, file.size, file.media_type)
    state = file.copies_state
    session.rollback()
    return wanted if state == WAITING else None


def _copies_of(file: Wanted, outside: Outside) -> Write:
    if not previews.is_shown(file.media_type):
        none = previews.Copies((), missing=previews.NO_SUCH_COPY)
        return lambda own: _note(own, file.id, none, ())
    try:
        copies, stored = _made_and_kept(file, outside)
    except NoRoom as full:
        raise NotYet(f"The disk of the worker is full: {full}") from full
    except previews.NoCopy as none:
        copies, stored = previews.Copies((), missing=str(none)), list[StoredCopy]()
    return lambda own: _note(own, file.id, copies, stored)


def _made_and_kept(file: Wanted, outside: Outside) -> tuple[previews.Copies, list[StoredCopy]]:
    """Raises NoCopy, NoRoom, or what the store raises."""
    room = 3 * file.size + 64 * MIB
    with work_folder(outside.settings.data_folder / "copies", room) as folder:
        source = _fetched(outside.store, file.key, folder / "source")
        copies = previews.make_copies(source, file.media_type, folder)
        return copies, [_kept(outside.store, file.centre_id, copy) for copy in copies.made]


def _fetched(store: EvidenceStore, key: str, target: Path) -> Path:
    with store.open(key) as chunks, target.open("wb") as out:
        for chunk in chunks:
            out.write(chunk)
    return target


def _kept(store: EvidenceStore, centre_id: UUID, copy: previews.Copy) -> StoredCopy:
    key = new_key(centre_id)
    with store.begin(key) as writer, copy.path.open("rb") as source:
        while chunk := source.read(CHUNK):
            writer.write(chunk)
        size = writer.finish()
    return StoredCopy(copy, key, size)


def _note(
    session: Session, file_id: UUID, copies: previews.Copies, stored: Sequence[StoredCopy]
) -> None:
    file = session.get_one(EvidenceFile, file_id)
    if file.copies_state != WAITING:
        return  # another worker was through first; what we stored are orphans
    file.copies_state = copies.missing or MADE
    same_files.look_for(session, [file_id])
    _note_when_taken(session, file, copies.taken)
    session.add_all(
        FileCopy(
            file_id=file_id,
            kind=one.copy.kind,
            page=one.copy.page,
            key=one.key,
            size=one.size,
            width=one.copy.width,
            height=one.copy.height,
        )
        for one in stored
    )


def _note_when_taken(session: Session, file: EvidenceFile, taken: previews.Taken | None) -> None:
    """The camera's word first, then the file's own, then that of the phone that sent it."""
    if taken:
        file.captured_at, file.captured_from = taken.at, taken.source
    elif file.captured_at is None:
        said = session.scalar(select(Upload.captured_at).where(Upload.file_id == file.id))
        file.captured_at, file.captured_from = said, "phone" if said else ""


def _nothing(_session: Session) -> None:
    """What is written when another try has made the copies."""


HANDLERS = {"make-copies": make_copies, CONVERT: convert_file}
