"""Unit documents as awarding organisations give them: PDF, DOCX, XLSX, CSV and text.

What may be hostile is opened in a child process that may crash, starve or hang alone.
"""

import csv
import json
import logging
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from portfolio.adapters.office_files import NotAnOfficeFile, office_extension
from portfolio.adapters.previews.children import MIB, Limits, run
from portfolio.adapters.unit_documents.plain_text import decoded, of_csv, of_text
from portfolio.domain.unit_source import Cell, Line, PageLine, Pages, PageTable, Row, Rows, Word

__all__ = ["MOST_BYTES", "UnreadableDocument", "of_text", "open_document"]

logger = logging.getLogger(__name__)

MOST_BYTES = 20 * MIB
MOST_PAGES = 400
LIMITS = Limits(seconds=60, memory_bytes=768 * MIB, file_bytes=64 * MIB)

TAKEN = "Give a PDF, DOCX, XLSX or CSV file, or paste the text"


class UnreadableDocument(Exception):
    """The document is not read; the message says why, to the person who gave it."""


_REASONS = {
    "locked": "is protected by a password. Save it without the password and give that",
    "damaged": "is damaged or not what its name says. Save it again and give the new copy",
    "too large": "is too large or too complicated to read. Give the pages of one unit only",
    "no text": "has no text",
}
_PICTURES_ONLY = (
    "This PDF has pictures of text only, so there is nothing to read. "
    "Run text recognition (OCR) on it first, or paste the text"
)
_SIGNATURES = (
    (
        b"\xd0\xcf\x11\xe0",
        "is in an old Office format or has a password. Save it as DOCX or XLSX without one",
    ),
    (b"{\\rtf", "is an RTF file. Save it as DOCX or PDF"),
    (b"\x89PNG", "is a picture, so there is no text to read"),
    (b"\xff\xd8\xff", "is a picture, so there is no text to read"),
    (b"<!DOCTYPE", "is a web page. Open it, copy its text and paste that"),
    (b"<html", "is a web page. Open it, copy its text and paste that"),
)


def open_document(path: Path, name: str, limits: Limits = LIMITS) -> Pages | Rows:
    """The document's lines and tables, by what it is and not by its name.

    ``name`` is how its owner calls it. Raises UnreadableDocument.
    """
    size = path.stat().st_size
    if size == 0:
        raise UnreadableDocument(f"“{name}” is empty")
    if size > MOST_BYTES:
        most = MOST_BYTES // MIB
        raise UnreadableDocument(
            f"“{name}” is larger than {most} MB. Give the pages of one unit only"
        )
    with path.open("rb") as file:
        head = file.read(1024)
    for signature, what in _SIGNATURES:
        if head.lstrip()[: len(signature)].upper() == signature.upper():
            raise UnreadableDocument(f"“{name}” {what}")
    if b"%PDF-" in head:
        return _pages(_asked("pdf_child.py", path, name, limits))
    if head.startswith(b"PK"):
        return _rows(_asked(f"{_office(path, name)}_child.py", path, name, limits))
    return _of_plain(path, name)


def _office(path: Path, name: str) -> str:
    with path.open("rb") as file:
        try:
            kind = office_extension(file)
        except NotAnOfficeFile as refused:
            raise UnreadableDocument(f"“{name}” {refused}") from refused
    if kind not in ("docx", "xlsx"):
        raise UnreadableDocument(f"“{name}” is a {kind.upper()} file. {TAKEN}")
    return kind


def _of_plain(path: Path, name: str) -> Pages | Rows:
    text = decoded(path.read_bytes())
    if text is None:
        raise UnreadableDocument(f"“{name}” is no document that can be read. {TAKEN}")
    if not text.strip():
        raise UnreadableDocument(f"“{name}” is empty")
    if not name.lower().endswith((".csv", ".tsv")):
        return of_text(text)
    try:
        return of_csv(text)
    except csv.Error as error:
        raise UnreadableDocument(f"“{name}” {_REASONS['damaged']}") from error


def _asked(child: str, path: Path, name: str, limits: Limits) -> dict[str, Any]:
    """What the child found in the document. Raises UnreadableDocument."""
    order = {
        "source": str(path.absolute()),
        "pages": MOST_PAGES,
        "seconds": (limits.seconds - 1) * 0.8,
    }
    program = Path(__file__).with_name(child)
    with tempfile.TemporaryDirectory(prefix="unit-document-") as folder:
        command: list[str | Path] = [sys.executable, "-I", program, json.dumps(order)]
        ended = run(command, Path(folder), limits)
    if ended.stopped:
        raise UnreadableDocument(f"“{name}” {_REASONS['too large']}")
    if ended.code:
        logger.warning("%s ended with %s: %r", child, ended.code, ended.err[-500:])
        raise UnreadableDocument(f"“{name}” {_REASONS['damaged']}")
    answer: dict[str, Any] = json.loads(ended.out)
    if answer.get("reason") == "no text" and child == "pdf_child.py":
        raise UnreadableDocument(_PICTURES_ONLY)
    if "reason" in answer:
        raise UnreadableDocument(f"“{name}” {_REASONS[answer['reason']]}")
    return answer


def _pages(answer: Mapping[str, Any]) -> Pages:
    lines = tuple(
        PageLine(
            line["page"],
            line["top"],
            line["size"],
            line["bold"],
            tuple(Word(*word) for word in line["words"]),
        )
        for line in answer["lines"]
    )
    tables = tuple(
        PageTable(
            table["page"],
            table["top"],
            table["bottom"],
            tuple(
                tuple(
                    Cell(
                        cell["left"], cell["right"], tuple(Line(t, top) for t, top in cell["lines"])
                    )
                    for cell in row
                )
                for row in table["rows"]
            ),
        )
        for table in answer["tables"]
    )
    return Pages(lines, tables, tuple(answer["notes"]))


def _rows(answer: Mapping[str, Any]) -> Rows:
    rows = tuple(
        Row(
            row.get("page", 0),
            tuple(
                Cell(
                    cell["left"],
                    cell["right"],
                    tuple(Line(text, top) for top, text in enumerate(cell["lines"])),
                )
                for cell in row["cells"]
            ),
            row["table"],
            starts=True,
            size=row.get("size", 0),
            bold=row.get("bold", False),
        )
        for row in answer["rows"]
    )
    return Rows(rows, tuple(answer["heads"]), tuple(answer["notes"]))
