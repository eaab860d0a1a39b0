"""The text copy of a plain text file."""

import codecs
import re
from pathlib import Path

from portfolio.adapters.previews.contract import MOST_TEXT, Copies, Copy

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_UNSEEN = re.compile(r"[^\S\n\t ]|[\x00-\x08\x0e-\x1f\x7f-\x9f]")
"""Characters that draw nothing, other than line ends, tabs and spaces."""


def of_text(source: Path, folder: Path) -> Copies:
    """Its beginning in UTF-8, as long as MOST_TEXT allows."""
    with source.open("rb") as file:
        head = file.read(2 * MOST_TEXT)
    target = folder / "text.txt"
    target.write_bytes(tidy(_decoded(head)))
    return Copies((Copy("text", 1, target),))


def tidy(text: str) -> bytes:
    """UTF-8 of MOST_TEXT bytes at most, with plain line ends and no character one cannot see."""
    plain = _UNSEEN.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return plain.encode("utf-8", "replace")[:MOST_TEXT].decode("utf-8", "ignore").encode()


def _decoded(head: bytes) -> str:
    """As its mark says; else UTF-8, else what older Windows programs write."""
    marked = next((name for mark, name in _MARKS.items() if head.startswith(mark)), None)
    if marked:
        return head.decode(marked, "replace")
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return head.decode("cp1252", "replace")
