"""What may be sent, how long it is waited for, and what a person is told about it meanwhile."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from portfolio.domain.errors import Refusal
from portfolio.domain.states import FileState, UploadState

LASTS = timedelta(hours=24)
"""How long after its last piece an unfinished upload is kept."""

LONGEST_KEY = 200
"""Characters of the sender's own name for a file."""


@dataclass(frozen=True)
class Announced:
    """What a sender says of a file before its first byte."""

    key: str
    """The sender's own name for this file: sent again, it means the same upload."""
    name: str
    size: int
    """Bytes."""
    captured_at: datetime | None = None


@dataclass(frozen=True)
class Room:
    """What still fits, in bytes for one file and for the candidate, and in files for the item."""

    file: int
    candidate: int
    files_an_item: int


class TooLarge(Refusal):
    """The file, or all files of the candidate together, would be too large."""


class WrongKind(Refusal):
    """A file of a kind that is not taken."""


class NotYours(Refusal):
    """Whoever sends may no longer add to this item."""


class Gone(Refusal):
    """The upload was given up or waited for too long."""


def check_size(name: str, size: int, room: Room) -> None:
    """Refuse an empty file, one above the limit, and one the candidate has no room for."""
    if size == 0:
        raise Refusal(f"“{name}” is empty. Choose a file with something in it")
    if size > room.file:
        raise TooLarge(f"“{name}” is too large. A file may have up to {_megabytes(room.file)}")
    if size > room.candidate:
        raise TooLarge(
            f"“{name}” does not fit: you have {_megabytes(room.candidate)} left. "
            "Choose a smaller file, or ask your centre"
        )


def say(state: UploadState | FileState, reason: str, offset: int, size: int) -> str:
    """The one plain sentence or figure a candidate reads about a file."""
    match state:
        case UploadState.RECEIVING:
            return f"{percent(offset, size)} %"
        case UploadState.RECEIVED | FileState.CHECKING:
            return reason or "Checking"
        case FileState.STORED:
            return "Safe at the centre"
        case UploadState.REFUSED | FileState.REFUSED:
            return f"Refused: {reason}"
        case FileState.QUARANTINED:
            return f"Held back: {reason}"
        case UploadState.ENDED:
            return "Removed"


def percent(offset: int, size: int) -> int:
    """How much has arrived; 100 only when all has."""
    return offset * 100 // size if size else 0


def _megabytes(size: int) -> str:
    return f"{max(size, 0) // 1_000_000:,} MB"
