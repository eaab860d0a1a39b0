"""Looking at evidence: pictures, documents, sound and film, by keyboard, by finger, and without
scripts."""

from __future__ import annotations

import re
import shutil

import pytest
from playwright.sync_api import Page, Response, expect

from tests.e2e.browsers import Device, Give
from tests.e2e.journeys.people import ASSESSOR, NEARLY_DONE, QUALITY_ASSURER, VERIFIER
from tests.e2e.pages.assessing import QueuePage
from tests.e2e.pages.evidence import EvidencePage
from tests.e2e.pages.frame import Screen
from tests.e2e.pages.viewer import DocumentViewer, PictureViewer, PlayerViewer
from tests.e2e.pages.visits import OpenedPage, VisitPage


class Item(Screen):
    """One item of the nearly complete portfolio, found by its title."""

    heading = re.compile(".+")

    @classmethod
    def find(cls, candidate: Device, title: str) -> str:
        """Its address, the same for each of its readers."""
        candidate.page.goto("/candidate/evidence")
        candidate.page.get_by_role("link", name=re.compile(title)).first.click()
        return EvidencePage(candidate).address

    @classmethod
    def open(cls, device: Device, address: str) -> Item:
        device.page.goto(address)
        if not device.scripts:
            until_its_copy_is_made(device.page)
        return cls(device)


def until_its_copy_is_made(page: Page) -> None:
    """Reload, as one does without scripts."""
    for _ in range(60):
        if not page.get_by_text("A copy to look at is being made").count():
            return
        page.wait_for_timeout(500)
        page.reload()


def test_an_assessor_looks_at_evidence_by_keyboard_alone_beside_what_is_typed(
    device: Give,
) -> None:
    assessor = device("desktop", ASSESSOR)
    bench = QueuePage(assessor).open_item("Demo Candidate 5", "E-03")
    photo = PictureViewer(assessor.page)
    fitted, stood = photo.width(), photo.is_upright()
    photo.press("+", "+", "+")
    photo.says("Zoom 195 %")
    assert photo.width() == pytest.approx(fitted * 1.25**3, rel=0.02)
    photo.press("ArrowDown")
    assessor.page.wait_for_function("document.querySelector('[data-stage]').scrollTop > 0")
    photo.press("0")
    photo.says("Fitted to the frame")
    assert photo.width() == pytest.approx(fitted, rel=0.02)
    photo.press("r")
    photo.says("Turned 90 degrees clockwise")
    assert photo.is_upright() is not stood
    photo.press("l")
    photo.says("Not turned")
    assert photo.is_upright() is stood
    photo.button("Full screen").press("Enter")
    expect(photo.button("Full screen")).to_have_attribute("aria-pressed", "true")
    assert photo.is_full()
    assessor.check()
    photo.button("Full screen").press("Enter")
    expect(photo.button("Full screen")).to_have_attribute("aria-pressed", "false")

    bench = QueuePage.open(assessor).open_item("Demo Candidate 5", "E-01")
    bench.feedback.fill("Typed before the page was turned")
    document = DocumentViewer(assessor.page)
    document.step("Next page")
    document.shows_page(2, 2)
    document.says("Page 2 of 2")
    expect(bench.feedback).to_have_value("Typed before the page was turned")
    document.press("[")
    document.shows_page(1, 2)
    document.go_to_page(2)
    document.shows_page(2, 2)
    assessor.page.reload()
    DocumentViewer(assessor.page).shows_page(2, 2)


@pytest.mark.req("R-100")
def test_every_role_of_the_staff_plays_films_and_sound_and_goes_on_when_links_run_out(
    device: Give,
) -> None:
    candidate = device("phone", NEARLY_DONE)
    film, note = Item.find(candidate, "queue board"), Item.find(candidate, "Voice note")
    for staff in (ASSESSOR, QUALITY_ASSURER, VERIFIER):
        reader = device("desktop", staff)
        parts: list[int] = []
        reader.page.on("response", lambda answer, parts=parts: note_part(answer, parts))
        Item.open(reader, film)
        player = PlayerViewer(reader.page)
        player.press("Space")
        player.plays()
        expect(player.player).not_to_have_js_property("currentTime", 0)
        assert 206 in parts
    VisitPage.start(reader).go("What I opened", OpenedPage).says("queue-board.mp4")

    Item.open(reader, note)
    works_by_keyboard(PlayerViewer(reader.page))
    goes_on_after_its_link_ran_out(PlayerViewer(reader.page))


def note_part(answer: Response, parts: list[int]) -> None:
    if "/files/" in answer.url:
        parts.append(answer.status)


def works_by_keyboard(player: PlayerViewer) -> None:
    end = f"0:{int(player.length):02d}"
    expect(player.time).to_have_text(f"0:00 of {end}")
    player.press("ArrowRight", "ArrowRight")
    player.says(f"0:20 of {end}")
    assert player.seconds == pytest.approx(20, abs=0.5)
    player.press("ArrowUp", "ArrowDown")
    player.button("Back 10 s").press("Enter")
    player.says(f"0:10 of {end}")
    player.set_speed("1.5 ×")
    expect(player.player).to_have_js_property("playbackRate", 1.5)
    player.press("Space")
    player.plays()
    player.press("Space")
    player.plays(yes=False)
    player.player.focus()
    before = player.seconds
    player.page.keyboard.press("ArrowLeft")
    assert player.seconds == pytest.approx(max(before - 10, 0), abs=0.5)


def goes_on_after_its_link_ran_out(player: PlayerViewer) -> None:
    player.press("ArrowRight", "Space")
    player.plays()
    player.lose_the_link()
    expect(player.player).to_have_js_property("error", None)
    player.plays()
    assert player.seconds >= 10
    expect(player.player).to_have_js_property("playbackRate", 1.5)


def test_fingers_zoom_a_photograph_on_a_phone(device: Give) -> None:
    phone = device("phone", NEARLY_DONE)
    Item.open(phone, Item.find(phone, "Help desk"))
    photo = PictureViewer(phone.page)
    fitted = photo.width()
    photo.pinch(2)
    assert photo.width() == pytest.approx(fitted * 2, rel=0.1)
    photo.double_tap()
    expect(photo.root.locator("[data-zoom-now]")).to_have_text("100 %")
    photo.double_tap()
    expect(photo.root.locator("[data-zoom-now]")).to_have_text("250 %")
    phone.check()


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="there is no ffmpeg to draw it")
def test_a_recording_is_gone_through_by_its_waveform(device: Give) -> None:
    phone = device("phone", NEARLY_DONE)
    item = Item.find(phone, "Voice note")
    player = until_its_waveform_is_drawn(phone, item)
    player.point_at(0.5)
    assert player.seconds == pytest.approx(player.length / 2, abs=0.5)
    player.waveform.focus()
    phone.page.keyboard.press("ArrowLeft")
    assert player.seconds == pytest.approx(player.length / 2 - 10, abs=0.5)
    phone.page.keyboard.press("End")
    expect(player.waveform).to_have_attribute("aria-valuenow", str(round(player.length)))
    phone.page.keyboard.press("Home")
    expect(player.waveform).to_have_attribute("aria-valuetext", re.compile("^0:00 of "))
    phone.check()


def until_its_waveform_is_drawn(device: Device, address: str) -> PlayerViewer:
    """A recording plays at once; its waveform follows when the worker has got to it."""
    for _ in range(60):
        Item.open(device, address)
        player = PlayerViewer(device.page)
        if player.root.locator("[data-waveform]").count():
            break
        device.page.wait_for_timeout(500)
    expect(player.waveform).to_be_visible()
    return player


@pytest.mark.req("R-327", part="evidence is looked at and played without scripts")
def test_evidence_is_looked_at_and_played_without_scripts(device: Give) -> None:
    reader = device("phone", NEARLY_DONE, java_script_enabled=False)
    document = Item.open(reader, Item.find(reader, "Emails with a customer"))
    document.follow("Next page", Item)
    viewer = document.page.get_by_role("region", name="Evidence", exact=True)
    expect(viewer.get_by_role("img")).to_have_attribute("alt", re.compile("page 2 of 2$"))
    viewer.get_by_label("Page", exact=True).fill("1")
    viewer.get_by_role("button", name="Go").click()
    expect(viewer.get_by_role("img")).to_have_attribute("alt", re.compile("page 1 of 2$"))
    expect(viewer.get_by_role("button")).to_have_text(["Go"])

    Item.open(reader, Item.find(reader, "queue board"))
    expect(viewer.locator("video[controls]")).to_be_visible()
    expect(viewer.get_by_role("button", name="Forward")).to_have_count(0)
    Item.open(reader, Item.find(reader, "Voice note"))
    expect(viewer.locator("audio[controls]")).to_be_visible()
