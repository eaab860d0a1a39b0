"""What happened to the plan of an enrolment."""

from dataclasses import dataclass
from typing import ClassVar

from portfolio.domain.events import Event


@dataclass(frozen=True)
class UnitsChosen(Event):
    """Optional units added to and taken from the plan, by number."""

    name: ClassVar[str] = "units:chosen"
    subject_kind: ClassVar[str] = "enrolment"
    added: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class UnitsWished(Event):
    """Wishes for units, by number: now wanted, now left out, and now neither."""

    name: ClassVar[str] = "units:wished"
    subject_kind: ClassVar[str] = "enrolment"
    wanted: tuple[str, ...]
    left_out: tuple[str, ...]
    either: tuple[str, ...]
