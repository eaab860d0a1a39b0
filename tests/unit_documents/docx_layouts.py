"""Unit documents as DOCX: tables with merged cells, Word's own numbers, boxes, tables in tables."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.unit_documents.made_units import MadeUnit

W = nsdecls("w")


def facts_table(document: Any, unit: MadeUnit) -> None:
    """Names and values of the facts side by side."""
    facts = [
        ("Unit title", unit.title),
        ("Unit reference number", unit.reference),
        ("Level", str(unit.level)),
        ("Credit value", str(unit.credit)),
        ("GLH", str(unit.glh)),
        ("Unit aim", unit.purpose),
    ]
    table = document.add_table(rows=0, cols=2)
    for name, value in facts:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = f"{name}:", value


def facts_across(document: Any, unit: MadeUnit) -> None:
    """Names of the facts in one row, their values in the next."""
    document.add_heading(f"Unit: {unit.title}", 1)
    table = document.add_table(rows=2, cols=4)
    facts = {
        "Unit reference": unit.reference.replace("/", ""),
        "Level": f"Level {unit.level}",
        "Credits": str(unit.credit),
        "Guided learning hours": str(unit.glh),
    }
    for place, (name, value) in enumerate(facts.items()):
        table.rows[0].cells[place].text = name
        table.rows[1].cells[place].text = value
    document.add_paragraph("")


def merged(document: Any, unit: MadeUnit) -> None:
    """A row for each criterion, the outcome's cell merged over its rows."""
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "Learning outcomes\nThe learner will:"
    table.rows[0].cells[1].text = "Assessment criteria\nThe learner can:"
    for outcome in unit.outcomes:
        first = None
        for criterion in outcome.criteria:
            cells = table.add_row().cells
            first = first or cells[0]
            cells[1].text = f"{criterion.number} {criterion.text}"
        if first is not None:
            first.merge(cells[0])
            first.text = f"{outcome.number}. {outcome.text}"


def several_in_a_cell(document: Any, unit: MadeUnit) -> None:
    """A row for each outcome, its criteria paragraphs of one cell, knowledge in a third."""
    table = document.add_table(rows=1, cols=3)
    for cell, head in zip(
        table.rows[0].cells, ("Learning Outcome", "Assessment Criteria", "Knowledge"), strict=True
    ):
        cell.text = head
    for outcome in unit.outcomes:
        cells = table.add_row().cells
        cells[0].text = f"LO{outcome.number} {outcome.text}"
        cells[1].text = "\n".join(f"{c.number} {c.text}" for c in outcome.criteria)
        cells[2].text = "Manners\nTools and papers"


def number_columns(document: Any, unit: MadeUnit) -> None:
    """Numbers in columns of their own."""
    table = document.add_table(rows=1, cols=4)
    heads = ("No.", "Learning outcome", "No.", "Assessment criterion")
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.text = head
    for outcome in unit.outcomes:
        for place, criterion in enumerate(outcome.criteria):
            cells = table.add_row().cells
            if place == 0:
                cells[0].text, cells[1].text = outcome.number, outcome.text
            cells[2].text, cells[3].text = criterion.number, criterion.text


def outcome_rows(document: Any, unit: MadeUnit) -> None:
    """The outcome in a row across the table, above its criteria."""
    table = document.add_table(rows=0, cols=2)
    for outcome in unit.outcomes:
        cells = table.add_row().cells
        cells[0].merge(cells[1]).text = f"Learning outcome {outcome.number}: {outcome.text}"
        for criterion in outcome.criteria:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = criterion.number, criterion.text


def _numbering(document: Any) -> str:
    """A list of Word's with outcomes "1." and criteria "1.1"."""
    root = document.part.numbering_part.element
    root.insert(
        0,
        parse_xml(
            f'<w:abstractNum {W} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>'
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
            '<w:lvlText w:val="%1."/></w:lvl>'
            '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
            '<w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
        ),
    )
    root.append(parse_xml(f'<w:num {W} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'))
    return "91"


def _listed(paragraph: Any, number: str, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def word_numbers(document: Any, unit: MadeUnit) -> None:
    """Running text whose numbers Word makes: they are not in the text."""
    number = _numbering(document)
    document.add_heading("Learning outcomes and assessment criteria", 2)
    for outcome in unit.outcomes:
        _listed(document.add_paragraph(outcome.text), number, 0)
        for criterion in outcome.criteria:
            _listed(document.add_paragraph(criterion.text), number, 1)


def word_numbers_in_table(document: Any, unit: MadeUnit) -> None:
    """A table whose numbers Word makes."""
    number = _numbering(document)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "Learning outcomes"
    table.rows[0].cells[1].text = "Assessment criteria"
    for outcome in unit.outcomes:
        cells = table.add_row().cells
        cells[0].text = outcome.text
        _listed(cells[0].paragraphs[0], number, 0)
        for place, criterion in enumerate(outcome.criteria):
            paragraph = cells[1].paragraphs[0] if place == 0 else cells[1].add_paragraph()
            paragraph.text = criterion.text
            _listed(paragraph, number, 1)


def nested(document: Any, unit: MadeUnit) -> None:
    """Each outcome's criteria in a table within the table's cell."""
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "Learning outcomes"
    table.rows[0].cells[1].text = "Assessment criteria"
    for outcome in unit.outcomes:
        cells = table.add_row().cells
        cells[0].text = f"{outcome.number} {outcome.text}"
        inner = cells[1].add_table(rows=0, cols=2)
        for criterion in outcome.criteria:
            row = inner.add_row().cells
            row[0].text, row[1].text = criterion.number, criterion.text


def boxes(document: Any, unit: MadeUnit) -> None:
    """Each outcome in a text box, its criteria below as running text."""
    for outcome in unit.outcomes:
        paragraph = document.add_paragraph()
        box = (
            f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape>'
            f"<v:textbox><w:txbxContent><w:p><w:r><w:t>Outcome {outcome.number}: {outcome.text}"
            "</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        )
        paragraph._p.append(parse_xml(box))
        for criterion in outcome.criteria:
            document.add_paragraph(f"AC {criterion.number} {criterion.text}")


def tracked(document: Any, unit: MadeUnit) -> None:
    """Running text with changes not yet accepted: what was deleted does not count."""
    for outcome in unit.outcomes:
        document.add_paragraph(f"{outcome.number}. {outcome.text}")
        for criterion in outcome.criteria:
            first, _, rest = criterion.text.partition(" ")
            paragraph = document.add_paragraph(f"{criterion.number} ")
            paragraph._p.append(
                parse_xml(
                    f'<w:del {W} w:id="1" w:author="A">'
                    "<w:r><w:delText>Forget </w:delText></w:r></w:del>"
                )
            )
            inserted = parse_xml(
                f'<w:ins {W} w:id="2" w:author="A"><w:r><w:t xml:space="preserve"/></w:r></w:ins>'
            )
            inserted.find(f".//{qn('w:t')}").text = f"{first} "
            paragraph._p.append(inserted)
            paragraph.add_run(rest)


def document(
    draw: Callable[[Any, MadeUnit], None],
    units: list[MadeUnit],
    path: Path,
    front: Callable[[Any, MadeUnit], None] = facts_table,
) -> Path:
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "Made-up Awards"
    for unit in units:
        front(made, unit)
        draw(made, unit)
        made.add_heading("Guidance", 2)
        made.add_paragraph("Talk about each criterion before evidence is gathered.")
    made.save(str(path))
    return path
