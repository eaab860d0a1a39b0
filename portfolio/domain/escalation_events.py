"""What happens on the escalation ladder of a case."""

from dataclasses import dataclass
from typing import ClassVar

from portfolio.domain.case_events import CaseEvent


@dataclass(frozen=True)
class EscalationPlanned(CaseEvent):
    """A rung was taken: its mail is on its way, or nobody holds the office."""

    name: ClassVar[str] = "escalation:planned"
    rung: int
    office: str


@dataclass(frozen=True)
class EscalationTold(CaseEvent):
    """From here the person's time to reply runs."""

    name: ClassVar[str] = "escalation:told"
    rung: int
    office: str


@dataclass(frozen=True)
class EscalationAnswered(CaseEvent):
    name: ClassVar[str] = "escalation:answered"
    rung: int
    office: str
    resolves: bool
