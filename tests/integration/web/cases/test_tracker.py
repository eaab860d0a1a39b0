"""The tracker of cases: what it lists, counts, hides and finds, and that it stays cheap."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portfolio import clock
from portfolio.domain.cases import Outcome, Satisfaction
from portfolio.domain.procedure import CaseKind
from tests.case_factories import NO_CLOCK, CaseFactory
from tests.conftest import NOON
from tests.queries import counted

URL = "/cases"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def cases(make) -> CaseFactory:
    return CaseFactory(make)


@pytest.fixture
def several(cast, cases) -> CaseFactory:
    """One case in each state of its clock, and one of another centre."""
    here, me = cast.centre, cast.coordinator.user.id
    cases.case(
        here,
        name="Overdue",
        stage_name="Stage 2, formal",
        formal=True,
        received_at=NOON - 10 * DAY,
        target=NOON - DAY - 3 * HOUR,
        with_id=cast.director.user.id,
    )
    cases.case(
        here,
        name="Soon",
        received_at=NOON - 10 * DAY,
        target=NOON + HOUR / 4,
        category_label="Fees",
    )
    cases.case(here, CaseKind.APPEAL, name="In time", with_id=me)
    cases.case(here, CaseKind.FEEDBACK, name="Without a limit", rule=NO_CLOCK)
    cases.paused(cases.case(here, name="Paused", rule="20 working days"))
    cases.closed(
        cases.case(here, name="Closed", received_at=NOON - 5 * DAY),
        NOON - DAY,
        outcome=Outcome.ANSWERED,
        satisfaction=Satisfaction.SATISFIED,
    )
    cases.closed(
        cases.case(here, name="Closed late", received_at=NOON - 50 * DAY),
        NOON - 2 * DAY,
        in_time=False,
    )
    cases.locked(cases.case(here, name="A secret name", said="a secret story"))
    cases.case(cast.elsewhere, name="Of elsewhere")
    return cases


def names(page) -> list[str]:
    return [cell.text.strip() for cell in page.html.select("#case-table tbody th + td")]


def words(page) -> list[str]:
    return [tag.text.strip() for tag in page.html.select("#case-table .govuk-tag")]


@pytest.mark.req("R-273", "R-265", part="staff")
@pytest.mark.req("R-263", part="the tracker")
def test_the_tracker_lists_every_case_of_the_centre_closest_to_its_limit_first(cast, several):
    page = cast.coordinator.get(URL)

    assert names(page) == [
        "Overdue",
        "Soon",
        "In time",
        "Without a limit",
        "Paused",
        "Hidden",
        "Closed",
        "Closed late",
    ]
    assert words(page) == [
        "Overdue",
        "Due soon",
        "In time",
        "In time",
        "Paused",
        "Locked",
        "Closed",
        "Closed",
    ]
    text = page.words()
    assert "1 day 3 hours over" in text
    assert "target Monday 23 November, 9am" in text
    assert "Paused Tuesday 24 November: waiting for documents" in text
    assert "Answered after 2 working days; the person was satisfied" in text
    assert "Of elsewhere" not in text
    figures = [item.text.strip() for item in page.html.select("#stats b")]
    assert figures == ["6", "1", "1", "50%"]


@pytest.mark.req("R-294", part="the tracker")
def test_a_locked_case_tells_nothing_to_anybody_but_its_lead(cast, several):
    page = cast.coordinator.get(URL)
    assert "A secret" not in page.text
    assert "Safeguarding" in page.words()
    locked = page.html.find("td", string="Hidden").find_parent("tr")
    assert locked.th.text.startswith("C-")
    assert not locked.th.a
    for found_by in ("q=secret", "stage=Stage 1, informal", "category=Teaching and support"):
        assert "Hidden" not in names(cast.coordinator.get(f"{URL}?{found_by}")), found_by
    reference = locked.th.span.text
    assert names(cast.coordinator.get(f"{URL}?q={reference}")) == ["Hidden"]


@pytest.mark.req("R-294", part="once it is closed, and as a file")
def test_a_locked_case_that_is_closed_does_not_tell_its_outcome(cast, cases):
    case = cases.locked(cases.case(cast.centre, name="A secret name", formal=True))
    cases.closed(case, NOON, outcome=Outcome.UPHELD, satisfaction=Satisfaction.NOT_SATISFIED)
    words = cast.coordinator.get(URL).words()
    assert "Locked" in words
    assert "Upheld" not in words
    assert "not satisfied" not in words
    assert "No case matches" in cast.coordinator.get(f"{URL}?formal=formal").words()
    line = cast.coordinator.get("/cases/table.csv").text.splitlines()[1]
    assert line.count("Hidden") == 4
    assert "Upheld" not in line
    assert line.endswith(",,,,")


FOUND = {
    "q=OVERDUE": ["Overdue"],
    "q=%25": [],
    "q=_": [],
    "clock=Overdue": ["Overdue"],
    "clock=Due+soon": ["Soon"],
    "clock=In+time": ["In time", "Without a limit"],
    "clock=Paused": ["Paused"],
    "clock=Locked": ["Hidden"],
    "clock=Closed": ["Closed", "Closed late"],
    "clock=open&formal=formal": ["Overdue"],
    "category=Fees": ["Soon"],
    "stage=Stage+2,+formal": ["Overdue"],
    "kind=Appeal": ["In time"],
    "with=me": ["In time"],
    "with=nobody&kind=Feedback": ["Without a limit"],
    "sort=with&order=desc&clock=open&formal=formal": ["Overdue"],
    "sort=case&order=desc&clock=Closed": ["Closed", "Closed late"],
    "sort=stage&clock=Overdue": ["Overdue"],
    "category=none&page=-3&sort=x&with=x": [],
}


def test_the_filters_leave_what_they_name(cast, several):
    for asked, found in FOUND.items():
        page = cast.coordinator.get(f"{URL}?{asked}")
        assert (page.status, names(page)) == (200, found), asked
    one = {"HX-Request": "true", "HX-Target": "cases"}
    fragment = cast.coordinator.get(f"{URL}?clock=Closed", headers=one)
    assert names(fragment) == ["Closed", "Closed late"]
    assert fragment.html.find(True)["id"] == "cases"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("coordinator", 200),
        ("administrator", 200),
        ("manager", 403),
        ("assessor", 403),
        ("candidate", 403),
        ("verifier", 403),
        ("visitor", 303),
    ],
)
@pytest.mark.req("R-265", part="staff")
def test_who_may_open_the_tracker(cast, who, status):
    assert getattr(cast, who).get(URL).status == status


def test_an_empty_tracker_says_what_will_be_in_it(cast):
    page = cast.coordinator.get(URL)
    assert "No cases yet" in page.words()
    assert not page.html.select_one("#case-table")


def test_staff_who_are_candidates_too_do_not_read_what_is_written_of_their_own_case(cast, cases):
    profile = cast.make.candidate(cast.centre, cast.coordinator.user)
    cases.case(cast.centre, name="Myself", candidate_id=profile.id)
    assert names(cast.coordinator.get(URL)) == ["Hidden"]
    assert names(cast.administrator.get(URL)) == ["Myself"]


def test_sixty_cases_take_two_pages_and_one_query_more_than_one(cast, cases):
    cases.case(cast.centre)
    cast.coordinator.get(URL)
    with counted() as few:
        cast.coordinator.get(URL)
    for n in range(60):
        case = cases.case(cast.centre, received_at=NOON - n * HOUR)
        case.with_id = cast.director.user.id
    page_two = cast.coordinator.get(f"{URL}?page=2")
    assert len(names(page_two)) == 11
    assert "Page 2 of 2" in page_two.words()
    with counted() as many:
        cast.coordinator.get(URL)
    # With one page there is nothing left to count.
    assert len(few) + 1 == len(many) <= 12


def test_time_goes_on_without_anybody_touching_the_case(cast, several):
    clock.use(lambda: NOON + HOUR / 4)
    page = cast.coordinator.get(f"{URL}?clock=Overdue")
    assert names(page) == ["Overdue", "Soon"]
