"""Units that tell their facts or criteria in less usual ways, as text, tables or PDF."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl

from tests.unit_documents import pdf_layouts
from tests.unit_documents.made_units import MadeUnit


def _listed(unit: MadeUnit, learner: str = "") -> str:
    said = ""
    for outcome in unit.outcomes:
        said += f"{outcome.number}. {learner}{outcome.text}\n"
        said += "".join(f"{c.number} {c.text}\n" for c in outcome.criteria) + "\n"
    return said


def facts_with_other_numbers(unit: MadeUnit, path: Path) -> None:
    """The organisation's own number and a qualification's stand beside the reference."""
    path.write_text(
        f"Unit title\t{unit.title}\nUnit number\tA14\nLevel\t{unit.level}\n"
        f"Credit value\t{unit.credit}\nGuided learning hours\t{unit.glh}\n"
        f"Unit accreditation number\t500/1234/5\nUnit reference number (URN)\t{unit.reference}\n\n"
        + _listed(unit)
    )


def facts_across(unit: MadeUnit, path: Path) -> None:
    """One column for the organisation's own number and the title."""
    path.write_text(
        "Unit number and title\tUnit reference\tLevel\tCredit\tGLH\tVersion\n"
        f"A14 {unit.title}\t{unit.reference}\t{unit.level}\t{unit.credit}\t{unit.glh}\t2\n\n"
        + _listed(unit)
    )


def facts_in_one_line(unit: MadeUnit, path: Path) -> None:
    path.write_text(
        f"Unit title: {unit.title} Unit ref: {unit.reference} Level: {unit.level} "
        f"Credit value: {unit.credit} GLH: {unit.glh}\n\n" + _listed(unit)
    )


def facts_without_colons(unit: MadeUnit, path: Path) -> None:
    path.write_text(
        f"{unit.title}\nUnit Reference {unit.reference}\nLevel {unit.level}\n"
        f"Credit Value {unit.credit}\nGuided Learning Hours {unit.glh}\n\n" + _listed(unit)
    )


def learner_in_each_outcome(unit: MadeUnit, path: Path) -> None:
    path.write_text(
        f"{unit.reference.replace('/', '')} {unit.title}\nLevel: {unit.level}\n"
        f"Credit Value: {unit.credit} credits\nGuided Learning Hours (GLH): {unit.glh}\n"
        f"Total Qualification Time: {unit.credit * 10}\n\n" + _listed(unit, "The learner will ")
    )


def numbers_before_tabs(unit: MadeUnit, path: Path) -> None:
    """Outcomes and criteria, each with its number before a tab."""
    said = f"{unit.title}\n{unit.reference}\tLevel {unit.level}\t{unit.credit} credits\t"
    said += f"GLH {unit.glh}\n"
    for outcome in unit.outcomes:
        said += f"{outcome.number}\t{outcome.text}\n"
        said += "".join(f"\t{c.number}\t{c.text}\n" for c in outcome.criteria)
    path.write_text(said)


def parts_below_criteria(unit: MadeUnit, path: Path) -> None:
    """The unit's other parts go on in the table, below its criteria."""
    said = f"Title\t{unit.title}\nOfqual reference\t{unit.reference}\nLevel\t{unit.level}\n"
    said += f"Credit value\t{unit.credit}\nGLH\t{unit.glh}\n"
    said += "Learning outcomes\tAssessment criteria\n"
    for outcome in unit.outcomes:
        for place, one in enumerate(outcome.criteria):
            first = "" if place else f"{outcome.number}. {outcome.text}"
            said += f"{first}\t{one.number}. {one.text}\n"
    said += f"Unit purpose and aim(s)\t{unit.purpose}\nUnit expiry date\t31/07/2030\n"
    path.write_text(said)


def sheets_with_number_columns(units: Sequence[MadeUnit], path: Path) -> None:
    """A sheet for each unit; the heads of its columns stand over the columns of numbers."""
    book = openpyxl.Workbook()
    book.active.append(["Contents of this workbook"])
    for place, unit in enumerate(units, start=1):
        sheet = book.create_sheet(f"Unit {place}")
        sheet.append(["Unit title:", None, unit.title])
        sheet.append(["Unit ref:", None, unit.reference])
        sheet.append(["Level:", None, unit.level, "Credit:", unit.credit, "GLH:", unit.glh])
        sheet.append(["Learning outcomes", None, "Assessment criteria", None, "Evidence"])
        for outcome in unit.outcomes:
            first: list[str | None] = [outcome.number, outcome.text]
            for criterion in outcome.criteria:
                sheet.append([*first, criterion.number, criterion.text])
                first = [None, None]
    book.save(path)


def csv_with_text_columns(units: Sequence[MadeUnit], path: Path) -> None:
    """Columns called by what they number, each with a column of texts after it."""
    heads = ("Outcome", "Outcome text", "Criterion", "Criterion text")
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(["Unit reference", "Title", "Level", "Credit", "GLH", *heads])
    for unit in units:
        facts = (unit.reference, unit.title, unit.level, unit.credit, unit.glh)
        for outcome in unit.outcomes:
            for one in outcome.criteria:
                row = (
                    outcome.number,
                    outcome.text,
                    one.number,
                    one.text.replace(" the ", "\nthe "),
                )
                writer.writerow([*facts, *row])
    path.write_bytes(out.getvalue().encode("cp1252"))


def everything_in_one_paragraph(unit: MadeUnit, path: Path) -> None:
    """Each outcome and its criteria in one line, as some pages come when they are copied."""
    said = f"Unit title: {unit.title}\nUnit reference: {unit.reference}\nLevel: {unit.level}\n"
    said += f"Credit: {unit.credit}\nGLH: {unit.glh}\n\n"
    for outcome in unit.outcomes:
        said += f"{outcome.number}. {outcome.text} "
        said += " ".join(f"{c.number} {c.text}" for c in outcome.criteria) + "\n"
    path.write_text(said)


def numbers_in_lines_of_their_own(unit: MadeUnit, path: Path) -> None:
    """Every label, number and text in a line of its own, as tables come out of some PDFs."""
    said = f"Unit Title:\n{unit.title}\nUnit Reference Number:\n{unit.reference}\nLevel:\n"
    said += f"{unit.level}\nCredit:\n{unit.credit}\nGuided Learning Hours:\n{unit.glh}\n"
    said += "Learning Outcomes\nThe learner will:\nAssessment Criteria\nThe learner can:\n"
    for outcome in unit.outcomes:
        said += f"{outcome.number}\n{outcome.text}\n"
        for criterion in outcome.criteria:
            said += f"{criterion.number}\n" + criterion.text.replace(" the ", "\nthe ") + "\n"
    path.write_text(said)


def outcomes_told_again(unit: MadeUnit, path: Path) -> None:
    """A table that begins anew for each criterion, its outcome told again, in columns of spaces."""
    said = f"Unit title: {unit.title}\nUnit reference: {unit.reference}\nLevel: {unit.level}\n"
    said += f"Credit: {unit.credit}\nGLH: {unit.glh}\n"
    for outcome in unit.outcomes:
        for place, one in enumerate(outcome.criteria):
            said += f"\n{'Learning outcomes':<80}Assessment criteria\n"
            begin, end = outcome.text.rsplit(" ", 1)
            end += " (continued)" if place else ""
            middle = one.text.index(" ", 8)
            said += f"{outcome.number + '. ' + begin:<80}{one.number} {one.text[:middle]}\n"
            said += f"{end:<80}{one.text[middle + 1 :]}\n"
    path.write_text(said)


def criteria_numbered_anew(unit: MadeUnit, path: Path) -> None:
    """The criteria of each outcome counted from 1, without its number."""
    said = f"Unit 305 {unit.title}\nUAN: {unit.reference}\nLevel: {unit.level}\n"
    said += f"Credit value: {unit.credit}\nGLH: {unit.glh}\n\n"
    for outcome in unit.outcomes:
        said += f"Outcome {outcome.number} {outcome.text}\n"
        said += "Assessment criteria\nThe learner can:\n"
        said += "".join(f"{n}. {c.text}\n" for n, c in enumerate(outcome.criteria, 1)) + "\n"
    path.write_text(said)


def dressed_text(unit: MadeUnit, path: Path) -> None:
    """Marks of headings, bold letters and lists around the words."""
    said = f"# {unit.title} (Level {unit.level})\n\n**Unit reference:** {unit.reference}\n"
    said += f"**Level:** {unit.level}\n**Credit:** {unit.credit}\n**GLH:** {unit.glh}\n\n"
    for outcome in unit.outcomes:
        said += f"## Learning outcome {outcome.number}: {outcome.text}\n\n"
        said += "".join(f"- {c.number} {c.text}\n" for c in outcome.criteria) + "\n"
    path.write_text(said)


def table_over_pages(unit: MadeUnit, path: Path) -> None:
    """A table with columns of numbers; a page breaks its last outcome, without heads after it."""
    rows = [
        ("" if place else outcome.number, "" if place else outcome.text, one.number, one.text)
        for outcome in unit.outcomes
        for place, one in enumerate(outcome.criteria)
    ]
    broken = next(i for i in reversed(range(len(rows))) if rows[i][0])
    above, below = zip(*(one.split(" ", 1) for one in rows[broken][1::2]), strict=True)
    pdf = pdf_layouts.Document()
    pdf.add_page()
    pdf_layouts.front(pdf, unit)
    with pdf.table(col_widths=(1, 5, 1, 5)) as table:
        head = table.row()
        head.cell("Learning outcomes", colspan=2)
        head.cell("Assessment criteria", colspan=2)
        for row in rows[:broken]:
            table.row(row)
        table.row((rows[broken][0], above[0], rows[broken][2], above[1]))
    pdf.add_page()
    with pdf.table(col_widths=(1, 5, 1, 5), first_row_as_headings=False) as table:
        table.row(("", below[0], "", below[1]))
        for row in rows[broken + 1 :]:
            table.row(row)
    pdf.output(path)


def sheet_of_units_and_sheet_of_criteria(units: Sequence[MadeUnit], path: Path) -> None:
    """The facts of the units on a sheet of their own, the criteria by the unit's own number."""
    book = openpyxl.Workbook()
    book.active.append(["Units and criteria"])
    book.active.append(["Unit no", "URN", "Title", "Level", "Credit value", "GLH"])
    sheet = book.create_sheet("Criteria")
    sheet.append(["Unit no", "Outcome", "Criterion number", "Criterion"])
    for place, unit in enumerate(units, start=1):
        number = f"A{place}"
        book.active.append([number, unit.reference, unit.title, unit.level, unit.credit, unit.glh])
        for outcome in unit.outcomes:
            for one in outcome.criteria:
                named = f"{outcome.number}. {outcome.text}"
                sheet.append([number, named, one.number, one.text])
    book.save(path)
