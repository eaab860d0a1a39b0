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
