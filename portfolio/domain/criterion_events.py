"""What a centre adds beside the criteria of a unit: its notes, and that resources are there."""

from dataclasses import dataclass
from typing import ClassVar

from portfolio.domain.events import Event


@dataclass(frozen=True)
class CriterionNoted(Event):
    """A centre's context note on a criterion; empty while there is none."""

    name: ClassVar[str] = "criterion:noted"
    subject_kind: ClassVar[str] = "criterion"
    reference: str
    number: str
    before: str
    after: str


@dataclass(frozen=True)
class CriterionNotesCarried(Event):
    """A centre's notes now stand at the same criteria of a new version, whose numbers these are."""

    name: ClassVar[str] = "criterion-notes:carried"
    subject_kind: ClassVar[str] = "unit_specification"
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class ResourcesConfirmed(Event):
    """Which resources of a unit a centre said are there, and of which it takes that back."""

    name: ClassVar[str] = "resources:confirmed"
    subject_kind: ClassVar[str] = "unit"
    reference: str
    confirmed: tuple[str, ...]
    taken_back: tuple[str, ...]
