"""What is added to the record of a case: files, notes, contacts, outside bodies, corrections."""

from dataclasses import dataclass
from typing import ClassVar

from portfolio.domain.case_events import CaseEvent


@dataclass(frozen=True)
class CaseFilesAdded(CaseEvent):
    name: ClassVar[str] = "case:files-added"
    files: tuple[str, ...]
    """Name and SHA-256 of each."""


@dataclass(frozen=True)
class CaseFileSettled(CaseEvent):
    """What the check of a file found: stored, refused or held back."""

    name: ClassVar[str] = "case:file-settled"
    file: str
    state: str
    scan: str


@dataclass(frozen=True)
class ContactLogged(CaseEvent):
    name: ClassVar[str] = "case:contact-logged"
    channel: str


@dataclass(frozen=True)
class CaseNoted(CaseEvent):
    name: ClassVar[str] = "case:noted"


@dataclass(frozen=True)
class SummaryChanged(CaseEvent):
    name: ClassVar[str] = "case:summary-changed"


@dataclass(frozen=True)
class DetailsCorrected(CaseEvent):
    name: ClassVar[str] = "case:details-corrected"
    changed: tuple[str, ...]
    """Names of what changed; the values before stand in the case's history."""


@dataclass(frozen=True)
class OutsideBodyTold(CaseEvent):
    name: ClassVar[str] = "case:outside-body-told"
    body: str
    told_on: str


@dataclass(frozen=True)
class InvestigationRecorded(CaseEvent):
    name: ClassVar[str] = "case:investigation-recorded"
    needed: bool


@dataclass(frozen=True)
class LessonRecorded(CaseEvent):
    name: ClassVar[str] = "case:lesson-recorded"


@dataclass(frozen=True)
class LetterPosted(CaseEvent):
    name: ClassVar[str] = "case:letter-posted"
    template: str


@dataclass(frozen=True)
class LinkRenewed(CaseEvent):
    name: ClassVar[str] = "case:link-renewed"
