"""Plain and pasted text, and tables as CSV: read here, for nothing in them can be executed."""

import csv
import io
import re
from collections import Counter

from portfolio.domain.unit_source import Cell, Line, PageLine, Pages, Row, Rows, Word

LETTER = 2.5
"""Points a letter takes on the page that is imagined for a text."""
SIZE, LEADING = 10.0, 12.0
MOST_LETTERS = 2_000_000
LONGEST_LINE = 20_000
_MARKS = re.compile(r"^[ \t]*#{1,6}[ \t]+|\*\*|^[ \t]*[-*•][ \t]+(?=\d{1,2}\.\d)", re.MULTILINE)
"""Marks of headings, bold letters and lists that only dress a text: "## Outcome", "- 1.1 …"."""
SEPARATORS = ",;\t|"


def decoded(content: bytes) -> str | None:
    """The text in its encoding: marked UTF-16 or UTF-8, UTF-8, else what Windows writes here.

    None where the bytes are no text at all.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        if b"\x00" in content:
            return None
        encodings = ["utf-8-sig", "cp1252", "latin-1"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        strange = sum(ord(letter) < 32 and letter not in "\n\r\t\f\v" for letter in text)
        return text if strange * 100 <= len(text) else None
    return None


def of_text(text: str) -> Pages | Rows:
    """The text as lines; where tabs or bars part its columns, as rows of cells."""
    text = text[:MOST_LETTERS].replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    text = _MARKS.sub("", text)
    lines = [line[:LONGEST_LINE] for line in text.split("\n")]
    if any("\t" in line.strip() or _is_barred(line) for line in lines):
        return _rows(lines)
    return _pages(text)


def _is_barred(line: str) -> bool:
    return line.strip().startswith("|") and line.count("|") > 1


def _pages(text: str) -> Pages:
    found: list[PageLine] = []
    for page, content in enumerate(text.split("\f"), start=1):
        for number, line in enumerate(content.split("\n")):
            shown = line[:LONGEST_LINE].replace("\u00a0", " ").replace("\t", "    ")
            words = tuple(
                Word(match.start() * LETTER, match.end() * LETTER, match[0])
                for match in re.finditer(r"\S+", shown)
            )
            if words:
                found.append(PageLine(page, number * LEADING, SIZE, bold=False, words=words))
    return Pages(tuple(found))


def _rows(lines: list[str]) -> Rows:
    rows: list[Row] = []
    table, inside, blank = 0, False, True
    for line in lines:
        if not line.strip():
            blank = True
            continue
        parts = line.strip().strip("|").split("|") if _is_barred(line) else line.split("\t")
        if len(parts) == 1:
            rows.append(_row(parts, 0, starts=blank))
            inside = False
        elif not all(re.fullmatch(r"\s*:?-*:?\s*", part) for part in parts):
            table, inside = table + (not inside), True
            rows.append(_row(parts, table, starts=True))
        blank = False
    return Rows(tuple(rows))


def _row(parts: list[str], table: int, *, starts: bool) -> Row:
    cells = tuple(Cell(place, place + 1, _cell_lines(part)) for place, part in enumerate(parts))
    return Row(0, cells, table, starts=starts)


def _cell_lines(text: str) -> tuple[Line, ...]:
    said = [line for line in text.split("\n") if line.strip()]
    return tuple(Line(line, top=top) for top, line in enumerate(said))


def of_csv(text: str) -> Rows:
    """The table's rows, whatever separates its columns. Raises csv.Error."""
    text = text[:MOST_LETTERS]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    rows = [_row(cells, 1, starts=True) for cells in reader if any(cell.strip() for cell in cells)]
    widest = max((len(row.cells) for row in rows), default=0)
    return Rows(tuple(_filled(row, widest) for row in rows))


def _filled(row: Row, width: int) -> Row:
    missing = tuple(Cell(place, place + 1, ()) for place in range(len(row.cells), width))
    return Row(row.page, row.cells + missing, row.table, starts=row.starts)


def _separator(text: str) -> str:
    """The separator that parts most rows into the same number of columns."""
    said = text.split("\n", 1)[0].lower().strip()
    if re.fullmatch(r"sep=[,;\t|]", said):
        return said[-1]

    def agreement(separator: str) -> tuple[int, int]:
        rows = csv.reader(io.StringIO(text[:20_000], newline=""), delimiter=separator)
        widths = Counter(len(row) for _, row in zip(range(50), rows, strict=False))
        width, times = max(widths.items(), key=lambda one: (one[0] > 1, one[1]), default=(1, 0))
        return (times if width > 1 else 0), width

    return max(SEPARATORS, key=agreement)
