"""What happened to the documents and notices a centre publishes."""

from dataclasses import dataclass
from typing import ClassVar

from portfolio.domain.events import Event


@dataclass(frozen=True)
class DocumentEvent(Event):
    """``title`` is the document's."""

    subject_kind: ClassVar[str] = "document"
    title: str


@dataclass(frozen=True)
class DocumentAdded(DocumentEvent):
    name: ClassVar[str] = "document:added"
    kind: str
    open_to_all: bool


@dataclass(frozen=True)
class DocumentDescribed(DocumentEvent):
    """Its title, kind or readers were changed; ``before`` and ``after`` say from what to what."""

    name: ClassVar[str] = "document:described"
    before: str
    after: str


@dataclass(frozen=True)
class DocumentWithdrawn(DocumentEvent):
    """It is no longer shown; its versions are kept."""

    name: ClassVar[str] = "document:withdrawn"


@dataclass(frozen=True)
class DocumentPutBack(DocumentEvent):
    name: ClassVar[str] = "document:put-back"


@dataclass(frozen=True)
class VersionEvent(DocumentEvent):
    version: int


@dataclass(frozen=True)
class DraftBegun(VersionEvent):
    """With what the version before holds, where there is one."""

    name: ClassVar[str] = "document:draft-begun"


@dataclass(frozen=True)
class DraftSaved(VersionEvent):
    name: ClassVar[str] = "document:drafted"


@dataclass(frozen=True)
class DraftRowAdded(VersionEvent):
    name: ClassVar[str] = "document:row-added"
    row: str


@dataclass(frozen=True)
class DraftRowRemoved(VersionEvent):
    name: ClassVar[str] = "document:row-removed"
    row: str


@dataclass(frozen=True)
class DraftFileAdded(VersionEvent):
    """``file`` is its name and SHA-256."""

    name: ClassVar[str] = "document:file-added"
    file: str


@dataclass(frozen=True)
class DraftFileRemoved(VersionEvent):
    name: ClassVar[str] = "document:file-removed"
    file: str


@dataclass(frozen=True)
class DraftFileChecked(VersionEvent):
    """What became of a file: stored, refused or quarantined, and what the virus check said."""

    name: ClassVar[str] = "document:file-checked"
    file: str
    state: str
    scan: str


@dataclass(frozen=True)
class DraftDiscarded(VersionEvent):
    name: ClassVar[str] = "document:draft-discarded"


@dataclass(frozen=True)
class VersionPublished(VersionEvent):
    """``replaces`` is the number of the version before, none for the first."""

    name: ClassVar[str] = "document:published"
    dated_on: str
    replaces: int | None
    changed: str
    tells_candidates: bool
    asks_reading: bool


@dataclass(frozen=True)
class VersionAnnounced(VersionEvent):
    """Everybody concerned was told."""

    name: ClassVar[str] = "document:announced"
    told: int


@dataclass(frozen=True)
class VersionRead(VersionEvent):
    """Somebody said that they have read it."""

    name: ClassVar[str] = "document:read"


@dataclass(frozen=True)
class NoticePosted(Event):
    name: ClassVar[str] = "service-notice:posted"
    subject_kind: ClassVar[str] = "service_notice"
    title: str
    dated_on: str


@dataclass(frozen=True)
class NoticeWithdrawn(Event):
    name: ClassVar[str] = "service-notice:withdrawn"
    subject_kind: ClassVar[str] = "service_notice"
    title: str
