"""The child that takes the cells of a workbook: run as a file, loading nothing of the app.

Everything it opens may be hostile; ``limited.py`` has limited it. It answers one line of JSON.
"""

import json
import re
import sys
import warnings
from datetime import date, datetime
from typing import Any
from zipfile import BadZipFile

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

Made = dict[str, Any]
MOST_SHEETS = 100
MOST_ROWS = 10_000
MOST_COLUMNS = 60
MOST_LETTERS = 3_000_000
LONGEST_CELL = 20_000


def cells(order: Made) -> Made:
    """The visible sheets' cells as shown, formulas as last worked out; empty rows are left out."""
    rows: list[Made] = []
    notes: list[str] = []
    letters = 0
    book = openpyxl.load_workbook(order["source"], read_only=True, data_only=True, keep_links=False)
    sheets = [one for one in book.worksheets if one.sheet_state == "visible"]
    for number, sheet in enumerate(sheets[:MOST_SHEETS], start=1):
        for index, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS)):
            if index >= MOST_ROWS or letters > MOST_LETTERS:
                notes.append(f"Only the first {index} rows of sheet “{sheet.title}” were read")
                break
            made: list[Made] = [
                {"left": column, "right": column + 1, "lines": _lines(cell)}
                for column, cell in enumerate(row)
            ]
            if any(cell["lines"] for cell in made):
                letters += sum(len(line) for cell in made for line in cell["lines"])
                rows.append({"cells": made, "table": number, "page": number})
    if not rows:
        return {"reason": "no text"}
    return {"rows": _narrowed(rows), "heads": [], "notes": notes}


def _narrowed(rows: list[Made]) -> list[Made]:
    """The rows of each sheet without the columns in which nothing stands."""
    used: dict[int, set[int]] = {}
    for row in rows:
        filled = {cell["left"] for cell in row["cells"] if cell["lines"]}
        used.setdefault(row["table"], set()).update(filled)
    for row in rows:
        columns = sorted(used[row["table"]])
        by_left = {cell["left"]: cell["lines"] for cell in row["cells"]}
        row["cells"] = [
            {"left": place, "right": place + 1, "lines": by_left.get(column, [])}
            for place, column in enumerate(columns)
        ]
    return rows


def _lines(cell: Any) -> list[str]:
    text = _shown(cell.value, getattr(cell, "number_format", "General") or "General")
    return [line for line in text[:LONGEST_CELL].split("\n") if line.strip()]


def _shown(value: Any, form: str) -> str:
    """The value as the sheet shows it: 1.10 with two places is 1.10, not 1.1."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, datetime | date):
        # a number n.m that the program took for a day and a month
        return value.strftime("%Y-%m-%d") if "y" in form.lower() else f"{value.day}.{value.month}"
    if isinstance(value, float) and not value.is_integer():
        places = re.search(r"0\.(0+)", form)
        return f"{value:.{len(places[1])}f}" if places else f"{value:.6f}".rstrip("0")
    if isinstance(value, float | int):
        return str(int(value)) if abs(value) < 1e15 else ""
    return str(value)


def answer(order: Made) -> Made:
    """What was found, or the reason why there is nothing."""
    warnings.simplefilter("ignore")  # about parts of the workbook that are no cells
    try:
        return cells(order)
    except MemoryError:
        return {"reason": "too large"}
    except (
        InvalidFileException,
        BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        OSError,
        IndexError,
        SyntaxError,
        EOFError,
    ):
        # what openpyxl and the XML parser raise for a container that is not a whole workbook
        return {"reason": "damaged"}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(answer(json.loads(sys.argv[1]))))
