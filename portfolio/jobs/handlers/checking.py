"""Checking a file that arrived: its limits, and that the store gives back what was sent."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from portfolio.adapters import file_types, picture_limits
from portfolio.adapters.storage import EvidenceStore
from portfolio.domain.file_states import NOT_CHECKED
from portfolio.domain.states import FileState
from portfolio.jobs.slow import repeatable
from portfolio.models.evidence import EvidenceFile
from portfolio.outside import Outside
from portfolio.services import evidence_checking

NOT_WHOLE = "It did not reach our store whole. Choose it again on your phone or computer"

Write = Callable[[Session], None]


@dataclass(frozen=True)
class Arrived:
    """What is known of a file while no transaction is open."""

    id: UUID
    key: str
    name: str
    size: int
    sha256: str
    media_type: str


@repeatable
def check_file(session: Session, outside: Outside, arguments: dict[str, Any]) -> Write:
    """Settle one file: stored, refused or held back.

    A store or scanner that does not answer leaves it as it is, to be checked again soon.
    """
    row = session.get_one(EvidenceFile, UUID(arguments["file_id"]))
    if row.state is not FileState.CHECKING:
        return lambda own: None
    file = Arrived(row.id, row.key, row.name, row.size, row.sha256, row.media_type)
    session.rollback()
    if not _is_whole(outside.store, file):
        return _refusing(file, NOT_WHOLE)
    try:
        _check_limits(outside.store, file)
    except file_types.WrongType as wrong:
        return _refusing(file, str(wrong))
    return lambda own: evidence_checking.store(own, _row(own, file), NOT_CHECKED)


def _is_whole(store: EvidenceStore, file: Arrived) -> bool:
    """Read the object back: the bytes that were counted and hashed on their way in, no others."""
    if store.size(file.key) != file.size:
        return False
    digest = sha256()
    with store.open(file.key) as chunks:
        for chunk in chunks:
            digest.update(chunk)
    return digest.hexdigest() == file.sha256


def _check_limits(store: EvidenceStore, file: Arrived) -> None:
    """Refuse what unpacks to far too much; archives were looked at when their type was found."""
    found = file_types.of_media_type(file.media_type)
    if found is None or found.kind != "image":
        return
    with TemporaryDirectory(prefix="check-") as folder:
        source = Path(folder) / "source"
        with store.open(file.key) as chunks, source.open("wb") as out:
            for chunk in chunks:
                out.write(chunk)
        picture_limits.check(source, file.name)


def _refusing(file: Arrived, reason: str) -> Write:
    return lambda own: evidence_checking.refuse(own, _row(own, file), reason)


def _row(session: Session, file: Arrived) -> EvidenceFile:
    return session.get_one(EvidenceFile, file.id)


HANDLERS = {"check-file": check_file}
