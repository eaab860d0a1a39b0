"""Units found where their facts or criteria are told in less usual ways."""

from dataclasses import replace

import pytest

from tests.unit_documents import other_layouts
from tests.unit_documents.made_units import unit
from tests.unit_documents.reading import found, read_here, told

UNIT = unit(3, (3, 2, 4))
TEXTS = {
    "other numbers beside the reference": other_layouts.facts_with_other_numbers,
    "facts across with an own number": other_layouts.facts_across,
    "facts in one line": other_layouts.facts_in_one_line,
    "facts without colons": other_layouts.facts_without_colons,
    "the learner in each outcome": other_layouts.learner_in_each_outcome,
    "everything in one paragraph": other_layouts.everything_in_one_paragraph,
    "numbers in lines of their own": other_layouts.numbers_in_lines_of_their_own,
    "outcomes told again": other_layouts.outcomes_told_again,
    "criteria numbered anew": other_layouts.criteria_numbered_anew,
    "marks around the words": other_layouts.dressed_text,
    "numbers before tabs": other_layouts.numbers_before_tabs,
    "parts below the criteria": other_layouts.parts_below_criteria,
}


@pytest.mark.req("R-010", part="import of a unit document")
@pytest.mark.parametrize("write", TEXTS.values(), ids=TEXTS.keys())
def test_a_unit_is_found_in_a_less_usual_text(tmp_path, write):
    path = tmp_path / "unit.txt"
    write(UNIT, path)
    assert [found(one) for one in read_here(path).units] == [told(UNIT)]


@pytest.mark.req("R-010", part="import of a table of units")
@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("sheets.xlsx", other_layouts.sheets_with_number_columns),
        ("index.xlsx", other_layouts.sheet_of_units_and_sheet_of_criteria),
        ("list.csv", other_layouts.csv_with_text_columns),
    ],
)
def test_every_unit_is_found_in_a_less_usual_table(tmp_path, name, write):
    units = [UNIT, unit(4, (2, 11))]
    write(units, tmp_path / name)
    assert [found(one) for one in read_here(tmp_path / name).units] == [told(one) for one in units]


def test_a_row_broken_by_the_end_of_a_page_is_whole_again(tmp_path):
    path = tmp_path / "unit.pdf"
    other_layouts.table_over_pages(UNIT, path)
    assert found(read_here(path).units[0]) == told(UNIT)


def test_a_section_named_at_the_beginning_of_a_line_is_no_criterion(tmp_path):
    path = tmp_path / "unit.txt"
    outcome = UNIT.outcomes[0]
    text = "Say why section 2.1 of the policy names who signs, and what 3.5 hours late means"
    first = replace(
        outcome, criteria=(*outcome.criteria[:-1], replace(outcome.criteria[-1], text=text))
    )
    named = replace(UNIT, outcomes=(first, *UNIT.outcomes[1:]))
    other_layouts.facts_without_colons(named, path)
    path.write_text(path.read_text().replace(" 2.1 of", "\n2.1 of").replace(" 3.5 h", "\n3.5 h"))
    assert found(read_here(path).units[0]) == told(named)


def test_a_title_broken_at_its_hyphen_is_whole_again(tmp_path):
    path = tmp_path / "unit.txt"
    named = replace(UNIT, title="Support people who use self-service tills")
    other_layouts.facts_without_colons(named, path)
    path.write_text("Unit 7: " + path.read_text().replace("self-", "self-\n"))
    assert read_here(path).units[0].title == named.title
