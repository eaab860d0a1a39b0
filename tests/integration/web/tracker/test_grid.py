"""The tracker page: who sees whom in it, what it shows, and that it stays cheap."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from portfolio.domain.actors import Role
from portfolio.domain.states import EnrolmentStatus, UnitState
from portfolio.models.assessment import UnitProgress
from portfolio.models.programme import UnitPlacement
from tests.queries import counted

URL = "/tracker"


@pytest.fixture
def state(session, cast):
    """Puts a unit of the candidate, by its place, into a state."""

    def put(place: int, state: UnitState, candidate=None) -> UnitProgress:
        unit = session.scalars(
            select(UnitProgress).where(
                UnitProgress.candidate_id == (candidate or cast.profile).id,
                UnitProgress.unit_id == cast.units[place - 1].id,
            )
        ).one()
        unit.state = state
        session.flush()
        return unit

    return put


def names(page) -> list[str]:
    return [name.text for name in page.html.select("#track tbody bdi")]


def signs(page) -> list[str]:
    return [cell.text for cell in page.html.select("#track tbody td.u")]


@pytest.mark.req("R-338", part="who sees whom")
@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("assessor", ["Demo Candidate One"]),
        ("quality_assurer", ["Demo Candidate One"]),
        ("administrator", ["Demo Candidate One", "Demo Candidate Two"]),
        ("other_assessor", []),
        ("stranger_administrator", []),
    ],
)
def test_everybody_sees_the_candidates_they_list(cast, who, seen):
    assert cast.other_candidate
    page = getattr(cast, who).get(URL)

    assert names(page) == seen
    assert ("No candidates yet" in page.words()) is (not seen)


@pytest.mark.parametrize(
    ("who", "status"), [("candidate", 403), ("verifier", 403), ("visitor", 303)]
)
def test_nobody_else_gets_in(cast, who, status):
    assert getattr(cast, who).get(URL).status == status
    assert getattr(cast, who).get(f"{URL}/table.csv").status == status


@pytest.mark.req("R-338")
def test_each_unit_of_each_candidate_says_its_state_and_leads_to_its_page(cast, state):
    state(1, UnitState.ACHIEVED)
    unit = state(2, UnitState.REFERRED)
    page = cast.assessor.get(URL)

    assert signs(page) == ["Achieved", "Referred"]
    heads = [head["title"] for head in page.html.select("#track thead th.u")]
    assert heads == [one.title for one in cast.units]
    link = page.html.select("#track tbody td.u a")[1]["href"]
    reply = cast.assessor.get(link)
    assert (reply.status, reply.location) == (303, f"/units/{unit.id}")
    assert cast.assessor.get(reply.location).status == 200
    name = page.html.select_one("#track tbody th a")["href"]
    assert name == f"/portfolios/{cast.profile.id}"


def test_a_number_leads_to_the_unit_that_has_it_in_the_version_of_the_candidate(
    session, cast, make, state
):
    gone, newer = cast.qualification.placements[1], make.unit()
    newest = make.progress(cast.profile, newer)
    session.add(
        UnitPlacement(
            qualification_id=cast.qualification.id,
            unit_id=newer.id,
            unit_number=gone.unit_number,
            group_letter="A",
            mandatory=True,
            position=gone.position,
            since_version=2,
        )
    )
    gone.until_version = 2
    path = f"{URL}/{cast.enrolment.id}/2"

    assert cast.assessor.get(path).location == f"/units/{state(2, UnitState.READY).id}"
    cast.rule.structure_version = 2
    session.flush()
    assert cast.assessor.get(path).location == f"/units/{newest.id}"
    assert cast.assessor.get(f"{URL}/{cast.enrolment.id}/3").status == 404
    assert cast.other_assessor.get(path).status == 404


def test_a_unit_that_is_not_chosen_is_told_from_one_that_is_planned(session, cast, make):
    placement = cast.qualification.placements[1]
    placement.mandatory = False
    session.flush()
    assert signs(cast.assessor.get(URL)) == ["Not started", "Not chosen"]

    make.chosen(cast.enrolment, cast.units[1])

    assert signs(cast.assessor.get(URL)) == ["Not started", "Not started"]


def test_rows_and_columns_are_summed_up(cast, state):
    assert cast.other_candidate
    state(1, UnitState.ACHIEVED)
    page = cast.administrator.get(URL)

    credits = [cell.text for cell in page.html.select("#track tbody td.c")]
    assert credits == ["5 of 10", "0 of 10"]
    assert [cell.text for cell in page.html.select("#track tfoot td.u")] == ["1", "0"]
    assert "0 of 2 candidates met" in page.html.select_one("#track tfoot").text

    state(2, UnitState.ACHIEVED)

    page = cast.administrator.get(URL)
    assert page.html.select_one("#track tbody td.c").text == "10 of 10Met"
    assert "1 of 2 candidates met" in page.html.select_one("#track tfoot").text


def test_the_list_tells_the_units_in_words(cast, state):
    state(1, UnitState.ACHIEVED)
    page = cast.assessor.get(f"{URL}?view=list")

    assert signs(page) == []
    assert page.html.select_one("#track tbody td.w").text == "1 achieved, 1 not started"
    assert page.html.select("#track tbody rect")


def test_the_filters_narrow_candidates_and_units(cast, state):
    assert cast.other_candidate
    state(1, UnitState.READY)
    administrator = cast.administrator

    assert names(administrator.get(f"{URL}?q=two")) == ["Demo Candidate Two"]
    page = administrator.get(f"{URL}?state=Ready&units=unit-1")
    assert (names(page), signs(page)) == (["Demo Candidate One"], ["Ready"])
    assert names(administrator.get(f"{URL}?state=Ready&units=unit-2")) == []
    page = administrator.get(f"{URL}?state=Achieved")
    assert "No candidate matches" in page.words()
    assert page.html.select_one("#filter-state option[selected]")["value"] == "Achieved"
    everybody = page.html.find("a", string=re.compile("^Show everybody on"))["href"]
    assert len(names(administrator.get(everybody))) == 2


def test_a_header_sorts_and_turns_round(cast, state):
    assert cast.other_candidate
    state(2, UnitState.ACHIEVED)
    page = cast.administrator.get(f"{URL}?sort=unit-2")
    assert names(page) == ["Demo Candidate One", "Demo Candidate Two"]
    head = page.html.select_one("#track thead th[aria-sort]")
    assert head["aria-sort"] == "ascending"

    page = cast.administrator.get(head.a["href"])

    assert names(page) == ["Demo Candidate Two", "Demo Candidate One"]
    assert page.html.select_one("#track [aria-sort]")["aria-sort"] == "descending"


def test_a_registration_that_is_not_active_says_so(session, cast):
    cast.enrolment.status = EnrolmentStatus.ON_BREAK
    session.flush()

    assert "On break" in cast.assessor.get(URL).html.select_one("#track tbody small").text


def test_another_qualification_is_chosen_and_an_unknown_one_is_not_found(cast, make):
    second = make.qualification([make.unit()])
    make.enrolment(cast.profile, second, make.rule(second, cast.rule.parameters))
    page = cast.assessor.get(f"{URL}?qualification={second.id}")

    assert second.entry_code in page.html.title.text
    assert len(signs(page)) == 1
    unknown = make.qualification([make.unit()])
    assert cast.assessor.get(f"{URL}?qualification={unknown.id}").status == 404


def test_the_candidates_pages_and_the_tracker_lead_to_each_other(cast):
    for person, path in (
        (cast.assessor, "/assessor/candidates"),
        (cast.quality_assurer, "/quality/candidates"),
        (cast.administrator, "/centre/candidates"),
    ):
        assert person.get(path).html.select_one(f".pf-views a[href='{URL}']")
        page = person.get(URL)
        assert page.html.select_one(f".pf-views a[href='{path}']")
        assert page.html.select_one("#nav [aria-current=true]").text.strip() == "Candidates"


@pytest.mark.req("R-338", part="as many queries for many candidates as for one")
@pytest.mark.parametrize(
    "query", ["", "?sort=credit-down", "?sort=unit-1", "?waiting=sign-off", "?waiting=quiet"]
)
def test_the_number_of_queries_does_not_grow(cast, make, query):
    def asked() -> int:
        with counted() as sent:
            cast.administrator.get(URL + query)
        return len(sent)

    few = asked()
    for _ in range(5):
        profile = make.candidate(cast.centre)
        enrolment = make.enrolment(profile, cast.qualification, cast.rule)
        make.assignment(enrolment, Role.ASSESSOR, make.user(), cast.administrator.user)

    assert asked() == few <= 12
