"""The progress of an enrolment, as everybody who may see it keeps it open."""

from __future__ import annotations

import pytest

from portfolio.domain.states import UnitState
from portfolio.services import progress
from tests.client import FRAGMENT


@pytest.fixture
def url(cast) -> str:
    return f"/enrolments/{cast.enrolment.id}/progress"


@pytest.mark.req("R-034")
@pytest.mark.parametrize("who", ["candidate", "assessor", "quality_assurer", "administrator"])
def test_an_open_panel_follows_a_sign_off_for_every_role(cast, session, url, unit, who):
    person = getattr(cast, who)
    page = person.get(url)
    assert page.html.select_one("h1")
    part = page.html.select_one("[hx-get]")
    target = FRAGMENT | {"HX-Target": part["id"]}
    assert person.get(part["hx-get"], headers=target).status == 204

    unit.state = UnitState.ACHIEVED
    progress.bump(session, [cast.profile.id])
    reply = person.get(part["hx-get"], headers=target)

    assert reply.status == 200
    assert reply.html.select_one(f"#{part['id']}")
    assert not reply.html.select("h1")
    assert "Unit 1 achieved. 5 of 10 credits." in reply.text


@pytest.mark.req("R-034")
def test_an_unchanged_poll_takes_two_queries(cast, url, queries):
    version = cast.enrolment.progress_version
    replies = []
    asked = queries(
        lambda: replies.append(cast.candidate.get(f"{url}?version={version}", headers=FRAGMENT))
    )
    assert (replies[0].status, replies[0].text) == (204, "")
    assert asked <= 2


@pytest.mark.req("R-034")
def test_a_withdrawn_sign_off_is_told_as_well(cast, session, url, unit):
    unit.state = UnitState.ACHIEVED
    progress.bump(session, [cast.profile.id])
    part = cast.candidate.get(url).html.select_one("[hx-get]")
    unit.state = UnitState.READY
    progress.bump(session, [cast.profile.id])
    reply = cast.candidate.get(part["hx-get"], headers=FRAGMENT | {"HX-Target": part["id"]})
    assert "Unit 1 no longer achieved. 0 of 10 credits." in reply.text


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("verifier", 200),
        ("other_candidate", 404),
        ("other_assessor", 404),
        ("stranger", 404),
        ("stranger_administrator", 404),
        ("visitor", 303),
    ],
)
def test_who_may_see_the_progress_of_an_enrolment(cast, url, who, status):
    assert getattr(cast, who).get(url).status == status
