"""What happens to complaints, appeals, enquiries and queries."""

from dataclasses import dataclass
from typing import ClassVar

from portfolio.domain.events import Event


@dataclass(frozen=True)
class CaseEvent(Event):
    """Of a case; the reference names it, its history tells the rest to whoever may read it."""

    subject_kind: ClassVar[str] = "case"
    reference: str


@dataclass(frozen=True)
class CaseReceived(CaseEvent):
    name: ClassVar[str] = "case:received"
    kind: str
    stage: str


@dataclass(frozen=True)
class CaseAcknowledged(CaseEvent):
    name: ClassVar[str] = "case:acknowledged"


@dataclass(frozen=True)
class CaseTargetGiven(CaseEvent):
    name: ClassVar[str] = "case:target-given"
    target: str


@dataclass(frozen=True)
class CaseStageBegun(CaseEvent):
    name: ClassVar[str] = "case:stage-begun"
    stage: str
    asked_by_person: bool


@dataclass(frozen=True)
class CaseAnswered(CaseEvent):
    name: ClassVar[str] = "case:answered"
    outcome: str


@dataclass(frozen=True)
class CaseAccepted(CaseEvent):
    name: ClassVar[str] = "case:accepted"


@dataclass(frozen=True)
class CaseClosed(CaseEvent):
    name: ClassVar[str] = "case:closed"
    outcome: str


@dataclass(frozen=True)
class CaseAssigned(CaseEvent):
    name: ClassVar[str] = "case:assigned"
    to: str
    """Id of the person."""


@dataclass(frozen=True)
class CaseReferred(CaseEvent):
    """To safeguarding: locked from then on."""

    name: ClassVar[str] = "case:referred-to-safeguarding"


@dataclass(frozen=True)
class CasePaused(CaseEvent):
    name: ClassVar[str] = "case:paused"


@dataclass(frozen=True)
class CaseResumed(CaseEvent):
    name: ClassVar[str] = "case:resumed"


@dataclass(frozen=True)
class LatenessDecided(CaseEvent):
    name: ClassVar[str] = "case:lateness-decided"


@dataclass(frozen=True)
class MessageSent(CaseEvent):
    name: ClassVar[str] = "case:message-sent"
    template: str


@dataclass(frozen=True)
class LinkRevoked(CaseEvent):
    name: ClassVar[str] = "case:link-revoked"
