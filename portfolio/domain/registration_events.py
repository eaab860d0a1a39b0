"""What happened to candidates, their registrations and who works with them."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from portfolio.domain.events import Event


@dataclass(frozen=True)
class CandidateRegistered(Event):
    """``earlier`` marks a registration entered later with its original date."""

    name: ClassVar[str] = "candidate:registered"
    subject_kind: ClassVar[str] = "enrolment"
    entry_code: str
    registered_on: date
    earlier: bool


@dataclass(frozen=True)
class ProfileChanged(Event):
    """Which parts of the profile changed; not to what, which is personal."""

    name: ClassVar[str] = "candidate:changed"
    subject_kind: ClassVar[str] = "candidate"
    changed: tuple[str, ...]


@dataclass(frozen=True)
class EnrolmentChanged(Event):
    name: ClassVar[str] = "enrolment:changed"
    subject_kind: ClassVar[str] = "enrolment"
    before: str
    after: str
    reason: str


@dataclass(frozen=True)
class EntryDatesChanged(Event):
    """The dates of confirmation, information and initial assessment, as they are now."""

    name: ClassVar[str] = "enrolment:dated"
    subject_kind: ClassVar[str] = "enrolment"
    changed: tuple[str, ...]


@dataclass(frozen=True)
class StaffAssigned(Event):
    """Who was and who is assigned; None where nobody was or is."""

    name: ClassVar[str] = "staff:assigned"
    subject_kind: ClassVar[str] = "enrolment"
    role: str
    before_id: UUID | None
    after_id: UUID | None


@dataclass(frozen=True)
class CaseloadMoved(Event):
    """All of one person's candidates moved to another; ``subject_id`` is the first one's grant."""

    name: ClassVar[str] = "caseload:moved"
    subject_kind: ClassVar[str] = "role_grant"
    role: str
    after_id: UUID
    enrolments: int
