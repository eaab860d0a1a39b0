"""Viewing copies of evidence, made in a child process that may crash, starve or hang alone."""

import json
import logging
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

logger = logging.getLogger(__name__)

_CHILD = Path(__file__).with_name("previews_child.py")

VIEWABLE = frozenset(
    {
        *("image/jpeg", "image/png", "image/webp", "image/gif"),
        *("image/heic", "image/heif", "image/avif", "application/pdf"),
    }
)
"""The media types copies are made of."""


@dataclass(frozen=True)
class Limits:
    """What one file may cost."""

    seconds: int = 60
    memory_bytes: int = 1024 * 1024 * 1024
    pages: int = 30


@dataclass(frozen=True)
class Copy:
    """One JPEG; ``page`` counts from 1, of ``pages`` the original has."""

    kind: Literal["screen", "thumbnail", "page"]
    page: int
    pages: int
    path: Path
    width: int
    height: int


class NoCopy(Exception):
    """There will be no viewing copy; the message says why, to the person looking at the file."""


def make_copies(
    source: Path, media_type: str, target_dir: Path, limits: Limits | None = None
) -> list[Copy]:
    """Write JPEGs of a picture (screen, thumbnail) or a PDF (pages, thumbnail) to ``target_dir``.

    They hold pixels only: right way up, without EXIF, place or comments. Raises NoCopy.
    """
    limits = limits or Limits()
    if media_type not in VIEWABLE:
        raise NoCopy("There is no viewing copy of this kind of file. Download it to open it")
    order = {
        "source": str(source.absolute()),
        "media_type": media_type,
        "target": str(target_dir.absolute()),
        "seconds": limits.seconds,
        "memory_bytes": limits.memory_bytes,
        "pages": limits.pages,
    }
    answer = _ask_child(order, limits.seconds)
    if "reason" in answer:
        raise NoCopy(answer["reason"])
    return [_copy(made, target_dir) for made in answer["copies"]]


def _ask_child(order: dict[str, Any], seconds: int) -> dict[str, Any]:
    """Run the child without our environment, which holds secrets, and read its answer."""
    command = [sys.executable, "-I", str(_CHILD), json.dumps(order)]
    try:
        done = subprocess.run(  # noqa: S603 (our own program, no shell)
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds + 5,
            env={"LANG": "C.UTF-8"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NoCopy("It took too long to make a viewing copy. Download the file") from error
    if done.returncode:
        logger.warning("previews ended with %s: %s", done.returncode, done.stderr[-500:])
        raise NoCopy("A viewing copy could not be made. Download the file to open it")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _copy(made: dict[str, Any], target_dir: Path) -> Copy:
    return Copy(
        made["kind"],
        made["page"],
        made["pages"],
        target_dir / made["name"],
        made["width"],
        made["height"],
    )
