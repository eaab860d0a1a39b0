"""The open page of a candidate follows what is signed elsewhere."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browsers import Give
from tests.e2e.journeys.people import ASSESSOR, NEARLY_DONE
from tests.e2e.journeys.sizes import PHONE_FIRST
from tests.e2e.pages.candidate import HomePage
from tests.e2e.pages.visits import CandidatesPage

WITHIN = 3_000
POLL = "**/candidate/progress?*"
HIDE = "Object.defineProperty(document, 'hidden', {configurable: true, get: () => %s})"


@PHONE_FIRST
@pytest.mark.req("R-034", part="a sign-off changes the open page")
@pytest.mark.req("R-326", part="what changes is announced once, and the place is kept")
@pytest.mark.req("R-353", part="the rule of combination completes")
def test_the_open_panel_follows_a_sign_off_and_keeps_ones_place(device: Give, size: str) -> None:
    candidate, assessor = device(size, NEARLY_DONE), device("desktop", ASSESSOR)
    home = HomePage(candidate)
    home.picture("candidate-home")
    expect(home.panel).to_contain_text("Not met yet")
    home.shows("37", "Ready")
    home.sums.locator("summary").click()
    home.unit("37").focus()
    listen(candidate.page)
    place = top_of(home.unit("37"))

    unit = (
        CandidatesPage.start(assessor, "/assessor/candidates")
        .open("Demo Candidate 2")
        .open_unit("37")
    )
    sign_off = unit.sign_off()
    sign_off.confirm("I observed the work")
    sign_off.send()

    expect(home.unit("37")).to_contain_text("Achieved", timeout=WITHIN)
    expect(home.panel.get_by_text("Met", exact=True).first).to_be_visible()
    expect(home.announced).to_contain_text(re.compile("Unit 37 achieved"))
    expect(home.unit("37")).to_be_focused()
    expect(home.sums).to_have_attribute("open", "")
    assert top_of(home.unit("37")) == pytest.approx(place, abs=2)
    assert candidate.page.evaluate("window.loadedOnce") is True
    candidate.page.wait_for_timeout(2_500)
    assert candidate.page.evaluate("window.announcements.filter(s => s).length") == 1


def top_of(row: Locator) -> float:
    """Where it stands on the screen."""
    box = row.bounding_box()
    assert box is not None
    return box["y"]


def listen(page: Page) -> None:
    """Note every announcement from now on, and mark the page as not reloaded."""
    page.evaluate(
        """() => {
            window.loadedOnce = true
            window.announcements = []
            const live = document.getElementById("live")
            new MutationObserver(() => window.announcements.push(live.textContent))
                .observe(live, {childList: true, characterData: true, subtree: true})
        }"""
    )


@pytest.mark.req("R-034", part="nothing changed, nothing sent")
def test_an_unchanged_poll_is_empty_and_none_is_sent_while_hidden(device: Give) -> None:
    candidate = device("phone", NEARLY_DONE)
    HomePage(candidate)
    page = candidate.page
    with page.expect_response(POLL) as polled:
        pass
    assert polled.value.status == 204
    assert polled.value.body() == b""

    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate(HIDE % "true")
    page.wait_for_timeout(300)
    asked.clear()
    page.wait_for_timeout(4_500)
    assert asked == []
    page.evaluate(HIDE % "false")
    with page.expect_response(POLL, timeout=1_000):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


@pytest.mark.req("R-327", part="progress without scripts")
def test_without_scripts_a_link_shows_the_latest_progress(device: Give) -> None:
    candidate = device("phone", NEARLY_DONE, java_script_enabled=False)
    HomePage(candidate).follow("Refresh to see the latest progress", HomePage)
