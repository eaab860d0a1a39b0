"""What happened to the catalogue."""

from dataclasses import dataclass
from typing import ClassVar

from portfolio.domain.events import Event


@dataclass(frozen=True)
class CatalogueLoaded(Event):
    """``subject_id`` is the first half of the fingerprint of what was loaded."""

    name: ClassVar[str] = "catalogue:loaded"
    subject_kind: ClassVar[str] = "catalogue"
    qualifications: tuple[str, ...]
    units: tuple[str, ...]
    specifications: tuple[str, ...]


@dataclass(frozen=True)
class SpecificationDrafted(Event):
    """A centre wrote at its draft of a unit's criteria; ``changed`` says where."""

    name: ClassVar[str] = "criteria:drafted"
    subject_kind: ClassVar[str] = "unit_specification"
    reference: str
    version: int
    changed: tuple[str, ...]


@dataclass(frozen=True)
class SpecificationDiscarded(Event):
    name: ClassVar[str] = "criteria:discarded"
    subject_kind: ClassVar[str] = "unit_specification"
    reference: str
    version: int


@dataclass(frozen=True)
class SpecificationPublished(Event):
    """``moved`` counts the candidates without evidence who work by it from now on."""

    name: ClassVar[str] = "criteria:published"
    subject_kind: ClassVar[str] = "unit_specification"
    reference: str
    version: int
    moved: int


@dataclass(frozen=True)
class QualificationAdded(Event):
    name: ClassVar[str] = "qualification:added"
    subject_kind: ClassVar[str] = "qualification"
    entry_code: str
    title: str


@dataclass(frozen=True)
class QualificationChanged(Event):
    """Its facts; ``changed`` are names of columns."""

    name: ClassVar[str] = "qualification:changed"
    subject_kind: ClassVar[str] = "qualification"
    entry_code: str
    changed: tuple[str, ...]


@dataclass(frozen=True)
class VersionDrafted(Event):
    """The draft of a version was changed; ``changed`` says what, in words."""

    name: ClassVar[str] = "qualification:drafted"
    subject_kind: ClassVar[str] = "qualification"
    entry_code: str
    version: int
    changed: tuple[str, ...]


@dataclass(frozen=True)
class VersionDiscarded(Event):
    name: ClassVar[str] = "qualification:draft-discarded"
    subject_kind: ClassVar[str] = "qualification"
    entry_code: str
    version: int


@dataclass(frozen=True)
class VersionPublished(Event):
    """``changed`` says what differs from the version before it."""

    name: ClassVar[str] = "qualification:published"
    subject_kind: ClassVar[str] = "qualification"
    entry_code: str
    version: int
    reason: str
    changed: tuple[str, ...]


@dataclass(frozen=True)
class UnitAdded(Event):
    name: ClassVar[str] = "catalogue-unit:added"
    subject_kind: ClassVar[str] = "catalogue_unit"
    reference: str
    title: str


@dataclass(frozen=True)
class UnitChanged(Event):
    name: ClassVar[str] = "catalogue-unit:changed"
    subject_kind: ClassVar[str] = "catalogue_unit"
    reference: str
    changed: tuple[str, ...]


@dataclass(frozen=True)
class CriteriaMoved(Event):
    """A candidate's unit moved to another version of its criteria.

    ``moved`` says where the tags went: "1.1 to 1.2", "1.3 taken off". ``carried`` counts decisions
    that hold on, ``judged_again`` those that do not.
    """

    name: ClassVar[str] = "criteria:moved"
    subject_kind: ClassVar[str] = "unit_progress"
    reference: str
    version: int
    moved: tuple[str, ...]
    carried: int
    judged_again: int


@dataclass(frozen=True)
class RuleChanged(Event):
    """A centre published its own parameters of a rule, over the same units (R-028)."""

    name: ClassVar[str] = "rule:changed"
    subject_kind: ClassVar[str] = "qualification"
    entry_code: str
    version: int
    reason: str
    changed: tuple[str, ...]


@dataclass(frozen=True)
class EnrolmentMoved(Event):
    """A registration follows another version from now on; verdicts as the panel words them."""

    name: ClassVar[str] = "enrolment:moved"
    subject_kind: ClassVar[str] = "enrolment"
    entry_code: str
    from_version: int
    to_version: int
    before: str
    after: str


@dataclass(frozen=True)
class QualificationShared(Event):
    """The operator made a centre's own qualification one that all centres share."""

    name: ClassVar[str] = "qualification:shared"
    subject_kind: ClassVar[str] = "qualification"
    entry_code: str
    units: tuple[str, ...]
    specifications: int
