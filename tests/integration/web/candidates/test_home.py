"""The candidate's home: what is next, the progress panel, the units by group; and its poll."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.domain.actors import Role
from portfolio.domain.states import EvidenceState, UnitState
from portfolio.models.assessment import UnitProgress
from portfolio.models.person import SignIn
from portfolio.services import progress
from tests.client import FRAGMENT

HOME = FRAGMENT | {"HX-Target": "home-progress"}


@pytest.fixture
def second_unit(cast, session) -> UnitProgress:
    return session.scalars(
        select(UnitProgress).where(
            UnitProgress.candidate_id == cast.profile.id, UnitProgress.unit_id == cast.units[1].id
        )
    ).one()


def poll_url(page) -> str:
    return str(page.html.select_one("#home-progress")["hx-get"])


@pytest.mark.req("R-030", "R-031", "R-008")
def test_the_home_shows_the_panel_and_the_units_by_group(cast):
    page = cast.candidate.get("/candidate")
    shown = page.words()
    assert "0 of 10 credits" in shown
    assert "0 achieved, 10 projected with units in progress and planned" in shown
    assert "All credit: 0 of 10, 10 short" in shown
    assert "Group A - Mandatory" in shown
    assert [row.select_one(".pf-uno").text for row in page.html.select(".pf-unit")] == [
        "Unit 1",
        "Unit 2",
    ]


@pytest.mark.parametrize("url", ["/candidate", "/candidate/units", "/account/more"])
def test_a_candidate_finds_the_list_of_their_evidence(cast, url):
    assert cast.candidate.get(url).html.select_one('main a[href="/candidate/evidence"]')


def test_somebody_new_is_told_to_start_the_first_unit(cast):
    page = cast.candidate.get("/candidate")
    step = page.html.select_one("#next")
    assert step.h2.text == f"Start unit 1: {cast.units[0].title}"
    assert step.select_one("a")["href"] == "/candidate/evidence/add"


def test_a_draft_is_to_be_finished_and_a_ready_unit_to_be_declared(cast, session, unit, item):
    item.state = EvidenceState.DRAFT
    progress.refresh(session, [unit.id])
    step = cast.candidate.get("/candidate").html.select_one("#next")
    assert step.h2.text == "E-01 is still a draft"

    item.state = EvidenceState.SUBMITTED
    progress.refresh(session, [unit.id])
    page = cast.candidate.get("/candidate")
    assert page.html.select_one("#next").h2.text == "Unit 1: declare the work your own"
    assert "3 of 3 tagged" in page.words()


def test_a_candidate_not_registered_yet_is_told_what_will_come(cast, make, app):
    newcomer = cast._person("Demo Candidate New", Role.CANDIDATE)
    page = newcomer.get("/candidate")
    assert "You are not registered on a qualification yet" in page.words()
    assert newcomer.get("/candidate/units").status == 200
    assert newcomer.get("/candidate/feedback").status == 200


def test_several_qualifications_stand_one_below_the_other(cast, make):
    other = make.qualification([cast.units[0]], entry_code="T9999")
    rule = make.rule(other, cast.rule.parameters | {"total_min": 5, "mandatory_credit": 5})
    make.registered(cast.profile, other).rule_id = rule.id
    page = cast.candidate.get("/candidate")
    assert len(page.html.select(".pf-roc")) == 2
    assert len(page.html.select("#next")) == 1


@pytest.mark.req("R-034")
def test_an_unchanged_poll_answers_204_without_a_body_and_with_two_queries(cast, queries):
    url = poll_url(cast.candidate.get("/candidate"))
    replies = []
    asked = queries(lambda: replies.append(cast.candidate.get(url, headers=HOME)))
    assert (replies[0].status, replies[0].text) == (204, "")
    assert asked <= 2


@pytest.mark.req("R-034", "R-326", part="announced")
def test_an_open_home_follows_a_sign_off_and_says_it_in_one_sentence(cast, session, unit):
    url = poll_url(cast.candidate.get("/candidate"))
    unit.state = UnitState.ACHIEVED
    progress.bump(session, [cast.profile.id])

    reply = cast.candidate.get(url, headers=HOME)

    assert reply.status == 200
    assert not reply.html.select("h1")
    root = reply.html.select_one("#home-progress")
    assert root["hx-get"] != url
    said = reply.html.select_one("[data-announce]")["data-announce"]
    assert said == "Unit 1 achieved. 5 of 10 credits."
    assert reply.html.select_one(".pf-roc__fig").text == "5 of 10 credits"
    assert cast.candidate.get(root["hx-get"], headers=HOME).status == 204


@pytest.mark.req("R-034")
def test_a_poll_never_extends_a_sign_in(cast, session):
    url = poll_url(cast.candidate.get("/candidate"))
    sign_in = session.scalars(select(SignIn).where(SignIn.user_id == cast.candidate.user.id)).one()
    before = sign_in.idle_until
    later = clock.now() + timedelta(minutes=5)
    clock.use(lambda: later)
    cast.candidate.get(url, headers=HOME)
    session.refresh(sign_in)
    assert sign_in.idle_until == before
    cast.candidate.get("/candidate")
    session.refresh(sign_in)
    assert sign_in.idle_until > before


@pytest.mark.req("R-327", part="refresh")
def test_without_scripts_there_is_a_link_to_refresh(cast):
    page = cast.candidate.get("/candidate")
    assert page.html.select_one("noscript a")["href"] == "/candidate"


def test_the_back_button_gets_the_whole_home(cast):
    restoring = HOME | {"HX-History-Restore-Request": "true"}
    assert cast.candidate.get("/candidate", headers=restoring).html.select_one("h1")


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("candidate", 200),
        ("assessor", 403),
        ("quality_assurer", 403),
        ("verifier", 403),
        ("administrator", 403),
        ("visitor", 303),
    ],
)
def test_who_may_open_a_candidates_home(cast, who, status):
    assert getattr(cast, who).get("/candidate").status == status


def test_the_queries_stay_the_same_for_a_large_portfolio(cast, make, session, queries):
    units = [make.unit({1: 5}) for _ in range(8)]
    person = cast._person("Demo Candidate Large", Role.CANDIDATE)
    profile = make.candidate(cast.centre, person.user)
    qualification = make.qualification([*cast.units, *units])
    rule = make.rule(qualification, cast.rule.parameters)
    make.enrolment(profile, qualification, rule)
    rows = session.scalars(
        select(UnitProgress).where(UnitProgress.candidate_id == profile.id)
    ).all()
    for n in range(60):
        made = make.evidence(profile, state=EvidenceState.SUBMITTED)
        make.file(made)
        row = rows[n % len(rows)]
        make.tag(made, row, make.criteria(row)[0].id)
    progress.refresh(session, [row.id for row in rows])

    small = queries(lambda: cast.candidate.get("/candidate"))
    large = queries(lambda: person.get("/candidate"))

    assert large == small
    assert large <= 12
