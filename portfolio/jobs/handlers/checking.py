"""Checking a file that arrived: whole in the store, within its limits, free of viruses."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol, TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from portfolio.adapters import file_types, picture_limits
from portfolio.adapters.scanner import NotScanned, Verdict
from portfolio.adapters.storage import EvidenceStore
from portfolio.config import MIB
from portfolio.domain.file_states import NOT_SCANNED_YET, TOO_LARGE
from portfolio.domain.states import FileState
from portfolio.jobs.not_yet import NotYet
from portfolio.jobs.slow import repeatable
from portfolio.models.case_record import CaseFile
from portfolio.models.document import DocumentFile
from portfolio.models.evidence import EvidenceFile
from portfolio.outside import Outside
from portfolio.services import evidence_checking

NOT_WHOLE = "It did not reach our store whole. Choose it again on your phone or computer"

PACKED_TOO_DEEP = "Heuristics.Limits.Exceeded"
"""How the name of a find begins that is none: the scanner could not look at all of it."""

Write = Callable[[Session], None]
Checked = TypeVar("Checked", EvidenceFile, CaseFile)


@dataclass(frozen=True)
class Arrived:
    """What is known of a file while no transaction is open."""

    id: UUID
    key: str
    name: str
    size: int
    sha256: str
    media_type: str


def arrived(row: EvidenceFile | CaseFile | DocumentFile) -> Arrived:
    """What the checks need of a row."""
    return Arrived(row.id, row.key, row.name, row.size, row.sha256, row.media_type)


class Verbs(Protocol):
    """The service that keeps what came of the check, for one kind of file."""

    def store(self, session: Session, file: Any, scan: str) -> None: ...
    def refuse(self, session: Session, file: Any, reason: str) -> None: ...
    def quarantine(self, session: Session, file: Any, found: str) -> None: ...
    def note_waiting(self, session: Session, file: Any, why: str) -> None: ...


@repeatable
def check_file(session: Session, outside: Outside, arguments: dict[str, Any]) -> Write:
    """Settle one file of evidence."""
    row = session.get_one(EvidenceFile, UUID(arguments["file_id"]))
    return check(session, outside, row, evidence_checking)


def check(session: Session, outside: Outside, row: Checked, verbs: Verbs) -> Write:
    """Settle one file: stored, refused or held back.

    A store or scanner that does not answer leaves it as it is, to be checked again soon.
    """
    if row.state is not FileState.CHECKING:
        return lambda own: None
    model, file = type(row), arrived(row)
    session.rollback()

    def again(own: Session) -> Checked:
        return own.get_one(model, file.id)

    try:
        settled = look(outside, file)
    except NotScanned as away:
        raise NotYet(
            str(away), lambda own: verbs.note_waiting(own, again(own), NOT_SCANNED_YET)
        ) from away
    if settled.refused:
        return lambda own: verbs.refuse(own, again(own), settled.refused)
    if settled.found:
        return lambda own: verbs.quarantine(own, again(own), settled.found)
    return lambda own: verbs.store(own, again(own), settled.scan)


@dataclass(frozen=True)
class Settled:
    """What came of looking at a file: why it is refused, what is in it, or how it was scanned."""

    refused: str = ""
    found: str = ""
    scan: str = ""


def look(outside: Outside, file: Arrived) -> Settled:
    """Whole in the store, within its limits, free of viruses? Raises NotScanned."""
    if not is_whole(outside.store, file):
        return Settled(refused=NOT_WHOLE)
    try:
        _check_limits(outside.store, file)
        verdict = virus_check(outside, file)
    except file_types.WrongType as wrong:
        return Settled(refused=str(wrong))
    return Settled(found=verdict.found, scan=verdict.scan)


def virus_check(outside: Outside, file: Arrived) -> Verdict:
    """Have the scanner look at the file.

    Sound and video past its limit are let through, marked so: they play as our own copy. Raises
    WrongType for anything else past the limit, NotScanned where the scanner gives no answer.
    """
    settings = outside.settings
    if settings.scanner_on and file.size > settings.scan_bytes:
        found = file_types.of_media_type(file.media_type)
        if found and found.kind in {"audio", "video"}:
            return Verdict(TOO_LARGE)
        raise file_types.WrongType(
            f"“{file.name}” is larger than the {settings.scan_bytes // MIB} MB that can be checked "
            "for viruses here. Make it smaller, or split it"
        )
    with outside.store.open(file.key) as chunks:
        verdict = outside.scanner.scan(chunks)
    if verdict.found.startswith(PACKED_TOO_DEEP):
        raise file_types.WrongType(
            f"“{file.name}” is packed too deep to be checked for viruses. "
            "Save it as PDF and choose that"
        )
    return verdict


def is_whole(store: EvidenceStore, file: Arrived) -> bool:
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


HANDLERS = {"check-file": check_file}
