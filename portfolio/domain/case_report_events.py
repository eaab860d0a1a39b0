"""What is done with cases as a whole: meetings, improvements, registers."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from portfolio.domain.events import Event


@dataclass(frozen=True)
class SeniorMeetingPlanned(Event):
    name: ClassVar[str] = "senior-meeting:planned"
    subject_kind: ClassVar[str] = "senior meeting"
    held_on: date


@dataclass(frozen=True)
class SeniorMeetingCancelled(Event):
    name: ClassVar[str] = "senior-meeting:cancelled"
    subject_kind: ClassVar[str] = "senior meeting"
    held_on: date


@dataclass(frozen=True)
class ImprovementRecorded(Event):
    """Of no single case, as feedback as a whole teaches it."""

    name: ClassVar[str] = "improvement:recorded"
    subject_kind: ClassVar[str] = "improvement"


@dataclass(frozen=True)
class ImprovementChanged(Event):
    name: ClassVar[str] = "improvement:changed"
    subject_kind: ClassVar[str] = "improvement"
    done: bool


@dataclass(frozen=True)
class RegisterAsked(Event):
    """``unmasked``: the names of those who brought the cases are in it (R-290)."""

    name: ClassVar[str] = "case-register:asked"
    subject_kind: ClassVar[str] = "case register"
    year: int
    unmasked: bool


@dataclass(frozen=True)
class RegisterOpened(Event):
    """Somebody took the file; told for the unmasked ones, since they name people."""

    name: ClassVar[str] = "case-register:opened"
    subject_kind: ClassVar[str] = "case register"
    year: int
    unmasked: bool
