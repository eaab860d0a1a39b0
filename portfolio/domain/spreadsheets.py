"""Tables for spreadsheet programs, in which no cell is ever taken for a formula."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell begins with that such a program would calculate, in wide letters too."""
MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Begins the file, so that the program reads it as UTF-8."""


def guarded(cell: str) -> str:
    """The words of a cell, with an apostrophe before what would be taken for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """The rows as comma-separated values, a line at a time; every text in them is guarded."""
    yield MARK
    for row in rows:
        line = StringIO()
        csv.writer(line).writerow(guarded(cell) if isinstance(cell, str) else cell for cell in row)
        yield line.getvalue()
