"""The assessor's home: what waits, the oldest first."""

from datetime import timedelta

import pytest

from portfolio import clock
from portfolio.domain.states import EvidenceState
from portfolio.services import assessment
from tests.client import FRAGMENT
from tests.integration.services.assessing import (
    MET,
    criteria,
    first_unit,
    sheet,
    submitted,
    unit_of,
)
from tests.queries import counted

URL = "/assessor/queue"


@pytest.fixture
def unit(cast):
    return first_unit(cast)


def waiting(cast, unit, days, **columns):
    item = submitted(cast, unit, "1.1")
    item.submitted_at = clock.now() - timedelta(days=days)
    for name, value in columns.items():
        setattr(item, name, value)
    return item


def codes(page):
    return [row.text.split()[-1] for row in page.html.select("#queue th .pf-table__sub")]


def test_items_are_listed_oldest_first_and_late_ones_say_so(cast, unit):
    newest, oldest = waiting(cast, unit, 1), waiting(cast, unit, 9)
    page = cast.assessor.get(URL)
    assert codes(page) == [oldest.code, newest.code]
    assert "late, oldest 9 days" in page.words()
    assert len(page.html.select("#queue .pf-tag--warn")) == 1
    button = page.html.select_one(".pf-pagehead .govuk-button")
    assert button["href"].endswith(str(oldest.id))


def test_a_unit_with_everything_met_and_declared_waits_to_be_signed(session, cast, unit):
    item = submitted(cast, unit)
    every = sheet(dict.fromkeys(criteria(cast, unit), MET))
    assessment.accept(session, cast.assessor.actor, item, every)
    assert "Nothing waits for you" in cast.assessor.get(URL).words()

    cast.make.declaration(unit)

    page = cast.assessor.get(URL)
    assert "3 of 3 met" in page.words()
    assert page.html.select(f'#queue a[href="/assessor/units/{unit.id}/sign-off"]')


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 3),
        ("?why=Late", 1),
        ("?why=Resubmitted", 1),
        ("?why=To+judge", 2),
        ("?why=Ready+to+sign", 0),
        ("?q=candidate+one", 3),
        ("?q=nobody", 0),
        ("?candidate=somebody-else", 0),
        ("?why=%00&page=99999999999", 0),
    ],
)
def test_the_list_can_be_filtered_and_the_address_is_the_view(cast, unit, query, found):
    waiting(cast, unit, 9)
    waiting(cast, unit, 2, resubmitted=True)
    waiting(cast, unit, 0)
    assert len(codes(cast.assessor.get(URL + query))) == found


def test_a_filter_can_swap_only_the_list(cast, unit):
    waiting(cast, unit, 1)
    part = cast.assessor.get(URL, headers=FRAGMENT | {"HX-Target": "queue-list"})
    assert part.html.select_one("#queue-list")
    assert not part.html.select("h1")


def test_drafts_and_other_assessors_candidates_do_not_wait(cast, make, unit):
    cast.make.evidence(cast.profile, state=EvidenceState.DRAFT)
    waiting(cast, unit, 1)
    assert "Nothing waits for you" in cast.other_assessor.get(URL).words()
    assert len(codes(cast.assessor.get(URL))) == 1


def test_forty_submissions_come_in_pages(cast, unit):
    for _ in range(40):
        waiting(cast, unit, 1)
    page = cast.assessor.get(URL)
    assert len(codes(page)) == 25
    assert "Page 1 of 2" in page.words()
    assert len(codes(cast.assessor.get(f"{URL}?page=2"))) == 15


@pytest.mark.parametrize("count", [3, 40])
def test_the_queue_asks_at_most_twelve_questions(cast, count):
    for number in range(count):
        waiting(cast, unit_of(cast, 1 + number % 5), 1)
    cast.assessor.get(URL)
    with counted() as sent:
        cast.assessor.get(URL)
    assert len(sent) <= 12


@pytest.mark.parametrize("path", [URL, "/assessor/candidates"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("assessor", 200), ("candidate", 403), ("verifier", 403), ("visitor", 303)],
)
def test_who_may_open_the_assessors_lists(cast, path, who, status):
    assert getattr(cast, who).get(path).status == status


def test_the_candidates_show_progress_what_waits_and_activity(cast, unit):
    waiting(cast, unit, 1)
    page = cast.assessor.get("/assessor/candidates")
    assert "Demo Candidate One" in page.words()
    assert "0 of 2 units achieved" in page.words()
    assert "1 item to judge" in page.words()
    assert "Not active yet" in page.words()
    assert "No candidate of yours" in cast.assessor.get("/assessor/candidates?q=zz").words()
