"""What assessors do, in the past tense: judging, records of their own, signing off."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from portfolio.domain.events import Event


@dataclass(frozen=True)
class AssessmentKept(Event):
    """Judgements were kept without being recorded; how many had an outcome."""

    name: ClassVar[str] = "assessment:kept"
    subject_kind: ClassVar[str] = "evidence"
    judged: int


@dataclass(frozen=True)
class EvidenceAccepted(Event):
    """``decisions`` are "1.1 Met"; ``superseded`` are the ids of decisions these replaced."""

    name: ClassVar[str] = "evidence:accepted"
    subject_kind: ClassVar[str] = "evidence"
    assessment_id: UUID
    stage: str
    methods: tuple[str, ...]
    decisions: tuple[str, ...]
    superseded: tuple[UUID, ...]
    feedback: str


@dataclass(frozen=True)
class EvidenceReferred(Event):
    """As ``EvidenceAccepted``, for an item sent back with feedback."""

    name: ClassVar[str] = "evidence:referred"
    subject_kind: ClassVar[str] = "evidence"
    assessment_id: UUID
    stage: str
    methods: tuple[str, ...]
    decisions: tuple[str, ...]
    superseded: tuple[UUID, ...]
    feedback: str


@dataclass(frozen=True)
class RecordAdded(Event):
    name: ClassVar[str] = "record:added"
    subject_kind: ClassVar[str] = "evidence"
    kind: str
    held_on: str
    criteria: tuple[UUID, ...]


@dataclass(frozen=True)
class EvidenceTagged(Event):
    """An assessor offered an item for more criteria; the criteria by number."""

    name: ClassVar[str] = "evidence:tagged"
    subject_kind: ClassVar[str] = "evidence"
    criteria: tuple[str, ...]


@dataclass(frozen=True)
class EvidenceUntagged(Event):
    name: ClassVar[str] = "evidence:untagged"
    subject_kind: ClassVar[str] = "evidence"
    criteria: tuple[str, ...]


@dataclass(frozen=True)
class UnitSignedOff(Event):
    name: ClassVar[str] = "unit:signed-off"
    subject_kind: ClassVar[str] = "unit_progress"
    sign_off_id: UUID
    content_sha256: str
    authenticity: tuple[str, ...]


@dataclass(frozen=True)
class SignOffWithdrawn(Event):
    name: ClassVar[str] = "sign-off:withdrawn"
    subject_kind: ClassVar[str] = "unit_progress"
    sign_off_id: UUID
    reason: str
