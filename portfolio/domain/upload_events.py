"""What happened to files on their way in, in the past tense."""

from dataclasses import dataclass
from typing import ClassVar

from portfolio.domain.events import Event


@dataclass(frozen=True)
class UploadEvent(Event):
    subject_kind: ClassVar[str] = "upload"
    code: str
    """The reference code of the item the file is for."""
    file: str
    """Its name."""


@dataclass(frozen=True)
class UploadBegun(UploadEvent):
    name: ClassVar[str] = "upload:begun"
    size: int
    """Bytes."""


@dataclass(frozen=True)
class UploadEnded(UploadEvent):
    """The person gave it up, or took note of a refusal."""

    name: ClassVar[str] = "upload:ended"
    before: str
    arrived: int
    """Bytes."""


@dataclass(frozen=True)
class UploadExpired(UploadEvent):
    name: ClassVar[str] = "upload:expired"
    arrived: int
    """Bytes."""


@dataclass(frozen=True)
class UploadRefused(UploadEvent):
    name: ClassVar[str] = "upload:refused"
    reason: str


@dataclass(frozen=True)
class UploadJoinRepeated(UploadEvent):
    """Somebody who oversees the files had it put together again at once."""

    name: ClassVar[str] = "upload:join-repeated"
