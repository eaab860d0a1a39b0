"""What happened to procedures, to who holds which office, and to how a centre runs its service."""

from dataclasses import dataclass
from typing import ClassVar

from portfolio.domain.case_events import CaseEvent
from portfolio.domain.events import Event


@dataclass(frozen=True)
class ProcedureCopied(Event):
    name: ClassVar[str] = "procedure:copied"
    subject_kind: ClassVar[str] = "procedure"
    title: str
    copied_from: str


@dataclass(frozen=True)
class ProcedureDrafted(Event):
    """A draft of the next version was begun, from the version in force."""

    name: ClassVar[str] = "procedure:drafted"
    subject_kind: ClassVar[str] = "procedure"
    number: int


@dataclass(frozen=True)
class ProcedureChanged(Event):
    """The draft was changed; ``changed`` in the words of its page."""

    name: ClassVar[str] = "procedure:changed"
    subject_kind: ClassVar[str] = "procedure"
    number: int
    changed: tuple[str, ...]


@dataclass(frozen=True)
class ProcedurePublished(Event):
    name: ClassVar[str] = "procedure:published"
    subject_kind: ClassVar[str] = "procedure"
    title: str
    number: int
    reason: str
    changed: tuple[str, ...]


@dataclass(frozen=True)
class ProcedureDraftDiscarded(Event):
    name: ClassVar[str] = "procedure:discarded"
    subject_kind: ClassVar[str] = "procedure"
    number: int


@dataclass(frozen=True)
class ProcedureFollowed(Event):
    """The centre follows another procedure for cases that begin from now on (R-258)."""

    name: ClassVar[str] = "procedure:followed"
    subject_kind: ClassVar[str] = "procedure"
    title: str
    before: str


@dataclass(frozen=True)
class OfficeGiven(Event):
    name: ClassVar[str] = "office:given"
    subject_kind: ClassVar[str] = "office_holder"
    office: str
    provision_area: str
    holder: str


@dataclass(frozen=True)
class OfficeEnded(Event):
    name: ClassVar[str] = "office:ended"
    subject_kind: ClassVar[str] = "office_holder"
    office: str
    provision_area: str
    holder: str


@dataclass(frozen=True)
class ServiceSettingsChanged(Event):
    """``changed`` names the settings, never their values: addresses stay out of the trail."""

    name: ClassVar[str] = "service-settings:changed"
    subject_kind: ClassVar[str] = "service_settings"
    changed: tuple[str, ...]


@dataclass(frozen=True)
class HolidayChanged(Event):
    """A day is a bank holiday of the centre, or is none, unlike the shipped days say."""

    name: ClassVar[str] = "holiday:changed"
    subject_kind: ClassVar[str] = "holiday_change"
    day: str
    works: bool
    label: str


@dataclass(frozen=True)
class HolidayRestored(Event):
    """A day is again as the shipped days say."""

    name: ClassVar[str] = "holiday:restored"
    subject_kind: ClassVar[str] = "holiday_change"
    day: str


@dataclass(frozen=True)
class CaseClocksRecounted(CaseEvent):
    """Clocks of a case are due on another day, since the centre's working days changed."""

    name: ClassVar[str] = "case:clocks-recounted"
    moved: tuple[str, ...]
