"""An administrator imports a unit's document; a candidate then tags evidence to its criteria."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.e2e.browsers import Give
from tests.e2e.journeys.people import ADMINISTRATOR, NEW_CANDIDATE
from tests.e2e.journeys.sizes import DESKTOP_FIRST
from tests.e2e.pages.evidence import AddEvidencePage
from tests.e2e.pages.unit_import import ImportUnitsPage
from tests.unit_documents import docx_layouts
from tests.unit_documents.made_units import MadeCriterion, MadeOutcome, MadeUnit

UNIT, TITLE = "6", "Manage personal and professional development"
HALF = "Describe what a colleague notices first and"
WHOLE = "Describe what a colleague notices first and why"
DOCUMENT = MadeUnit(
    "T/506/2952",
    TITLE,
    level=3,
    credit=3,
    glh=12,
    outcomes=(
        MadeOutcome(
            "1",
            "Know how to ask what others think of one's work",
            (
                MadeCriterion("1.1", "Name two people who see the work often"),
                MadeCriterion("1.2", HALF),
            ),
        ),
        MadeOutcome(
            "2",
            "Be able to plan what to learn next",
            (MadeCriterion("2.1", "Write down a plan for the next three months"),),
        ),
    ),
)


@pytest.mark.full
@DESKTOP_FIRST
@pytest.mark.req("R-010", part="import of a unit document")
def test_a_document_is_imported_corrected_published_and_tagged_to(
    device: Give, size: str, tmp_path: Path
) -> None:
    path = docx_layouts.document(docx_layouts.merged, [DOCUMENT], tmp_path / "unit-6.docx")
    begin = ImportUnitsPage.open(device(size, ADMINISTRATOR))
    begin.picture("import-units")
    unit = begin.send(path).check(TITLE)
    unit.says("1 doubt to look at")
    unit.picture("check-a-unit")
    unit.follow_doubt(re.compile("1.2 may not be whole"))
    unit.write("Criterion 1.2", WHOLE)
    unit.keep().publish().says(WHOLE)

    adding = AddEvidencePage.open(device("phone", NEW_CANDIDATE)).send("help-desk.jpg")
    adding.describe("What colleagues told me")
    adding.picker.open_unit(UNIT)
    adding.picker.tick(UNIT, "1.2")
    adding.save().says(WHOLE)
