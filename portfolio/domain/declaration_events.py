"""What happened to a candidate's declaration of a unit."""

from dataclasses import dataclass
from typing import ClassVar

from portfolio.domain.events import Event


@dataclass(frozen=True)
class DeclarationSigned(Event):
    """``sha256`` is of exactly what was signed; ``files`` is how many files that names."""

    name: ClassVar[str] = "declaration:signed"
    subject_kind: ClassVar[str] = "unit_progress"
    declaration_id: str
    wording: str
    sha256: str
    files: int


@dataclass(frozen=True)
class DeclarationVoided(Event):
    name: ClassVar[str] = "declaration:voided"
    subject_kind: ClassVar[str] = "unit_progress"
    declaration_id: str
    reason: str
