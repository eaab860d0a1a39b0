"""What happened to evidence, in the past tense."""

from dataclasses import dataclass
from typing import ClassVar

from portfolio.domain.events import Event


@dataclass(frozen=True)
class EvidenceEvent(Event):
    subject_kind: ClassVar[str] = "evidence"
    code: str
    """The reference code people know the item by: E-04."""


@dataclass(frozen=True)
class EvidenceAdded(EvidenceEvent):
    name: ClassVar[str] = "evidence:added"
    files: tuple[str, ...]
    """Names and fingerprints."""
    place: str


@dataclass(frozen=True)
class EvidenceDescribed(EvidenceEvent):
    name: ClassVar[str] = "evidence:described"
    fields: tuple[str, ...]
    """Which parts of the description changed."""
    tagged: tuple[str, ...]
    untagged: tuple[str, ...]


@dataclass(frozen=True)
class EvidenceSubmitted(EvidenceEvent):
    name: ClassVar[str] = "evidence:submitted"
    criteria: tuple[str, ...]
    files: tuple[str, ...]
    again: bool
    shows_children: bool
    permission_from: str
    permissions: tuple[str, ...]


@dataclass(frozen=True)
class EvidenceTakenBack(EvidenceEvent):
    name: ClassVar[str] = "evidence:taken-back"
    to: str


@dataclass(frozen=True)
class EvidenceWithdrawn(EvidenceEvent):
    name: ClassVar[str] = "evidence:withdrawn"
    before: str
    reason: str


@dataclass(frozen=True)
class EvidenceOpened(EvidenceEvent):
    """An external verifier looked at the item (R-333)."""

    name: ClassVar[str] = "evidence:opened"


@dataclass(frozen=True)
class FilesAdded(EvidenceEvent):
    name: ClassVar[str] = "files:added"
    files: tuple[str, ...]


@dataclass(frozen=True)
class FileEvent(Event):
    subject_kind: ClassVar[str] = "evidence_file"
    code: str
    file: str
    """Name and fingerprint."""


@dataclass(frozen=True)
class FileRemoved(FileEvent):
    name: ClassVar[str] = "file:removed"


@dataclass(frozen=True)
class FilePutBack(FileEvent):
    name: ClassVar[str] = "file:put-back"


@dataclass(frozen=True)
class FileReplaced(FileEvent):
    name: ClassVar[str] = "file:replaced"
    by: str
    superseded: tuple[str, ...]
    """Criteria whose decision rested on the old file and no longer counts (R-099)."""


@dataclass(frozen=True)
class FileOpened(FileEvent):
    """An external verifier opened or downloaded the file (R-333)."""

    name: ClassVar[str] = "file:opened"
    which: str


@dataclass(frozen=True)
class RecordCommented(EvidenceEvent):
    name: ClassVar[str] = "record:commented"


@dataclass(frozen=True)
class EvidenceMoved(EvidenceEvent):
    """The candidate gave the item another place in the index (R-098)."""

    name: ClassVar[str] = "evidence:moved"
    before: int
    after: int


@dataclass(frozen=True)
class FileStored(FileEvent):
    """It was read back from the store whole, so from now on it opens and counts."""

    name: ClassVar[str] = "file:stored"
    scan: str


@dataclass(frozen=True)
class FileScanned(FileEvent):
    """A file kept before there was a virus check has been looked at."""

    name: ClassVar[str] = "file:scanned"
    scan: str


@dataclass(frozen=True)
class FileCheckRepeated(FileEvent):
    """Somebody who oversees the files had the check tried again at once."""

    name: ClassVar[str] = "file:check-repeated"


@dataclass(frozen=True)
class FileRefused(FileEvent):
    name: ClassVar[str] = "file:refused"
    reason: str


@dataclass(frozen=True)
class FileQuarantined(FileEvent):
    """The virus scanner found something in it; the bytes stay and open to nobody."""

    name: ClassVar[str] = "file:quarantined"
    found: str
