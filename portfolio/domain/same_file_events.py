"""What was found to be in two portfolios; each side's trail names its own side only."""

from dataclasses import dataclass
from typing import ClassVar

from portfolio.domain.evidence_events import EvidenceEvent


@dataclass(frozen=True)
class SameFileFound(EvidenceEvent):
    name: ClassVar[str] = "same-file:found"
    file: str
    """Name and fingerprint."""
    looks_alike_only: bool


@dataclass(frozen=True)
class SameFileSettled(EvidenceEvent):
    name: ClassVar[str] = "same-file:settled"
    files: tuple[str, ...]
    reason: str
