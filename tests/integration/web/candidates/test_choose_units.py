"""Choosing optional units: the projection changes before anything is stored."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select

from portfolio.catalogue import read_shipped
from portfolio.domain.states import UnitState
from portfolio.models.assessment import UnitProgress
from portfolio.models.enrolment import ChosenUnit
from portfolio.models.programme import Qualification, Unit
from portfolio.services import catalogue
from tests.client import FRAGMENT, form_values

PROJECTION = FRAGMENT | {"HX-Target": "projection"}
FORM = "form#choose"


@pytest.fixture
def enrolment(session, cast, make):
    """The candidate on the Diploma as published."""
    catalogue.load(session, read_shipped())
    diploma = session.scalars(
        select(Qualification).where(Qualification.entry_code == "10380")
    ).one()
    return make.registered(cast.profile, diploma)


@pytest.fixture
def url(enrolment) -> str:
    return f"/candidate/enrolments/{enrolment.id}/units/choose"


@pytest.fixture
def ids(session) -> dict[str, str]:
    """Ids of the Diploma's units by number."""
    references = {
        number: placed.unit.reference
        for number, placed in read_shipped().qualification("10380").by_number.items()
    }
    known = {unit.reference: str(unit.id) for unit in session.scalars(select(Unit))}
    return {number: known[reference] for number, reference in references.items()}


def chosen(session) -> list[str]:
    return [str(one.unit_id) for one in session.scalars(select(ChosenUnit))]


def test_the_home_leads_here_while_the_plan_is_too_small(cast, url, enrolment):
    step = cast.candidate.get("/candidate").html.select_one("#next")
    assert step.h2.text == "Choose your optional units"
    assert "All credit: 31 of 55, 24 short." in step.text
    assert step.select_one("a")["href"] == url


@pytest.mark.req("R-008")
def test_units_are_offered_by_group_with_credit_and_level(cast, url, enrolment):
    page = cast.candidate.get(url)
    shown = page.words()
    assert "Group B - Optional units" in shown
    assert "credits, level 3" in shown
    assert "3 credits, level 2. Criteria not loaded" in shown
    assert len(page.html.select("input[name=units][type=checkbox]")) > 20


@pytest.mark.req("R-030")
def test_ticking_a_unit_changes_the_projection_and_stores_nothing(
    session, cast, url, enrolment, ids
):
    reply = cast.candidate.get(
        url, query_string={"look": 1, "units": [ids["7"]]}, headers=PROJECTION
    )
    assert reply.status == 200
    assert not reply.html.select("h1")
    assert "0 achieved, 36 projected" in reply.html.select_one("#projection").text
    assert chosen(session) == []


@pytest.mark.req("R-327", part="choosing units")
def test_without_scripts_a_button_shows_the_projection(session, cast, url, enrolment, ids):
    page = cast.candidate.get(url)
    ticked = {"units": [ids["7"], ids["10"]]}
    reply = cast.candidate.submit(page, ticked | {"step": "project"}, form=FORM)
    assert reply.status == 303
    shown = cast.candidate.get(reply.location)
    assert "0 achieved, 41 projected" in shown.words()
    assert [str(box["value"]) for box in shown.html.select("input[name=units][checked]")] == [
        ids["7"],
        ids["10"],
    ]
    assert chosen(session) == []


def test_saving_stores_the_choice_and_leads_back(session, cast, url, enrolment, ids):
    reply = cast.candidate.submit(cast.candidate.get(url), {"units": [ids["7"]]}, form=FORM)
    assert (reply.status, reply.location) == (303, "/candidate/units")
    assert chosen(session) == [ids["7"]]
    assert "Saved" in cast.candidate.get(reply.location).words()


def test_the_assessor_may_choose_and_goes_back_to_the_portfolio(session, cast, url, enrolment, ids):
    reply = cast.assessor.submit(cast.assessor.get(url), {"units": [ids["7"]]}, form=FORM)
    assert reply.location == f"/portfolios/{cast.profile.id}"
    assert session.scalars(select(ChosenUnit)).one().chosen_by_id == cast.assessor.user.id


def test_a_unit_begun_is_shown_without_a_box_and_says_why(session, cast, make, url, enrolment, ids):
    page = cast.candidate.get(url)
    cast.candidate.submit(page, {"units": [ids["7"]]}, form=FORM)
    row = session.scalars(select(UnitProgress).where(UnitProgress.unit_id == UUID(ids["7"]))).one()
    row.state = UnitState.ACHIEVED
    session.flush()
    page = cast.candidate.get(url)
    assert "Achieved, so it stays" in page.words()
    form = form_values(page.html.select_one(FORM))
    assert form["units"] == ids["7"]

    without = cast.candidate.post(url, {**form, "units": []})
    assert without.status == 422
    assert "Unit 7 cannot be left out. Achieved, so it stays" in without.words()
    assert chosen(session) == [ids["7"]]


def test_who_was_slower_sees_what_is_chosen_now_and_keeps_their_ticks(
    session, cast, url, enrolment, ids
):
    page = cast.candidate.get(url)
    cast.assessor.submit(cast.assessor.get(url), {"units": [ids["7"]]}, form=FORM)
    reply = cast.candidate.submit(page, {"units": [ids["10"]]}, form=FORM)
    assert reply.status == 409
    assert "Now chosen: 7." in reply.words()
    ticked = [str(box["value"]) for box in reply.html.select("input[name=units][checked]")]
    assert ticked == [ids["10"]]
    assert chosen(session) == [ids["7"]]


def test_what_names_no_unit_is_refused(session, cast, url, enrolment):
    page = cast.candidate.get(url)
    reply = cast.candidate.submit(page, {"units": ["no unit"]}, form=FORM)
    assert reply.status == 422
    assert "Choose from the optional units listed" in reply.words()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("assessor", 200),
        ("other_candidate", 404),
        ("quality_assurer", 403),
        ("verifier", 403),
        ("administrator", 403),
        ("stranger", 404),
        ("visitor", 303),
    ],
)
def test_who_may_choose_units(cast, url, enrolment, who, status):
    assert getattr(cast, who).get(url).status == status


def test_the_page_asks_little_of_the_database(cast, url, enrolment, queries):
    assert queries(lambda: cast.candidate.get(url)) <= 6
