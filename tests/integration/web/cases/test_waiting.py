"""What waits on me: whose page shows what, closest first; and the figures of the navigation."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portfolio import clock
from portfolio.domain.actors import Role
from portfolio.domain.procedure import Office
from portfolio.models.case_record import Escalation, ImprovementAction
from tests.case_factories import CaseFactory
from tests.conftest import NOON

URL = "/cases/waiting"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def cases(make) -> CaseFactory:
    return CaseFactory(make)


@pytest.fixture
def waiting(cast, cases, session) -> None:
    """On the manager: two cases, an escalation of a third, and an improvement action."""
    here, me = cast.centre, cast.manager.user.id
    cases.case(here, name="Later", with_id=me, target=NOON + 9 * DAY, reference="C-2026-901")
    cases.case(here, name="Sooner", with_id=me, target=NOON + HOUR, reference="C-2026-902")
    cases.closed(cases.case(here, with_id=me, reference="C-2026-903"), NOON - DAY)
    cases.case(cast.elsewhere, with_id=me, reference="C-2026-904")
    late = cases.case(
        here, received_at=NOON - 9 * DAY, target=NOON - 4 * HOUR, reference="C-2026-905"
    )
    session.add(
        Escalation(
            case_id=late.id,
            clock_id=late.stages[0].clocks[0].id,
            rung=1,
            office=Office.DEPARTMENT_HEAD,
            holder_id=me,
            planned_at=NOON - 4 * HOUR,
            told_at=NOON - 4 * HOUR,
            reply_due_at=NOON + 20 * HOUR,
        )
    )
    for owner in (me, cast.director.user.id):
        session.add(
            ImprovementAction(
                centre_id=here.id,
                lesson="Rooms were changed too late",
                action="Tell rooms a week before",
                owner_id=owner,
                due_on=clock.today() + 3 * DAY,
                recorded_at=NOON - DAY,
            )
        )
    session.flush()


@pytest.mark.req("R-285", part="what waits on whom")
def test_a_manager_sees_what_waits_on_them_closest_to_its_limit_first(cast, waiting):
    page = cast.manager.get(URL)
    assert [link.text for link in page.html.select("#rows th a")] == [
        "C-2026-902, Stage 1, informal",
        "C-2026-905: reply to the escalation",
        "Tell rooms a week before",
        "C-2026-901, Stage 1, informal",
    ]
    assert "20 hours left" in page.words()
    assert "4 things wait on you" in page.words()
    first = page.html.select_one(".pf-nav__list a")
    assert (first.span.text, first.select_one(".pf-count").text[0]) == ("Waiting for me", "4")


def test_a_coordinator_starts_with_what_waits_and_sees_how_many_cases_are_open(cast, waiting):
    page = cast.coordinator.get("/")
    assert page.location == URL
    page = cast.coordinator.get(URL)
    assert "Nothing waits on you" in page.words()
    shown = {a.span.text: a.select_one(".pf-count") for a in page.html.select(".pf-nav__list a")}
    assert len(shown) <= 5
    assert shown["Tracker"].text.startswith("3")
    assert not shown["Waiting for me"]


@pytest.mark.parametrize(
    ("who", "status"),
    [("assessor", 200), ("administrator", 200), ("candidate", 403), ("verifier", 403)],
)
def test_staff_may_see_what_waits_on_them(cast, who, status):
    assert getattr(cast, who).get(URL).status == status


@pytest.mark.parametrize("who", ["administrator", "coordinator", "manager", "assessor"])
def test_more_leads_there_without_the_navigation(cast, who):
    links = {a["href"] for a in getattr(cast, who).get("/account/more").html.select("main a")}
    assert URL in links
    assert ("/cases" in links) is (who in {"administrator", "coordinator"})


def test_an_administrator_can_invite_somebody_who_only_holds_an_office(cast):
    page = cast.administrator.get("/centre/staff/invite")
    roles = [one["value"] for one in page.html.select("[name=role]")]
    assert Role.MANAGER in roles
    sent = {"name": "Demo Head", "email": "head@centre.test", "role": Role.MANAGER.value}
    assert cast.administrator.submit(page, sent).status == 303
    assert "Demo Head" in cast.administrator.get("/centre/staff").words()
