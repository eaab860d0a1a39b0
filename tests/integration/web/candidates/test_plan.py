"""Planning the way to finish: wishes, the best completion around them, taking it, undoing it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portfolio.catalogue import read_shipped
from portfolio.domain.states import EnrolmentStatus
from portfolio.models.enrolment import ChosenUnit, UnitWish
from portfolio.models.programme import Unit
from tests.client import FRAGMENT
from tests.published import published

WAYS = FRAGMENT | {"HX-Target": "plan-ways"}
FORM = "form#wishes"
TAKE = "#plan-ways form"


@pytest.fixture
def enrolment(session, cast, make):
    """The candidate on the Diploma as published."""
    return make.registered(cast.profile, published(session, "10380"))


@pytest.fixture
def url(enrolment) -> str:
    return f"/candidate/enrolments/{enrolment.id}/plan"


@pytest.fixture
def ids(session) -> dict[str, str]:
    """Ids of the Diploma's units by number."""
    by_number = read_shipped().qualification("10380").by_number
    known = {unit.reference: str(unit.id) for unit in session.scalars(select(Unit))}
    return {number: known[placed.unit.reference] for number, placed in by_number.items()}


def numbers(reply) -> list[list[str]]:
    """The units of each way shown."""
    return [
        [one.find(string=True, recursive=False) for one in form.select(".pf-uno")]
        for form in reply.html.select(TAKE)
    ]


@pytest.mark.req("R-032")
@pytest.mark.parametrize("who", ["candidate", "assessor"])
def test_the_panel_shows_the_ways_and_leads_to_planning(cast, url, enrolment, who):
    page = getattr(cast, who).get(
        "/candidate" if who == "candidate" else f"/portfolios/{cast.profile.id}"
    )
    panel = page.html.select_one("#roc-10380")
    assert "All 6 mandatory units, then 5 optional units: 55 credits" in page.words()
    assert len(panel.select(".pf-way")) == 3
    assert panel.select_one(f"a[href='{url}']")


@pytest.mark.req("R-032")
def test_somebody_who_may_not_choose_sees_the_ways_without_the_button(cast, url, enrolment):
    page = cast.quality_assurer.get(f"/portfolios/{cast.profile.id}")
    assert len(page.html.select("#roc-10380 .pf-way")) == 3
    assert not page.html.select(f"a[href='{url}']")


def test_a_registration_on_break_is_not_planned(session, cast, url, enrolment):
    enrolment.status = EnrolmentStatus.ON_BREAK
    assert not cast.candidate.get("/candidate").html.select(f"a[href='{url}']")
    reply = cast.candidate.submit(cast.candidate.get(url), {}, form=FORM)
    assert reply.status == 422
    assert "Missing: active registration" in reply.words()


def test_a_wish_changes_the_ways_at_once_and_stores_nothing(session, cast, url, enrolment, ids):
    reply = cast.candidate.get(
        url,
        query_string={"look": 1, "wishes": ["44:Wanted", "7:Left out"]},
        headers=WAYS,
    )
    assert reply.status == 200
    assert not reply.html.select("h1")
    for way in numbers(reply):
        assert "44" in way
        assert "7" not in way
    assert "not saved yet" in reply.html.select_one("#plan-ways").text
    assert session.scalars(select(UnitWish)).all() == []


@pytest.mark.req("R-327", part="planning units")
def test_without_scripts_a_button_shows_the_ways(session, cast, url, enrolment, ids):
    page = cast.candidate.get(url)
    wished = {"wishes": ["44:Wanted"], "step": "look"}
    reply = cast.candidate.submit(page, wished, form=FORM)
    assert reply.status == 303
    shown = cast.candidate.get(reply.location)
    assert all("44" in way for way in numbers(shown))
    chosen = shown.html.select_one("#wish-44 option[selected]")
    assert chosen.text == "Wanted"
    assert session.scalars(select(UnitWish)).all() == []


def test_saved_wishes_stand_and_shape_the_home(session, cast, url, enrolment, ids):
    reply = cast.candidate.submit(cast.candidate.get(url), {"wishes": ["44:Wanted"]}, form=FORM)
    assert (reply.status, reply.location) == (303, url)
    shown = cast.candidate.get(url)
    assert "Saved" in shown.words()
    assert shown.html.select_one("#wish-44 option[selected]").text == "Wanted"
    assert "unit 44 wanted" in cast.candidate.get("/candidate").html.select_one("#roc-10380").text


@pytest.mark.parametrize("sent", ["1:Wanted", "no unit:Wanted", "7:Perhaps", "7"])
def test_a_wish_that_cannot_be_read_is_refused(session, cast, url, enrolment, ids, sent):
    reply = cast.candidate.submit(cast.candidate.get(url), {"wishes": [sent]}, form=FORM)
    assert reply.status == 422
    assert session.scalars(select(UnitWish)).all() == []


def test_who_was_slower_keeps_their_wishes_on_the_page(session, cast, url, enrolment, ids):
    page = cast.candidate.get(url)
    cast.assessor.submit(cast.assessor.get(url), {"wishes": ["43:Wanted"]}, form=FORM)
    reply = cast.candidate.submit(page, {"wishes": ["44:Left out"]}, form=FORM)
    assert reply.status == 409
    assert reply.html.select_one("#wish-44 option[selected]").text == "Left out"


def test_a_way_is_planned_with_one_button_and_undone_with_another(
    session, cast, url, enrolment, ids
):
    page = cast.candidate.get(url)
    best = numbers(page)[0]

    reply = cast.candidate.submit(page, {"units": [ids[number] for number in best]}, form=TAKE)

    assert reply.status == 303
    planned = {str(one.unit_id) for one in session.scalars(select(ChosenUnit))}
    assert planned == {ids[number] for number in best}
    after = cast.candidate.get(reply.location)
    assert "are now planned" in after.words()
    assert "Nothing more to choose" in after.words()
    assert "55 projected" in after.words()

    undo = {"step": "undo", "units": [ids[number] for number in best]}
    undone = cast.candidate.submit(after, undo, form=".pf-callout form")
    assert undone.status == 303
    assert session.scalars(select(ChosenUnit)).all() == []
    assert numbers(cast.candidate.get(url))[0] == best


def test_a_way_to_a_plan_that_changed_meanwhile_is_not_taken(session, cast, url, enrolment):
    page = cast.candidate.get(url)
    cast.assessor.submit(cast.assessor.get(url), {}, form=TAKE)
    count = len(session.scalars(select(ChosenUnit)).all())

    reply = cast.candidate.submit(page, {}, form=TAKE)

    assert reply.status == 409
    assert "changed while this page was open" in reply.words()
    assert len(session.scalars(select(ChosenUnit)).all()) == count


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
def test_who_may_plan(cast, url, enrolment, who, status):
    assert getattr(cast, who).get(url).status == status


def test_the_page_asks_little_of_the_database(cast, url, enrolment, queries):
    assert queries(lambda: cast.candidate.get(url)) <= 7
