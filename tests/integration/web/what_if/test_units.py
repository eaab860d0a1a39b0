"""Anybody tries units out: the address is the picture, and nothing is kept of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from portfolio.catalogue import read_shipped
from portfolio.domain.what_if import MOST
from portfolio.models.programme import Qualification
from portfolio.services import catalogue
from tests.architecture.test_every_route import fingerprint
from tests.cast import RULE
from tests.client import FRAGMENT

PICTURE = FRAGMENT | {"HX-Target": "picture"}
MET = "1,2,3,4,5,6,7,10,11,37,30"
URL = "/what-if/10380"


@pytest.fixture(autouse=True)
def shipped(session):
    catalogue.load(session, replace(read_shipped(), contents={}))


@pytest.mark.req("R-035")
def test_a_visitor_without_a_cookie_sees_the_verdict_and_nothing_is_stored(app, cast, session):
    session.commit()
    before = fingerprint()
    met = app.test_client(use_cookies=False).get(f"{URL}?units={MET}")
    assert met.status_code == 200
    page = cast.visitor.get(f"{URL}?units={MET}")
    panel = page.html.select_one("#roc")
    assert "Met" in panel.select_one(".govuk-tag").text
    assert panel.h2.text == "10380 if these units were signed off"
    ticked = [box["value"] for box in page.html.select("input[type=checkbox][checked]")]
    assert sorted(ticked) == sorted(MET.split(","))
    assert fingerprint() == before


@pytest.mark.req("R-035", "R-031")
def test_what_is_missing_is_said_when_a_unit_is_left_out(cast):
    page = cast.visitor.get(f"{URL}?units={MET.replace('7,', '', 1)}")
    assert "Not met yet" in page.html.select_one("#roc .govuk-tag").text
    assert "Group B - Optional units: 10 of 15, 5 short" in page.words()


@pytest.mark.req("R-035")
def test_a_way_to_finish_is_one_tap_away(cast):
    page = cast.visitor.get(f"{URL}?units={MET.removesuffix(',30')}")
    way = page.html.select_one("#roc .pf-way a")["href"]
    assert way.startswith(f"{URL}?units=1,2,3,4,5,6,7,10,11,37,")
    assert "Met" in cast.visitor.get(way).html.select_one("#roc .govuk-tag").text


@pytest.mark.req("R-035")
def test_every_unit_can_be_ticked_with_its_credit_and_level_in_sight(cast):
    page = cast.visitor.get(URL)
    assert len(page.html.select("[data-find-row]")) == 45
    row = page.html.select_one("label[for=unit-25]").get_text(" ", strip=True)
    assert "Build and maintain effective customer relations" in row
    assert "6 credits, level 4" in row
    assert page.html.select_one("form#units")["method"] == "get"


@pytest.mark.req("R-035", part="the address is the picture")
def test_ticking_swaps_the_picture_and_names_its_address(cast):
    reply = cast.visitor.get(f"{URL}?units=2&units=1&units=X", headers=PICTURE)
    assert not reply.html.select_one("h1")
    assert reply.html.select_one("#picture")
    assert reply.response.headers["HX-Replace-Url"] == f"{URL}?units=1,2"
    assert reply.html.select_one("#share")["value"] == f"https://portfolio.test{URL}?units=1,2"
    assert "HX-Replace-Url" not in cast.visitor.get(URL).response.headers


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("units=99,1", "10380 lists no unit 99. Left out."),
        ("units=1&units=1", "A unit named more than once counts once."),
        ("units=%EF%BC%91%E2%80%8B,%3Cb%3E", "10380 lists no unit <b>. Left out."),
        ("&".join(["units=1"] * 10_000), f"Only the first {MOST} were read."),
        ("units=" + "9" * 20_000, "Left out."),
        ("units=%ff%fe&units[]=3&other=1", "Left out."),
    ],
    ids=["unknown", "twice", "glitches", "ten thousand", "one long number", "no text"],
)
def test_a_strange_address_is_answered_with_what_was_left_out(cast, query, said):
    page = cast.visitor.get(f"{URL}?{query}")
    assert page.status == 200
    assert said in page.html.select_one("#doubts").text
    assert len(page.text) < 100_000


def test_a_qualification_that_is_not_there_is_not_found(cast):
    for code in ("99999", "%2e%2e", "10380%20", "x" * 500):
        assert cast.visitor.get(f"/what-if/{code}").status == 404


@pytest.mark.req("R-035")
def test_the_qualifications_are_listed_for_everybody(cast):
    for who in (cast.visitor, cast.candidate, cast.administrator):
        links = [link["href"] for link in who.get("/what-if").html.select("main .pf-unit")]
        assert URL in links
        assert who.get(URL).status == 200


@pytest.mark.req("R-035", part="a centre's own stays its own")
def test_what_a_centre_has_of_its_own_is_tried_by_its_people_only(cast, make, session):
    own = make.qualification([make.unit({1: 1})], entry_code="OWN1", centre_id=cast.centre.id)
    make.rule(own, RULE)
    for who, status in (
        (cast.administrator, 200),
        (cast.candidate, 200),
        (cast.stranger_administrator, 404),
        (cast.visitor, 404),
    ):
        assert who.get("/what-if/OWN1").status == status
        assert ("OWN1" in who.get("/what-if").text) is (status == 200)
        compared = who.get("/what-if/compare?from=OWN1&to=10380").status
        assert compared == (200 if status == 200 else 422)


def test_a_draft_is_not_offered(cast, make, session):
    draft = make.rule(make.qualification([], entry_code="DRAFT1"), RULE)
    draft.published_at = None
    assert "DRAFT1" not in cast.administrator.get("/what-if").text
    assert cast.administrator.get("/what-if/DRAFT1").status == 404


def test_the_pages_ask_the_database_little(cast, queries):
    assert queries(lambda: cast.visitor.get(f"{URL}?units={MET}")) <= 8
    assert queries(lambda: cast.candidate.get(f"/what-if/03456?units={MET}")) <= 12


def test_a_page_is_small_on_a_poor_line(cast):
    cast.visitor.checking = False
    packed = cast.visitor.get("/what-if/03456", headers={"Accept-Encoding": "gzip"})
    assert len(packed.response.get_data()) < 14_000


@pytest.mark.req("R-035")
def test_candidates_start_from_their_own_units_and_visitors_from_the_sign_in_page(
    cast, make, session
):
    code = Qualification.entry_code
    diploma = session.scalars(select(Qualification).where(code == "10380")).one()
    make.registered(cast.profile, diploma)
    page = cast.candidate.get("/candidate/units")
    links = [a["href"] for a in page.html.select("main a") if a.text == "Try other units"]
    assert "/what-if/10380?units=1,2,3,4,5,6" in [link.replace("%2C", ",") for link in links]
    for who, url in (
        (cast.visitor, "/sign-in"),
        (cast.visitor, "/help"),
        (cast.administrator, "/centre/candidates/register"),
    ):
        assert who.get(url).html.select_one('main a[href="/what-if"]'), url
