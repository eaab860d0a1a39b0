"""When something was taken, read from what cameras and recorders write into their files."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from portfolio import clock
from portfolio.adapters.previews.contract import Taken

_EXIF = re.compile(
    r"(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)(?:\.\d+)?\0*(?: ([+-]\d\d:\d\d|Z))?"
)
_FIRST = datetime(1990, 1, 1, tzinfo=UTC)
"""Before this a camera only says that nobody set its clock: 1904, 1970 and 1980 are its zeros."""
_CONTAINER_TAGS = ("com.apple.quicktime.creationdate", "creation_time", "date")


def of_exif(written: str, zone: ZoneInfo = clock.UK) -> Taken | None:
    """Of DateTimeOriginal, with OffsetTimeOriginal behind it where there is one (EXIF 2.31).

    A camera that does not know its offset is taken to be on UK time.
    """
    found = _EXIF.fullmatch(written.strip())
    if not found:
        return None
    year, month, day, hour, minute, second, offset = found.groups()
    iso = f"{year}-{month}-{day}T{hour}:{minute}:{second}{offset or ''}"
    return _believed(iso, "camera", zone)


def of_container(tags: Mapping[str, str]) -> Taken | None:
    """Of the tags of a film or recording, the one with the place's own offset first."""
    written = next((tags[name] for name in _CONTAINER_TAGS if tags.get(name)), "")
    return _believed(written, "file", clock.UK) if "T" in written else None


def _believed(iso: str, source: str, zone: ZoneInfo) -> Taken | None:
    try:
        at = datetime.fromisoformat(iso)
    except ValueError:
        return None
    at = (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
    if not _FIRST <= at <= clock.now() + timedelta(days=1):
        return None
    return Taken(at, "camera" if source == "camera" else "file")
