"""Making the copies a file is looked at by; a file without copies stays whole and downloadable."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from portfolio.adapters import previews
from portfolio.adapters.storage import EvidenceStore, new_key
from portfolio.jobs.slow import slow
from portfolio.models.evidence import EvidenceFile, FileCopy
from portfolio.outside import Outside

MADE = "made"
WAITING = "waiting"


@dataclass(frozen=True)
class StoredCopy:
    """A copy that lies in the store under a key of its own."""

    kind: str
    page: int
    key: str
    size: int
    width: int
    height: int


@slow
def make_copies(
    session: Session, outside: Outside, arguments: dict[str, Any]
) -> Callable[[Session], None]:
    """Make the copies of one file in a child process, with no transaction open meanwhile.

    What cannot be shown gets the reason, in words for whoever looks at it. A failing store raises,
    so that the job is tried again; copies stored by a try that broke off are orphans.
    """
    file = session.get_one(EvidenceFile, UUID(arguments["file_id"]))
    file_id, key, media_type = file.id, file.key, file.media_type
    centre_id, state = file.evidence.candidate.centre_id, file.copies_state
    session.rollback()
    if state != WAITING:
        return lambda own: None
    if media_type not in previews.VIEWABLE:
        return lambda own: _note(own, file_id, "There is no viewing copy of this kind of file", ())
    with TemporaryDirectory(prefix="copies-") as folder:
        source = _fetched(outside.store, key, Path(folder) / "source")
        try:
            made = previews.make_copies(source, media_type, Path(folder))
        except previews.NoCopy as none:
            reason = str(none)
            return lambda own: _note(own, file_id, reason, ())
        stored = [_kept(outside.store, centre_id, copy) for copy in made]
    return lambda own: _note(own, file_id, MADE, stored)


def _fetched(store: EvidenceStore, key: str, target: Path) -> Path:
    with store.open(key) as chunks, target.open("wb") as out:
        for chunk in chunks:
            out.write(chunk)
    return target


def _kept(store: EvidenceStore, centre_id: UUID, copy: previews.Copy) -> StoredCopy:
    key = new_key(centre_id)
    with store.begin(key) as writer, copy.path.open("rb") as source:
        while chunk := source.read(256 * 1024):
            writer.write(chunk)
        size = writer.finish()
    return StoredCopy(copy.kind, copy.page, key, size, copy.width, copy.height)


def _note(session: Session, file_id: UUID, state: str, copies: Sequence[StoredCopy]) -> None:
    file = session.get_one(EvidenceFile, file_id)
    file.copies_state = state
    session.add_all(
        FileCopy(
            file_id=file_id,
            kind=copy.kind,
            page=copy.page,
            key=copy.key,
            size=copy.size,
            width=copy.width,
            height=copy.height,
        )
        for copy in copies
    )


HANDLERS = {"make-copies": make_copies}
