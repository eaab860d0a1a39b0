"""The child that takes text and tables from a DOCX: run as a file, loading nothing of the app.

Everything it opens may be hostile; ``limited.py`` has limited it. It answers one line of JSON.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

sys.path.insert(0, str(Path(__file__).parent))  # an isolated program does not look beside itself

from docx_numbers import Numbering, value

Made = dict[str, Any]
MOST_ROWS = 30_000
MOST_LETTERS = 3_000_000
DEEPEST = 12
"""Tables within tables, and boxes within boxes."""


def _w(*names: str) -> set[str]:
    return {qn(f"w:{name}") for name in names}


THROUGH = _w(
    "sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple"
)
ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
GONE = _w("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "txbxContent")
LETTERS = dict(
    zip(
        map(qn, ("w:tab", "w:br", "w:cr", "w:noBreakHyphen", "w:softHyphen")),
        "\t\n\n-\u00ad",
        strict=True,
    )
)
NORMAL_SIZE, TITLE_SIZE = 10, 24


NOT_WHOLE = (
    PackageNotFoundError,
    BadZipFile,
    etree.XMLSyntaxError,
    LookupError,
    ValueError,
    AttributeError,
    OSError,
    TypeError,
)
"""What python-docx raises for a container that is not a whole document."""


class TooMuch(Exception):
    """It has more text than any unit document."""


class Reader:
    """Walks through the document in the order it is read."""

    def __init__(self, document: Any) -> None:
        self._numbering = Numbering(document)
        self._styles = {
            style.get(qn("w:styleId")): style
            for style in document.styles.element.findall(qn("w:style"))
        }
        self._table = 0
        self._letters = 0
        self.rows: list[Made] = []

    def walk(self, parent: Any, depth: int = 0) -> None:
        """Paragraphs and tables within ``parent``, and those in their boxes after them."""
        if depth > DEEPEST or len(self.rows) > MOST_ROWS:
            raise TooMuch
        for child in parent:
            if child.tag == qn("w:p"):
                said = self.paragraph(child)
                if said["lines"]:
                    self._add(said["lines"], size=said["size"], bold=said["bold"])
                self._boxes(child, depth)
            elif child.tag == qn("w:tbl"):
                self.table(child, depth)
            elif child.tag in THROUGH:
                self.walk(child, depth + 1)

    def _boxes(self, element: Any, depth: int) -> None:
        for box in element.iter(qn("w:txbxContent")):
            if not any(one.tag.endswith("}Fallback") for one in box.iterancestors()):
                self.walk(box, depth + 1)

    def _add(self, lines: list[str], size: float, bold: bool) -> None:
        cells = [{"left": 0, "right": 1, "lines": lines}]
        self.rows.append({"cells": cells, "table": 0, "size": size, "bold": bold})

    def table(self, table: Any, depth: int) -> None:
        """Its rows; a table within a cell comes after the cell's row."""
        self._table += 1
        number = self._table
        for row in _within(table, qn("w:tr")):
            if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
                continue
            cells, inner, left = [], [], int(_value_of(row, "w:trPr/w:gridBefore") or 0)
            for cell in _within(row, qn("w:tc")):
                span = int(_value_of(cell, "w:tcPr/w:gridSpan") or 1)
                cells.append({"left": left, "right": left + span, "lines": self._cell(cell)})
                inner += list(_within(cell, qn("w:tbl")))
                left += span
            self.rows.append({"cells": cells, "table": number, "size": NORMAL_SIZE, "bold": False})
            for one in inner:
                self.walk([one], depth + 1)
            self._boxes_of(row, depth)

    def _boxes_of(self, row: Any, depth: int) -> None:
        for cell in _within(row, qn("w:tc")):
            for paragraph in _within(cell, qn("w:p")):
                self._boxes(paragraph, depth)

    def _cell(self, cell: Any) -> list[str]:
        merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        if merged is not None and merged.get(qn("w:val")) != "restart":
            return []
        return [line for one in _within(cell, qn("w:p")) for line in self.paragraph(one)["lines"]]

    def paragraph(self, paragraph: Any) -> Made:
        """Its lines with the automatic number before the first, and how it looks."""
        style = _value_of(paragraph, "w:pPr/w:pStyle") or ""
        name = self._style_name(style)
        text = "".join(_letters(paragraph))
        self._letters += len(text)
        if self._letters > MOST_LETTERS:
            raise TooMuch
        if not text.strip() or name.startswith("toc "):
            return {"lines": [], "size": 0, "bold": False}
        number = self._number(paragraph, style)
        heading = re.match(r"heading (\d)", name)
        size = TITLE_SIZE if name == "title" else 20 - int(heading[1]) if heading else NORMAL_SIZE
        lines = [line for line in f"{number} {text}".split("\n") if line.strip()]
        return {"lines": lines, "size": size, "bold": _is_bold(paragraph)}

    def _style_name(self, style: str) -> str:
        found = self._styles.get(style)
        return ((value(found, "name") if found is not None else "") or "").lower()

    def _number(self, paragraph: Any, style: str) -> str:
        """What Word shows before the paragraph; a level set by itself goes before its style's."""
        name = _value_of(paragraph, "w:pPr/w:numPr/w:numId")
        level = _value_of(paragraph, "w:pPr/w:numPr/w:ilvl")
        for _ in range(DEEPEST):
            found = self._styles.get(style)
            if found is None:
                break
            name = name if name is not None else _value_of(found, "w:pPr/w:numPr/w:numId")
            level = level if level is not None else _value_of(found, "w:pPr/w:numPr/w:ilvl")
            style = value(found, "basedOn") or ""
        return self._numbering.of(name, int(level or 0)) if name and name != "0" else ""


def _value_of(element: Any, path: str) -> str | None:
    found = element.find("/".join(qn(step) for step in path.split("/")))
    value: str | None = None if found is None else found.get(qn("w:val"))
    return value


def _within(parent: Any, tag: str) -> Iterator[Any]:
    """The children with this tag, also those in content controls and accepted insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in THROUGH:
            yield from _within(child, tag)


def _letters(element: Any) -> Iterator[str]:
    """What is written in it; what was deleted, hidden or stands in a box is left out."""
    for child in element:
        if child.tag in GONE or (child.tag == qn("w:r") and _is_hidden(child)):
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in LETTERS:
            yield LETTERS[child.tag]
        elif child.tag != ALTERNATE and isinstance(child.tag, str):
            yield from _letters(child)


def _is_hidden(run: Any) -> bool:
    hidden = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return hidden is not None and hidden.get(qn("w:val")) not in ("0", "false")


def _is_bold(paragraph: Any) -> bool:
    runs = [run for run in paragraph.iter(qn("w:r")) if "".join(_letters(run)).strip()]
    return bool(runs) and all(run.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None for run in runs)


def paragraphs_and_tables(order: Made) -> Made:
    """Everything written in the document, and what its page headers say."""
    document = docx.Document(order["source"])
    reader = Reader(document)
    reader.walk(document.element.body)
    heads: list[str] = []
    for section in document.sections:
        for part in (section.header, section.first_page_header, section.footer):
            heads += ["".join(_letters(one)) for one in part._element.iter(qn("w:p"))]
    if not any(cell["lines"] for row in reader.rows for cell in row["cells"]):
        return {"reason": "no text"}
    return {
        "rows": reader.rows,
        "heads": [one for one in dict.fromkeys(heads) if one.strip()][:50],
        "notes": [],
    }


def answer(order: Made) -> Made:
    """What was found, or the reason why there is nothing."""
    try:
        return paragraphs_and_tables(order)
    except (MemoryError, TooMuch, RecursionError):
        return {"reason": "too large"}
    except NOT_WHOLE:
        return {"reason": "damaged"}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(answer(json.loads(sys.argv[1]))))
