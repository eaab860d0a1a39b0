"""The index of a portfolio: in the candidate's order, for all who may read it, on one page."""

from __future__ import annotations

from datetime import date

import pytest

from portfolio.domain.states import EvidenceState


@pytest.fixture
def url(cast) -> str:
    return f"/portfolios/{cast.profile.id}/index"


@pytest.fixture
def other(cast, make):
    made = make.evidence(
        cast.profile,
        state=EvidenceState.ACCEPTED,
        title="Complaint log",
        description="Rows 4 and 9",
        produced_on=date(2026, 11, 16),
        place_in_index=0,
        shows_children=True,
    )
    make.file(made, "log.pdf", size=2_000_000)
    make.file(made, "letter.pdf", is_permission=True)
    return made


def listed(page) -> list[str]:
    return [one.text for one in page.html.select("#index .pf-uno")]


@pytest.mark.req("R-098")
@pytest.mark.parametrize(
    "who", ["candidate", "assessor", "quality_assurer", "verifier", "administrator"]
)
def test_the_index_lists_what_is_there_in_the_candidates_order(cast, item, other, url, who):
    page = getattr(cast, who).get(url)
    assert listed(page) == [other.code, item.code]
    row = " ".join(page.html.select_one(f"#item-{other.item_number}").text.split())
    for fact in ("Complaint log", "Rows 4 and 9", "Work product", "16 November 2026", "Accepted"):
        assert fact in row
    assert "log.pdf, 2 MB" in row
    assert "letter.pdf, 1.2 kB, permission to show children" in row
    assert "Unit 1: 1.1, 1.2, 2.1" in page.html.select_one(f"#item-{item.item_number}").text
    assert "Portfolio index. Demo Candidate One. Printed 24 November 2026 at 12 noon" in (
        page.words()
    )


def test_drafts_are_their_makers_alone_and_withdrawn_items_are_counted(cast, make, item, url):
    draft = make.evidence(cast.profile)
    make.evidence(cast.profile, state=EvidenceState.WITHDRAWN)
    assert listed(cast.candidate.get(url)) == [item.code, draft.code]
    page = cast.assessor.get(url)
    assert listed(page) == [item.code]
    assert "1 withdrawn item left out" in page.words()


@pytest.mark.parametrize("who", ["other_candidate", "other_assessor", "stranger"])
def test_nobody_else_finds_it(cast, item, url, who):
    assert getattr(cast, who).get(url).status == 404


def test_an_empty_portfolio_says_so(cast, url):
    assert "Nothing in the index yet" in cast.assessor.get(url).words()


def test_the_index_costs_the_same_whatever_is_in_it(cast, make, unit, url, queries):
    criterion = make.criteria(unit)[0]

    def add(count: int) -> None:
        for _ in range(count):
            item = make.evidence(cast.profile, state=EvidenceState.SUBMITTED)
            make.file(item)
            make.tag(item, unit, criterion.id)

    add(2)
    few = queries(lambda: cast.assessor.get(url))
    add(30)
    assert queries(lambda: cast.assessor.get(url)) == few <= 12
    own = queries(lambda: cast.candidate.get("/candidate/evidence/order"))
    assert own <= 12
