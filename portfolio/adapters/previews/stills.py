"""Pictures and pages of documents as JPEGs: pixels only, right way up, nothing of the camera."""

import json
import logging
import sys
from pathlib import Path
from typing import Any

from portfolio.adapters.previews import taken, texts
from portfolio.adapters.previews.children import Limits, run
from portfolio.adapters.previews.contract import (
    MOST_TEXT,
    NOT_MADE,
    TOO_LARGE,
    TOO_LONG,
    Copies,
    Copy,
    NoCopy,
)

logger = logging.getLogger(__name__)

PICTURES = frozenset(
    f"image/{kind}" for kind in ("jpeg", "png", "webp", "gif", "heic", "heif", "avif")
)


def of_picture(source: Path, media_type: str, folder: Path, limits: Limits) -> Copies:
    """A copy for the screen and a thumbnail. Raises NoCopy."""
    order = {"source": str(source), "media_type": media_type, "target": str(folder)}
    answer = _asked("picture_child.py", order, folder, limits)
    return Copies(_copies(answer, folder), taken.of_exif(answer["taken"]))


def of_pdf(source: Path, folder: Path, limits: Limits) -> Copies:
    """Its first pages, a thumbnail and its text. Raises NoCopy."""
    order = {
        "source": str(source),
        "target": str(folder),
        "pages": limits.pages,
        "most_text": MOST_TEXT,
        "seconds": (limits.seconds - 1) * 0.9,
    }
    answer = _asked("pdf_child.py", order, folder, limits)
    made = _copies(answer, folder)
    if answer["text"]:
        found = folder / "text.txt"
        found.write_bytes(texts.tidy(found.read_bytes().decode("utf-8", "ignore")))
        made += (Copy("text", 1, found),)
    return Copies(made)


def _asked(child: str, order: dict[str, Any], folder: Path, limits: Limits) -> dict[str, Any]:
    """What the child answers. Raises NoCopy with its reason, or with ours if it was ended."""
    program = Path(__file__).with_name(child)
    ended = run([sys.executable, "-I", program, json.dumps(order)], folder, limits)
    if ended.stopped == "time":
        raise NoCopy(TOO_LONG)
    if ended.stopped == "memory":
        raise NoCopy(TOO_LARGE)
    if ended.code:
        logger.warning("%s ended with %s: %r", child, ended.code, ended.err[-500:])
        raise NoCopy(NOT_MADE)
    answer: dict[str, Any] = json.loads(ended.out)
    if "reason" in answer:
        raise NoCopy(answer["reason"])
    return answer


def _copies(answer: dict[str, Any], folder: Path) -> tuple[Copy, ...]:
    return tuple(
        Copy(made["kind"], made["page"], folder / made["name"], made["width"], made["height"])
        for made in answer["copies"]
    )
