"""What copies of a file there can be, and how they are called."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

CopyKind = Literal["screen", "thumbnail", "page", "poster", "video", "audio", "waveform", "text"]

FORMATS: Mapping[str, tuple[str, str]] = {
    "screen": ("image/jpeg", "jpg"),
    "thumbnail": ("image/jpeg", "jpg"),
    "page": ("image/jpeg", "jpg"),
    "poster": ("image/jpeg", "jpg"),
    "video": ("video/mp4", "mp4"),
    "audio": ("audio/mp4", "m4a"),
    "waveform": ("application/json", "json"),
    "text": ("text/plain", "txt"),
}
"""By kind of copy: its media type, and how the name of such a file ends."""

MOST_TEXT = 100_000
"""Bytes of a text copy."""


@dataclass(frozen=True)
class Copy:
    """A copy that lies at ``path``; ``page`` counts from 1, sizes are points or 0 without any."""

    kind: CopyKind
    page: int
    path: Path
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class Taken:
    """When a file was taken, and who says so: the camera within a photo, or a film's own head."""

    at: datetime
    source: Literal["camera", "file"]


@dataclass(frozen=True)
class Copies:
    """What was made of a file; ``missing`` says, to whoever looks at it, what was not and why."""

    made: tuple[Copy, ...]
    taken: Taken | None = None
    missing: str = ""


class NoCopy(Exception):
    """There will be no viewing copy; the message says why, to the person looking at the file."""


TOO_LONG = "It took too long to make a viewing copy. Download the file to open it"
NOT_MADE = "A viewing copy could not be made. Download the file to open it"
NO_SUCH_COPY = "There is no viewing copy of this kind of file. Download it to open it"
TOO_LARGE = "The file needs too much memory to show. Download it to open it"
