"""What came into the catalogue from a file of another program."""

from dataclasses import dataclass
from typing import ClassVar

from portfolio.domain.events import Event


@dataclass(frozen=True)
class QualificationImported(Event):
    """Units are named by reference."""

    name: ClassVar[str] = "qualification:imported"
    subject_kind: ClassVar[str] = "qualification"
    entry_code: str
    source: str
    units_added: tuple[str, ...]
    units_reused: tuple[str, ...]
    criteria_added: tuple[str, ...]
