"""The candidate's own items: found, filtered, sorted, and nobody else's."""

from __future__ import annotations

import pytest

from portfolio.domain.states import EvidenceState
from tests.queries import counted

LIST = "/candidate/evidence"


@pytest.fixture
def items(cast, make, session):
    made = [
        make.evidence(cast.profile, title="Zebra crossing"),
        make.evidence(cast.profile, title="50% off", state=EvidenceState.SUBMITTED),
        make.evidence(cast.profile, title="apple pie", state=EvidenceState.ACCEPTED),
    ]
    session.commit()
    return made


def titles(reply) -> list[str]:
    return [cell.get_text(strip=True) for cell in reply.html.select("tbody th")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["apple pie", "50% off", "Zebra crossing"]),
        ("?sort=title&order=asc", ["50% off", "apple pie", "Zebra crossing"]),
        ("?state=Submitted", ["50% off"]),
        ("?q=%25", ["50% off"]),
        ("?q=_", []),
        ("?q=APPLE", ["apple pie"]),
        ("?q=E-01", ["Zebra crossing"]),
        ("?q=e3", ["apple pie"]),
        ("?state=Nonsense&sort=nonsense&page=99", ["apple pie", "50% off", "Zebra crossing"]),
    ],
)
def test_the_address_is_the_view(cast, items, query, found):
    assert titles(cast.candidate.get(LIST + query)) == found


def test_an_empty_portfolio_says_how_to_begin(cast):
    reply = cast.candidate.get(LIST)
    assert "No evidence yet" in reply.words()
    assert reply.html.select_one("a[href='/candidate/evidence/add']")


def test_nothing_found_leads_back_to_all(cast, items):
    assert "Nothing fits. Show all your evidence" in cast.candidate.get(LIST + "?q=zzz").words()


@pytest.mark.req("R-329")
def test_nobody_elses_items_are_there(cast, items):
    assert titles(cast.other_candidate.get(LIST)) == []


def test_one_address_serves_the_page_and_its_fragment(cast, items):
    headers = {"HX-Request": "true", "HX-Target": "evidence-list"}
    fragment = cast.candidate.get(LIST, headers=headers)
    assert not fragment.html.select_one("h1")
    assert fragment.html.select_one("#evidence-list")


def test_a_long_list_comes_in_pages_and_asks_the_database_no_more(cast, make, session, items):
    with counted() as few:
        cast.candidate.get(LIST)
    for _ in range(60):
        make.file(make.evidence(cast.profile, title="x" * 300))
    session.commit()
    with counted() as many:
        reply = cast.candidate.get(LIST + "?page=3")
    assert len(titles(reply)) == 13
    assert "Page 3 of 3" in reply.words()
    assert len(many) == len(few) <= 12
