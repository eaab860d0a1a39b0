"""A verifier's story: everything of what was opened, nothing of the rest, and nothing to change."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import Give
from tests.e2e.journeys.people import QUALITY_ASSURER, VERIFIER, WAITING
from tests.e2e.pages.candidate import HomePage
from tests.e2e.pages.frame import NotFound
from tests.e2e.pages.units import PortfolioPage, TrailPage
from tests.e2e.pages.visits import CandidatesPage, OpenedPage, VisitPage


@pytest.mark.parametrize("size", [pytest.param("desktop", marks=pytest.mark.full), "phone"])
@pytest.mark.req("R-353", part="an external verifier browses")
@pytest.mark.req("R-331", part="files open through the app, and what is not opened is not found")
def test_a_verifier_reads_and_plays_what_was_opened_and_finds_nothing_else(
    device: Give, size: str
) -> None:
    other = HomePage(device("phone", WAITING)).open_unit("1")
    hidden = other.page.url
    verifier = device(size, VERIFIER)
    visit = VisitPage(verifier)
    expect(visit.names).to_have_text(["Demo Candidate 2", "Demo Candidate 3"])
    unit = visit.open("Demo Candidate 2").open_unit("3")
    changes_nothing(verifier.page)
    trail = unit.trail()
    trail.picture("trail")
    changes_nothing(verifier.page)
    trail.says("Demo Assessor 1")
    expect(trail.state("Achieved").first).to_be_visible()

    item = opens_items(trail)
    verifier.page.goto(hidden)
    NotFound(verifier)
    opened = VisitPage.start(verifier).go("What I opened", OpenedPage)
    opened.says(item)


def opens_items(trail: TrailPage) -> str:
    """Play what can be played and look at the rest; answers the code of the last item."""
    item = trail.open_item()
    changes_nothing(item.page)
    return item.code


def changes_nothing(page: Page) -> None:
    """No form that sends anything but signing out."""
    forms = page.get_by_role("main").locator("form[method=post], [hx-post]")
    expect(forms).to_have_count(0)


@pytest.mark.full
@pytest.mark.req("R-331", part="recordings play through the app, in parts")
def test_a_verifier_plays_sound_and_film_and_turns_pages(device: Give) -> None:
    verifier = device("desktop", VERIFIER)
    ranges: list[int] = []
    verifier.page.on(
        "response", lambda answer: ranges.append(answer.status) if "/files/" in answer.url else None
    )
    portfolio = VisitPage(verifier).open("Demo Candidate 2")
    address, met = portfolio.address, set()
    for unit in ("1", "2", "3", "4", "5", "6"):
        item = portfolio.open_unit(unit).open_item()
        met.add(item.shows())
        portfolio = PortfolioPage.open(verifier, address)
    assert {"audio", "video", "img"} <= met
    assert 206 in ranges


@pytest.mark.parametrize("size", ["desktop", pytest.param("phone", marks=pytest.mark.full)])
@pytest.mark.req("R-353", part="a quality assurer reads")
@pytest.mark.req("R-339", part="an NVQ unit says which evidence requirements lack")
def test_a_quality_assurer_reads_and_cannot_sign_off(device: Give, size: str) -> None:
    reader = device(size, QUALITY_ASSURER)
    nvq = CandidatesPage(reader).open("Demo Candidate 4").open_unit("D1")
    expect(nvq.sign_off_part).to_contain_text("Evidence requirements 1 and 2 are not met yet")
    candidates = nvq.go("Candidates", CandidatesPage)
    unit = candidates.open("Demo Candidate 2").open_unit("37")
    expect(unit.sign_off_part).to_contain_text("The assessor signs it off")
    expect(unit.sign_off_part.get_by_role("link")).to_have_count(0)
    answer = reader.page.request.get(f"/assessor/units/{unit.id}/sign-off")
    assert answer.status == 403
