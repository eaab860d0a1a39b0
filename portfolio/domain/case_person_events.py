"""What whoever brought a case does with it themselves, by the private link or signed in."""

from dataclasses import dataclass
from typing import ClassVar

from portfolio.domain.case_events import CaseEvent


@dataclass(frozen=True)
class InformationAdded(CaseEvent):
    name: ClassVar[str] = "case:information-added"
    files: int
    """How many came with it."""


@dataclass(frozen=True)
class SatisfactionTold(CaseEvent):
    name: ClassVar[str] = "case:satisfaction-told"
    satisfaction: str
