"""A centre's procedure: what may come in, through which stages it goes, who acts, by when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from portfolio.domain.deadlines import Rule


class CaseKind(StrEnum):
    """What a case is counted as; each kind has references and reports of its own (R-312)."""

    COMPLAINT = "Complaint"
    APPEAL = "Appeal"
    ENQUIRY = "Enquiry about results"
    QUERY = "Query"
    FEEDBACK = "Feedback"


PREFIX: Mapping[CaseKind, str] = {
    CaseKind.COMPLAINT: "C",
    CaseKind.APPEAL: "A",
    CaseKind.ENQUIRY: "E",
    CaseKind.QUERY: "Q",
    CaseKind.FEEDBACK: "F",
}


class TrackKey(StrEnum):
    """The ways a case may go; every procedure has each of them."""

    COMPLAINT = "complaint"
    APPEAL = "appeal"
    ENQUIRY = "enquiry"
    PROVIDER_QUERY = "provider-query"
    GENERAL_QUERY = "general-query"
    FEEDBACK = "feedback"


class Office(StrEnum):
    """Who acts, as the procedures name them; centres say who holds each."""

    RECEIVER = "Whoever received it"
    COORDINATOR = "Quality coordinator"
    DEPARTMENT_HEAD = "Department head"
    SENIOR_MANAGER = "Senior manager"
    MANAGING_DIRECTOR = "Managing Director"
    MANAGER = "Manager"
    DIRECTOR = "Director"
    CHIEF_EXECUTIVE = "Chief executive"
    BOARD = "Board"
    SAFEGUARDING_LEAD = "Safeguarding lead"
    APPEALS_REVIEWER = "Appeals reviewer"
    ADMINISTRATOR = "Administrator"


class Channel(StrEnum):
    """How a case reached the centre."""

    WEB = "Web form"
    REVIEW_FORM = "Course review form"
    IN_PERSON = "In person"
    TELEPHONE = "Telephone"
    EMAIL = "E-mail"
    LETTER = "Letter"
    OTHER = "Another way"


class Moment(StrEnum):
    """What starts or stops a clock."""

    ISSUE = "the issue arose"
    RECEIVED = "it was received"
    """What the stage is about: the complaint, the formal letter, the appeal."""
    STAGE = "the stage began"
    ACKNOWLEDGED = "it was acknowledged"
    TARGET_GIVEN = "a target date was given"
    ANSWERED = "it was answered in writing"


class Special(StrEnum):
    """Deadlines that no number of days names."""

    IMMEDIATELY = "immediately"
    """The moment itself; amber once ``amber_after`` has gone by (AMB-26)."""
    TARGET = "target date"
    """Set by whoever acknowledges, in force once it is."""


@dataclass(frozen=True)
class ClockRule:
    """One deadline of a stage: from what until what, in how long."""

    key: str
    label: str
    """What is to be done by then: "Acknowledge", "Answer in writing"."""
    rule: Rule | Special
    starts: Moment
    stops: Moment
    amber_after: Rule | None = None
    """Of ``immediately`` only: how long until an open one shows amber."""
    indicator: bool = False
    """Whether it is a published service standard (R-309)."""


@dataclass(frozen=True)
class Within:
    """How long the complainant has to take a stage; later is accepted and marked (AMB-23)."""

    rule: Rule
    since: Moment


@dataclass(frozen=True)
class Rung:
    """One step of the escalation ladder: who is told, so long after the step before was told."""

    office: Office
    after: Rule | None = None
    """None on the first rung: at once when the target has passed (001 s8.0)."""


@dataclass(frozen=True)
class Stage:
    key: str
    name: str
    """"Stage 2, formal"."""
    short: str
    """"Formal", as the row of steps says it."""
    office: Office
    """Who acts, and whom the case waits on."""
    clocks: tuple[ClockRule, ...] = ()
    within: Within | None = None
    formal: bool = False
    in_writing: bool = False
    channels: tuple[Channel, ...] = tuple(Channel)
    tells: tuple[Office, ...] = ()
    """Told when the stage begins."""
    ladder: tuple[Rung, ...] = ()
    at_meeting: bool = False
    """Put to the next senior management meeting (001 s6.0)."""
    tells_administrator: bool = False
    """The form goes to the centre's administration address when it ends here (004 s3)."""
    next: tuple[str, ...] = ()
    """Keys of the stages that can follow; the last stage has none."""
    external: bool = False
    """Outside the centre: offered with the bodies' addresses, never decided here."""
    fields: tuple[str, ...] = ()
    """Keys of FORM_FIELDS that this stage asks for, beyond words and summary."""
    begins: bool = False
    """Whether a case can begin here; on a track's first stage it always can."""
    what_happens: str = ""
    """What is done in it, as whoever brought the case is told."""

    @property
    def acknowledgement_gives_target(self) -> bool:
        """Whether an acknowledgement without a target date is none (R-278)."""
        stops = {clock.stops for clock in self.clocks}
        by_target = any(clock.rule is Special.TARGET for clock in self.clocks)
        return by_target and Moment.ACKNOWLEDGED in stops and Moment.TARGET_GIVEN not in stops


@dataclass(frozen=True)
class Track:
    key: TrackKey
    kind: CaseKind
    label: str
    """How the intake offers it: "Complaint", "Question from a provider or employer"."""
    help: str
    stages: tuple[Stage, ...]

    def stage(self, key: str) -> Stage:
        """The stage of this key; raises KeyError for another's."""
        return {stage.key: stage for stage in self.stages}[key]

    @property
    def beginnings(self) -> tuple[Stage, ...]:
        """The stages a case can begin at, the usual one first."""
        return tuple(s for n, s in enumerate(self.stages) if s.begins or n == 0)


@dataclass(frozen=True)
class Category:
    """What a case is about."""

    key: str
    label: str
    redirects: TrackKey | None = None
    """The track it is turned to: an assessment decision goes to appeals (R-259)."""
    external: bool = True
    """Whether awarding body or regulator deal with it (001 s9.0)."""
    why_not_external: str = ""


@dataclass(frozen=True)
class Body:
    """A body outside the centre to which a case can go after the last internal stage."""

    name: str
    deals_with: str
    contact: str = ""


@dataclass(frozen=True)
class Template:
    """A reply; fields in braces are filled in, and the quality statement is one (R-358)."""

    key: str
    name: str
    subject: str
    text: str


@dataclass(frozen=True)
class Procedure:
    """One version of a profile, whole."""

    name: str
    source: str
    """The document and section it is read from."""
    statement: str
    """The centre's commitment, as replies state it."""
    plain_words: tuple[str, ...]
    """The procedure as the public page tells it, a paragraph each."""
    tracks: Mapping[TrackKey, Track]
    categories: tuple[Category, ...]
    bodies: tuple[Body, ...]
    templates: Mapping[str, Template] = field(default_factory=dict)
    contact_every: Rule | None = None
    """How long a complainant may hear nothing before it is flagged (R-281)."""

    def track(self, key: TrackKey) -> Track:
        return self.tracks[key]

    def category(self, key: str) -> Category:
        """The category of this key; raises KeyError for one it has not."""
        return {category.key: category for category in self.categories}[key]
