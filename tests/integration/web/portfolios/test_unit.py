"""The unit page and the evidence record sheet, for all who may read a portfolio."""

import pytest

from portfolio import clock
from portfolio.domain.states import EvidenceState
from portfolio.services import assessment
from tests.integration.services.assessing import (
    MET,
    NOT_YET,
    criteria,
    first_unit,
    sheet,
    submitted,
    unit_of,
)
from tests.queries import counted


@pytest.fixture
def unit(cast):
    return first_unit(cast)


@pytest.fixture
def url(unit):
    return f"/units/{unit.id}"


@pytest.mark.req("R-008")
def test_group_letter_and_name_stand_beside_the_unit_number(cast, url):
    page = cast.candidate.get(url)
    assert page.html.h1.text.startswith("Unit 1: ")
    assert "Group A - Mandatory" in page.words()


@pytest.mark.req("R-151")
def test_gaps_are_the_criteria_without_an_accepted_item(session, cast, unit, url):
    item = submitted(cast, unit, "1.1 1.2")
    outcomes = dict(zip(criteria(cast, unit, "1.1 1.2"), [MET, NOT_YET], strict=True))
    assessment.accept(session, cast.assessor.actor, item, sheet(outcomes))
    page = cast.assessor.get(url)
    assert "1 of 3 criteria met" in page.words()
    assert "Gaps: 2.1 (no evidence yet); 1.2 (not yet)" in page.words()


@pytest.mark.req("R-147")
def test_each_criterion_says_which_item_decision_who_and_when(session, cast, unit, url):
    item = submitted(cast, unit)
    every = sheet(dict.fromkeys(criteria(cast, unit), MET))
    assessment.accept(session, cast.assessor.actor, item, every)
    row = cast.verifier.get(url).html.select_one("#criteria tbody tr").get_text(" ", strip=True)
    assert row.startswith("1.1 Demo criterion 1.1 Evidence: E-01 Met Demo Assessor One")
    assert "24 November 2026 , EP" in row or "24 November 2026, EP" in row


@pytest.mark.req("R-176")
@pytest.mark.req("R-138")
def test_six_items_and_fourteen_criteria_are_a_matrix_of_six_by_fourteen(session, cast, make):
    unit = unit_of(cast, 14)
    every = make.criteria(unit)
    for number in range(6):
        item = submitted(cast, unit, "")
        for one in every[number * 2 : number * 2 + 3]:
            make.tag(item, unit, one.id)
        outcomes = dict.fromkeys(every[number * 2 : number * 2 + 3], MET)
        assessment.accept(session, cast.assessor.actor, item, sheet(outcomes, methods=("EP", "QC")))
    page = cast.quality_assurer.get(f"/units/{unit.id}/record-sheet")
    rows = page.html.select(".pf-matrix tbody tr")
    assert [len(row.select("td")) - 1 for row in rows] == [14] * 6
    assert rows[0].select_one(".pf-matrix__codes").text == "EP, QC"
    assert len(rows[0].select(".pf-cell--met")) == 3
    titles = [box.b.text for box in page.html.select("section .pf-signrow p")]
    assert titles == ["Candidate: this work is my own", "Assessor: the criteria are met"]


@pytest.mark.req("R-074")
def test_an_item_of_two_units_stands_on_both_sheets_with_one_code(cast, make, unit):
    other = unit_of(cast, 4)
    item = submitted(cast, unit, "1.1")
    make.tag(item, other, make.criteria(other)[1].id)
    for one in (unit, other):
        page = cast.candidate.get(f"/units/{one.id}/record-sheet")
        assert item.code in page.html.select_one(".pf-matrix tbody").text


def test_a_unit_without_criteria_says_so_and_cannot_be_signed(cast, make):
    bare = make.progress(cast.profile, make.unit())
    page = cast.assessor.get(f"/units/{bare.id}")
    assert "Criteria not loaded" in page.words()
    assert "Criteria not loaded" in cast.candidate.get(f"/units/{bare.id}/record-sheet").words()


def test_demonstration_wording_is_marked(cast, url):
    assert "Demonstration wording" in cast.candidate.get(url).words()


def test_a_draft_stands_in_the_list_of_its_candidate_only(cast, make, unit, url):
    draft = make.evidence(cast.profile, state=EvidenceState.DRAFT, title="Half done")
    make.tag(draft, unit, criteria(cast, unit, "1.1")[0].id)
    assert "Half done" in cast.candidate.get(url).words()
    assert "Half done" not in cast.assessor.get(url).words()


@pytest.mark.parametrize("path", ["", "/record-sheet"])
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("candidate", 200),
        ("assessor", 200),
        ("quality_assurer", 200),
        ("verifier", 200),
        ("administrator", 200),
        ("other_assessor", 404),
        ("other_candidate", 404),
        ("stranger", 404),
        ("visitor", 303),
    ],
)
def test_who_may_read_a_unit(cast, url, path, who, status):
    assert getattr(cast, who).get(url + path).status == status


@pytest.mark.parametrize("count", [2, 25])
@pytest.mark.parametrize("who", ["assessor", "candidate", "verifier"])
def test_a_unit_asks_at_most_twelve_questions(session, cast, make, count, who):
    unit = unit_of(cast, count)
    for one in make.criteria(unit):
        item = submitted(cast, unit, "")
        item.submitted_at = clock.now()
        make.tag(item, unit, one.id)
        assessment.accept(session, cast.assessor.actor, item, sheet({one: MET}))
    make.declaration(unit)
    getattr(cast, who).get(f"/units/{unit.id}")
    with counted() as sent:
        getattr(cast, who).get(f"/units/{unit.id}")
    assert len(sent) <= 12
