"""Units as workbooks, CSV and text."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl

from tests.unit_documents.made_units import MadeUnit

HEADS = (
    *("Unit reference", "Unit title", "Level", "Credit", "GLH"),
    *("LO number", "Learning outcome", "AC number", "Assessment criterion"),
)


def rows_of(units: Sequence[MadeUnit], *, repeat: bool = True) -> list[list[object]]:
    """A row for each criterion; what is the same as above is left out unless ``repeat``."""
    rows: list[list[object]] = []
    for unit in units:
        facts: list[object] = [unit.reference, unit.title, unit.level, unit.credit, unit.glh]
        for outcome in unit.outcomes:
            named: list[object] = [int(outcome.number), outcome.text]
            for criterion in outcome.criteria:
                rows.append([*facts, *named, criterion.number, criterion.text])
                if not repeat:
                    facts, named = [None] * 5, [None] * 2
    return rows


def workbook_list(
    units: Sequence[MadeUnit], path: Path, *, repeat: bool = True, numbers: bool = False
) -> Path:
    """All units on one sheet; with ``numbers`` criteria are numbered by numbers, 1.10 as 1.1."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEADS)
    for row in rows_of(units, repeat=repeat):
        if numbers:
            row[7] = float(str(row[7]))
        sheet.append(row)
    book.save(path)
    return path


def workbook_sheets(units: Sequence[MadeUnit], path: Path) -> Path:
    """A sheet for each unit, laid out like a document."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for place, unit in enumerate(units, start=1):
        sheet = book.create_sheet(f"Unit {place}")
        sheet.append(["Title", unit.title])
        sheet.append(["Reference", unit.reference])
        sheet.append(["Level", unit.level, "Credit", unit.credit])
        sheet.append(["GLH", unit.glh])
        sheet.append([])
        sheet.append(["Learning outcomes", None, "Assessment criteria"])
        for outcome in unit.outcomes:
            for n, criterion in enumerate(outcome.criteria):
                first = f"{outcome.number} {outcome.text}" if n == 0 else None
                sheet.append([first, None, f"{criterion.number} {criterion.text}"])
    book.save(path)
    return path


def csv_list(
    units: Sequence[MadeUnit],
    path: Path,
    *,
    separator: str = ",",
    encoding: str = "utf-8",
    heads: Sequence[str] = HEADS,
    repeat: bool = True,
) -> Path:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(heads)
    writer.writerows(rows_of(units, repeat=repeat))
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def csv_kinds(units: Sequence[MadeUnit], path: Path) -> Path:
    """A row for each outcome and each criterion, its kind in a column."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        ["Unit ref", "Level", "Credit value", "Guided learning hours", "Unit", "Type", "No", "Text"]
    )
    for unit in units:
        facts = [unit.reference, unit.level, unit.credit, unit.glh, unit.title]
        for outcome in unit.outcomes:
            writer.writerow([*facts, "LO", outcome.number, outcome.text])
            for criterion in outcome.criteria:
                writer.writerow([*facts, "AC", criterion.number, criterion.text])
    path.write_text(out.getvalue())
    return path


def facts_text(unit: MadeUnit) -> str:
    return (
        f"Unit title: {unit.title}\nUnit reference: {unit.reference}\n"
        f"Level: {unit.level}   Credit value: {unit.credit}   GLH: {unit.glh}\n\n"
    )


def text_plain(units: Sequence[MadeUnit], path: Path) -> Path:
    said = ""
    for unit in units:
        said += facts_text(unit)
        for outcome in unit.outcomes:
            said += f"{outcome.number}. {outcome.text}\nThe learner can:\n"
            said += "".join(f"{c.number} {c.text}\n" for c in outcome.criteria) + "\n"
    path.write_text(said)
    return path


def text_of_web_page(units: Sequence[MadeUnit], path: Path) -> Path:
    """Text copied from a page: odd spaces, soft hyphens, ligatures, empty lines."""
    said = ""
    for unit in units:
        said += (
            f"\n\u200b{unit.title}\n\nReference:\u00a0{unit.reference} | Level\u00a0{unit.level}"
        )
        said += f" | {unit.credit}\u00a0credits | {unit.glh} GLH\n\n"
        for outcome in unit.outcomes:
            said += f"Learning outcome {outcome.number}\n\n{outcome.text}\n\n"
            for criterion in outcome.criteria:
                text = criterion.text.replace("fi", "ﬁ").replace("table", "ta\u00adble")
                text = text.replace(" of ", " \u00a0of ")
                said += f"{criterion.number}\u2003{text}\n\n"
    path.write_text(said)
    return path


def text_narrow(units: Sequence[MadeUnit], path: Path) -> Path:
    """Short lines, with words broken by hyphens, and pages in between."""
    said = ""
    for unit in units:
        said += facts_text(unit) + "Learning outcomes and assessment criteria\n\n"
        for outcome in unit.outcomes:
            said += f"LO{outcome.number}: {outcome.text}\n"
            for criterion in outcome.criteria:
                said += "\n".join(_narrow(f"AC {criterion.number} {criterion.text}", 40)) + "\n"
            said += "\n"
    path.write_text(said)
    return path


def _narrow(text: str, width: int) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) >= width:
            room = width - len(line) - 2
            if "-" not in word and word.isalpha() and len(word) > 8 and 3 < room < len(word) - 2:
                lines.append(f"{line} {word[:room]}-")
                line = word[room:]
            else:
                lines.append(line)
                line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


def text_tabs(units: Sequence[MadeUnit], path: Path) -> Path:
    """A table copied from a document: tabs between its columns."""
    said = ""
    for unit in units:
        said += f"Unit title\t{unit.title}\nUnit accreditation number\t{unit.reference}\n"
        said += f"Level\t{unit.level}\nCredit\t{unit.credit}\nGLH\t{unit.glh}\n"
        said += "Learning outcomes\tAssessment criteria\n"
        for outcome in unit.outcomes:
            for place, criterion in enumerate(outcome.criteria):
                first = f"{outcome.number} {outcome.text}" if place == 0 else ""
                said += f"{first}\t{criterion.number} {criterion.text}\n"
        said += "\n"
    path.write_text(said)
    return path


def text_columns(units: Sequence[MadeUnit], path: Path) -> Path:
    """A table laid out with spaces, as programs that turn PDF into text do."""
    said = ""
    for unit in units:
        said += facts_text(unit)
        said += f"{'Learning outcomes':<42}Assessment criteria\n"
        for outcome in unit.outcomes:
            left = _narrow(f"{outcome.number} {outcome.text}", 36)
            right = [line for c in outcome.criteria for line in _narrow(f"{c.number} {c.text}", 50)]
            for place in range(max(len(left), len(right))):
                first = left[place] if place < len(left) else ""
                second = right[place] if place < len(right) else ""
                said += f"{first:<42}{second}".rstrip() + "\n"
            said += "\n"
    path.write_text(said)
    return path
