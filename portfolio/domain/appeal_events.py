"""What happened to appeals and enquiries about results."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from portfolio.domain.events import Event


@dataclass(frozen=True)
class DecisionAppealed(Event):
    """Decisions were named, and the evidence they rest on was frozen; items by code."""

    name: ClassVar[str] = "appeal:received"
    subject_kind: ClassVar[str] = "appeal"
    case: str
    unit_id: UUID
    points: tuple[str, ...]
    frozen: tuple[str, ...]
    snapshot_sha256: str


@dataclass(frozen=True)
class ReviewerNamed(Event):
    name: ClassVar[str] = "appeal:reviewer-named"
    subject_kind: ClassVar[str] = "appeal"
    case: str
    reviewer_id: UUID | None


@dataclass(frozen=True)
class AppealDecided(Event):
    """``superseded`` and ``decided`` are ids of the decisions before and after."""

    name: ClassVar[str] = "appeal:decided"
    subject_kind: ClassVar[str] = "appeal"
    case: str
    outcome: str
    findings: tuple[str, ...]
    superseded: tuple[UUID, ...]
    decided: tuple[UUID, ...]


@dataclass(frozen=True)
class AppealEnded(Event):
    """It ended without a decision, and the evidence is free again."""

    name: ClassVar[str] = "appeal:ended"
    subject_kind: ClassVar[str] = "appeal"
    case: str


@dataclass(frozen=True)
class EnquiryRecorded(Event):
    name: ClassVar[str] = "result-enquiry:recorded"
    subject_kind: ClassVar[str] = "result_enquiry"
    case: str
    candidates: tuple[UUID, ...]
    reference: str


@dataclass(frozen=True)
class EnquiryAnswered(Event):
    name: ClassVar[str] = "result-enquiry:answered"
    subject_kind: ClassVar[str] = "result_enquiry"
    case: str
    result: str
