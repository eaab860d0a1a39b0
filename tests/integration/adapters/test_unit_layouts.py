"""Units found in every layout: each criterion with its number and its whole text."""

from functools import partial

import pytest

from tests.unit_documents import docx_layouts, pdf_layouts, sheet_layouts
from tests.unit_documents.made_units import unit
from tests.unit_documents.reading import found, read_here, told

ONE = [unit(1)]
MANY_CRITERIA = [unit(2, (10, 11, 4))]
SPECIFICATION = [unit(seed, (3, 2, 4)) for seed in range(5)]

PDF = {
    "two ruled columns": partial(pdf_layouts.ruled, columns=2),
    "three ruled columns": partial(pdf_layouts.ruled, columns=3),
    "three columns ruled across only": partial(
        pdf_layouts.ruled, columns=3, borders="HORIZONTAL_LINES"
    ),
    "two columns without lines": partial(pdf_layouts.ruled, columns=2, borders="NONE"),
    "several criteria in a cell": pdf_layouts.listed,
    "columns beside each other": pdf_layouts.columns_without_lines,
    "page in two columns": pdf_layouts.page_columns,
    "outcome above its criteria": pdf_layouts.above,
}
DOCX = {
    "merged cells": docx_layouts.merged,
    "several criteria in a cell": docx_layouts.several_in_a_cell,
    "numbers in columns": docx_layouts.number_columns,
    "outcome in a row of its own": docx_layouts.outcome_rows,
    "numbers that Word makes": docx_layouts.word_numbers,
    "numbers that Word makes in a table": docx_layouts.word_numbers_in_table,
    "tables in a table": docx_layouts.nested,
    "text boxes": docx_layouts.boxes,
    "tracked changes": docx_layouts.tracked,
}
SHEETS = {
    "list.xlsx": sheet_layouts.workbook_list,
    "list with blanks.xlsx": partial(sheet_layouts.workbook_list, repeat=False),
    "list with criteria as numbers.xlsx": partial(sheet_layouts.workbook_list, numbers=True),
    "sheet for each unit.xlsx": sheet_layouts.workbook_sheets,
    "list.csv": sheet_layouts.csv_list,
    "semicolons in UTF-16.csv": partial(
        sheet_layouts.csv_list, separator=";", encoding="utf-16", repeat=False
    ),
    "other heads.csv": partial(
        sheet_layouts.csv_list,
        separator="\t",
        encoding="cp1252",
        heads=(
            *("unit_ref", "unit_name", "level", "credits", "guided_learning_hours"),
            *("lo_no", "lo_text", "ac_no", "ac_text"),
        ),
    ),
    "kinds in a column.csv": sheet_layouts.csv_kinds,
    "plain.txt": sheet_layouts.text_plain,
    "from a web page.txt": sheet_layouts.text_of_web_page,
    "narrow lines.txt": sheet_layouts.text_narrow,
    "tabs.txt": sheet_layouts.text_tabs,
    "columns of spaces.txt": sheet_layouts.text_columns,
}


def all_found(reading, units):
    assert [found(one) for one in reading.units] == [told(one) for one in units]


@pytest.mark.req("R-010", part="import of a unit document")
@pytest.mark.req("R-011", part="criteria are read in their numerical order")
@pytest.mark.parametrize("draw", PDF.values(), ids=PDF.keys())
@pytest.mark.parametrize("units", [ONE, MANY_CRITERIA], ids=["nine criteria", "25 criteria"])
def test_every_criterion_of_a_pdf_is_found(tmp_path, draw, units):
    path = pdf_layouts.document(draw, units, tmp_path / "unit.pdf", running=units is MANY_CRITERIA)
    all_found(read_here(path), units)


@pytest.mark.req("R-010", part="import of a whole specification")
@pytest.mark.parametrize(
    "draw", [PDF["three ruled columns"], PDF["outcome above its criteria"]], ids=["ruled", "above"]
)
def test_a_specification_has_its_units_and_nothing_of_its_contents_page(tmp_path, draw):
    path = tmp_path / "specification.pdf"
    pdf_layouts.document(draw, SPECIFICATION, path, running=True, contents=True)
    all_found(read_here(path), SPECIFICATION)


@pytest.mark.req("R-010", part="import of a unit document")
@pytest.mark.parametrize("draw", DOCX.values(), ids=DOCX.keys())
def test_every_criterion_of_a_docx_is_found(tmp_path, draw):
    all_found(read_here(docx_layouts.document(draw, ONE, tmp_path / "unit.docx")), ONE)


@pytest.mark.parametrize(
    "draw", [docx_layouts.merged, docx_layouts.nested], ids=["merged", "nested"]
)
def test_a_docx_may_hold_several_units_with_their_facts_across(tmp_path, draw):
    path = tmp_path / "units.docx"
    docx_layouts.document(draw, SPECIFICATION, path, docx_layouts.facts_across)
    all_found(read_here(path), SPECIFICATION)


@pytest.mark.req("R-010", part="import of a table of units")
@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("units", [MANY_CRITERIA, SPECIFICATION], ids=["25 criteria", "five units"])
def test_every_criterion_of_a_table_or_a_text_is_found(tmp_path, name, units):
    path = tmp_path / name
    SHEETS[name](units, path)
    all_found(read_here(path), units)


def test_the_other_parts_of_a_unit_are_found_under_their_headings(tmp_path):
    path = pdf_layouts.document(PDF["outcome above its criteria"], ONE, tmp_path / "unit.pdf")
    unit = read_here(path).units[0]
    assert unit.purpose == ONE[0].purpose
    assert (
        unit.evidence_requirements == "Evidence must come from real work over at least two weeks."
    )


def test_each_part_says_which_lines_it_was_found_in(tmp_path):
    reading = read_here(sheet_layouts.text_narrow(ONE, tmp_path / "unit.txt") or tmp_path)
    criterion = reading.units[0].outcomes[0].criteria[0]
    said = " ".join(reading.source[at].text for at in criterion.lines)
    assert said.split()[:3] == ["AC", "1.1", criterion.text.split()[0]]
    (credit,) = reading.units[0].origins["credit"]
    assert f"Credit value: {ONE[0].credit}" in reading.source[credit].text
