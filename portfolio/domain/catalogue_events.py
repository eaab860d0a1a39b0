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
