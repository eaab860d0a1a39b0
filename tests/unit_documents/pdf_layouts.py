"""Unit documents as PDF: ruled and unruled tables, page columns, running headers."""

from collections.abc import Callable
from pathlib import Path

from fpdf import FPDF, FontFace

from tests.unit_documents.made_units import MadeUnit

RUNNING = "Made-up Awards | Specification of units, issue 2"


class Document(FPDF):
    """A4 with a running header and footer, if ``running`` says so."""

    def __init__(self, running: bool = False) -> None:
        super().__init__()
        self.running = running
        self.set_font("Helvetica", size=10)
        self.set_auto_page_break(True, margin=20)

    def header(self) -> None:
        if self.running:
            self.set_font("Helvetica", size=8)
            self.cell(0, 6, RUNNING, new_x="LMARGIN", new_y="NEXT")
            self.ln(4)
            self.set_font("Helvetica", size=10)

    def footer(self) -> None:
        if self.running:
            self.set_y(-15)
            self.set_font("Helvetica", size=8)
            self.cell(0, 6, f"Page {self.page_no()} of {{nb}}", align="C")

    def text_line(self, text: str, *, bold: bool = False, size: float = 10) -> None:
        self.set_font("Helvetica", "B" if bold else "", size)
        self.multi_cell(0, size * 0.5, text, new_x="LMARGIN", new_y="NEXT")
        self.set_font("Helvetica", size=10)


def front(pdf: Document, unit: MadeUnit) -> None:
    pdf.text_line(f"Unit title: {unit.title}", bold=True, size=14)
    pdf.text_line(f"Unit reference number: {unit.reference}")
    pdf.text_line(f"Level: {unit.level}")
    pdf.text_line(f"Credit value: {unit.credit}")
    pdf.text_line(f"Guided learning hours: {unit.glh}")
    pdf.ln(4)
    pdf.text_line("Unit purpose and aim", bold=True)
    pdf.text_line(unit.purpose)
    pdf.ln(4)


def after(pdf: Document) -> None:
    pdf.ln(6)
    pdf.text_line("Evidence requirements", bold=True)
    pdf.text_line("Evidence must come from real work over at least two weeks.")


def ruled(pdf: Document, unit: MadeUnit, columns: int, borders: str = "ALL") -> None:
    """LO | AC, or LO | AC | knowledge, with the outcome's cell over all its criteria."""
    pdf.set_font("Helvetica", size=10)
    widths = (50, 120) if columns == 2 else (40, 80, 50)
    heads = ("Learning outcomes", "Assessment criteria", "Knowledge, understanding and skills")
    leads = ("The learner will:", "The learner can:", "")
    with pdf.table(
        col_widths=widths,
        borders_layout=borders,
        headings_style=FontFace(emphasis="BOLD"),
        num_heading_rows=1,
    ) as table:
        row = table.row()
        for head, lead in list(zip(heads, leads, strict=True))[:columns]:
            row.cell(f"{head}\n{lead}".strip())
        for outcome in unit.outcomes:
            for place, criterion in enumerate(outcome.criteria):
                row = table.row()
                if place == 0:
                    row.cell(f"{outcome.number} {outcome.text}", rowspan=len(outcome.criteria))
                row.cell(f"{criterion.number} {criterion.text}")
                if columns == 3 and place == 0:
                    row.cell(
                        "Words, manners and rules that matter here", rowspan=len(outcome.criteria)
                    )


def listed(pdf: Document, unit: MadeUnit) -> None:
    """Each outcome's criteria in one cell."""
    with pdf.table(col_widths=(50, 120)) as table:
        row = table.row()
        row.cell("Learning outcomes")
        row.cell("Assessment criteria")
        for outcome in unit.outcomes:
            row = table.row()
            row.cell(f"{outcome.number}. {outcome.text}")
            row.cell("\n".join(f"{c.number} {c.text}" for c in outcome.criteria))


def columns_without_lines(pdf: Document, unit: MadeUnit) -> None:
    """LO and AC side by side, with nothing drawn between them."""
    pdf.text_line("Learning outcomes", bold=True) if False else None
    left, right, height = pdf.l_margin, pdf.l_margin + 65, 5.0
    pdf.set_font("Helvetica", "B", 10)
    pdf.text(left, pdf.get_y(), "Learning outcome")
    pdf.text(right, pdf.get_y(), "Assessment criteria")
    pdf.set_font("Helvetica", size=10)
    pdf.ln(height)
    for outcome in unit.outcomes:
        lefts = wrapped(pdf, f"{outcome.number} {outcome.text}", 58)
        rights = [
            line for c in outcome.criteria for line in wrapped(pdf, f"{c.number} {c.text}", 110)
        ]
        for place in range(max(len(lefts), len(rights))):
            if pdf.get_y() > 265:
                pdf.add_page()
                pdf.ln(4)
            if place < len(lefts):
                pdf.text(left, pdf.get_y(), lefts[place])
            if place < len(rights):
                pdf.text(right, pdf.get_y(), rights[place])
            pdf.ln(height)
        pdf.ln(3)


def wrapped(pdf: Document, text: str, width: float) -> list[str]:
    """The text in lines of at most ``width``."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if pdf.get_string_width(longer) > width and line:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


def page_columns(pdf: Document, unit: MadeUnit) -> None:
    """The page in two columns of running text."""
    texts: list[str] = []
    for outcome in unit.outcomes:
        texts.append(f"Outcome {outcome.number} {outcome.text}")
        texts += [f"{c.number} {c.text}" for c in outcome.criteria]
    lines = [line for text in texts for line in (*wrapped(pdf, text, 82), "")]
    top, half = pdf.get_y(), (len(lines) + 1) // 2
    for place, line in enumerate(lines):
        column = place // half
        pdf.text(pdf.l_margin + column * 96, top + (place % half) * 5, line)
    pdf.set_y(top + half * 5)


def above(pdf: Document, unit: MadeUnit) -> None:
    """Each outcome above its criteria, as running text."""
    for outcome in unit.outcomes:
        pdf.text_line(f"Learning outcome {outcome.number}: {outcome.text}", bold=True, size=11)
        pdf.text_line("The learner can:")
        for criterion in outcome.criteria:
            pdf.text_line(f"{criterion.number}  {criterion.text}")
        pdf.ln(3)


def document(
    draw: Callable[[Document, MadeUnit], None],
    units: list[MadeUnit],
    path: Path,
    *,
    running: bool = False,
    contents: bool = False,
) -> Path:
    pdf = Document(running)
    if contents:
        pdf.add_page()
        pdf.text_line("Contents", bold=True, size=14)
        for place, unit in enumerate(units, start=1):
            pdf.text_line(f"Unit {place}: {unit.title} {unit.reference} {'.' * 20} {place + 2}")
        pdf.add_page()
        pdf.text_line("1 About these units", bold=True, size=13)
        pdf.text_line("1.1 Who they are for", bold=True)
        pdf.text_line("They are for people who work at a counter. A learner needs 12 credits.")
        pdf.text_line("1.2 How they fit together", bold=True)
        pdf.text_line("Choose any of them. Each says itself what it asks for.")
    for unit in units:
        pdf.add_page()
        front(pdf, unit)
        draw(pdf, unit)
        after(pdf)
    pdf.output(str(path))
    return path
