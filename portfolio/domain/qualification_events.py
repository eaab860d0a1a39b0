"""What happened to the texts and dates of a qualification."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from portfolio.domain.events import Event


@dataclass(frozen=True)
class QualificationDated(Event):
    """A centre entered the awarding organisation's last dates; empty where none is announced."""

    name: ClassVar[str] = "qualification:dated"
    subject_kind: ClassVar[str] = "qualification"
    entry_code: str
    entry_before: date | None
    entry_after: date | None
    certification_before: date | None
    certification_after: date | None


@dataclass(frozen=True)
class QualificationDescribed(Event):
    """A centre changed what the page of its own qualification says; ``changed`` names the parts."""

    name: ClassVar[str] = "qualification:described"
    subject_kind: ClassVar[str] = "qualification"
    entry_code: str
    changed: tuple[str, ...]
