"""What happened in the support of providers and staff: meetings, guidance, links, development."""

from dataclasses import dataclass
from typing import ClassVar

from portfolio.domain.events import Event


@dataclass(frozen=True)
class MeetingPlanned(Event):
    name: ClassVar[str] = "support-meeting:planned"
    subject_kind: ClassVar[str] = "support_meeting"
    provider: str
    planned_on: str
    need: str


@dataclass(frozen=True)
class MeetingRecorded(Event):
    """Feedback both ways: what we told the provider, and what the provider told us."""

    name: ClassVar[str] = "support-meeting:recorded"
    subject_kind: ClassVar[str] = "support_meeting"
    provider: str
    held_on: str
    offered: str
    received: str


@dataclass(frozen=True)
class GuidanceGiven(Event):
    name: ClassVar[str] = "guidance:given"
    subject_kind: ClassVar[str] = "guidance"
    provider: str
    given_on: str
    given_how: str


@dataclass(frozen=True)
class GuidancePassedOn(Event):
    """The provider said that its learners know of it."""

    name: ClassVar[str] = "guidance:passed-on"
    subject_kind: ClassVar[str] = "guidance"
    provider: str
    passed_on_on: str
    passed_on_by: str


@dataclass(frozen=True)
class LinkEvent(Event):
    subject_kind: ClassVar[str] = "useful_link"
    link_name: str


@dataclass(frozen=True)
class LinkAdded(LinkEvent):
    name: ClassVar[str] = "useful-link:added"


@dataclass(frozen=True)
class LinkChanged(LinkEvent):
    """``changed`` names the parts."""

    name: ClassVar[str] = "useful-link:changed"
    changed: tuple[str, ...]


@dataclass(frozen=True)
class LinkRemoved(LinkEvent):
    name: ClassVar[str] = "useful-link:removed"


@dataclass(frozen=True)
class LinksAdopted(Event):
    """The centre began a list of its own with the addresses shipped."""

    name: ClassVar[str] = "useful-links:adopted"
    subject_kind: ClassVar[str] = "centre"
    links: int


@dataclass(frozen=True)
class DevelopmentRecorded(Event):
    name: ClassVar[str] = "development:recorded"
    subject_kind: ClassVar[str] = "development_entry"
    title: str
    course: str
    minutes: int


@dataclass(frozen=True)
class DevelopmentRemoved(Event):
    name: ClassVar[str] = "development:removed"
    subject_kind: ClassVar[str] = "development_entry"
    title: str
