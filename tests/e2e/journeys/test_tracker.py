"""Following many candidates at once: by keyboard on a desktop, as a list on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.browsers import Give
from tests.e2e.journeys.people import ADMINISTRATOR, ASSESSOR
from tests.e2e.pages.assessing import QueuePage
from tests.e2e.pages.tracker import CandidatesPage, TrackerPage

AT_THE_END = """document.activeElement.closest("td") ===
    document.querySelector("#track tbody tr").lastElementChild"""


@pytest.mark.req("R-338", part="by keyboard")
def test_an_assessor_walks_the_units_with_the_arrow_keys_and_opens_one(device: Give) -> None:
    assessor = device("desktop", ASSESSOR)
    tracker = QueuePage(assessor).go("Candidates", CandidatesPage).tracker()
    keyboard = assessor.page.keyboard
    tracker.rows.first.get_by_role("link").first.focus()

    keyboard.press("ArrowRight")
    expect(tracker.told).to_have_text(re.compile(r"^Demo Candidate \d+, unit 1: .+\. "))
    keyboard.press("End")
    assert assessor.page.evaluate(AT_THE_END)
    keyboard.press("Control+Home")
    expect(tracker.focused).to_have_text(re.compile("^Demo Candidate"))
    keyboard.press("ArrowDown")
    keyboard.press("ArrowRight")
    cell = tracker.rows.nth(1).locator("td.u").first.locator("a")
    expect(cell).to_be_focused()
    assert assessor.page.locator("#track tbody [tabindex='0']").count() == 1

    keyboard.press("Enter")

    expect(assessor.page).to_have_url(re.compile("/units/"))


@pytest.mark.req("R-338", part="on a phone")
def test_a_phone_lists_the_candidates_and_shows_the_units_when_asked(device: Give) -> None:
    phone = device("phone", ADMINISTRATOR, viewport={"width": 360, "height": 740})
    tracker = TrackerPage.open(phone)
    expect(tracker.rows.first.get_by_text(re.compile(r"^\d+ not started"))).to_be_visible()
    expect(tracker.signs.first).to_be_hidden()

    tracker = tracker.units()
    expect(tracker.signs.first).to_be_visible()
    name = tracker.rows.first.get_by_role("rowheader")
    before = name.bounding_box()
    phone.page.locator("#track").evaluate("region => region.scrollBy(400, 0)")
    assert name.bounding_box() == before, "who it is stays in sight"


@pytest.mark.req("R-338", part="without scripts, and as a file")
def test_the_tracker_is_filtered_and_saved_without_scripts(device: Give) -> None:
    desktop = device("desktop", ADMINISTRATOR, java_script_enabled=False, accept_downloads=True)
    tracker = TrackerPage.open(desktop).search("Demo Candidate 2")
    expect(tracker.rows).to_have_count(1)
    expect(tracker.page.get_by_role("link", name="Skip past")).to_have_attribute(
        "href", "#after-grid"
    )

    lines = tracker.download().splitlines()

    assert lines[0].startswith("\ufeffCandidate,Candidate number,Status,Assessor")
    assert [line.split(",")[0] for line in lines[1:]] == ["Demo Candidate 2"]
