"""Evidence captured on a phone: through dropped lines, closed pages and ended sign-ins."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.browsers import Device, Give
from tests.e2e.journeys.people import NEARLY_DONE, SENT_BACK, WAITING
from tests.e2e.pages.accounts import SignInPage
from tests.e2e.pages.candidate import HomePage
from tests.e2e.pages.capture import (
    ONLY_HERE,
    PER_CENT,
    CapturePage,
    Centre,
    Line,
    photo,
)
from tests.e2e.pages.evidence import DescribePage
from tests.e2e.server import Server


@pytest.fixture
def centre(server: Server) -> Centre:
    return Centre(server)


@pytest.mark.req("R-349", part="a photo set over a line that drops, one by one")
def test_a_photo_set_survives_a_dropped_line_and_arrives_whole_as_one_item(
    device: Give, centre: Centre
) -> None:
    phone = device("phone", WAITING)
    phone.may_lose_the_line()
    capture = CapturePage.open(phone)
    capture.knows_criteria()
    photos = {f"shelf-{number}.jpg": photo(number, 900_000) for number in range(3)}
    line = Line(phone.page)
    line.carries(500_000)
    capture.add(*photos.items())
    capture.is_in_state("shelf-0.jpg", PER_CENT)
    capture.is_in_state("shelf-1.jpg", ONLY_HERE)
    line.drops()
    capture.is_in_state("shelf-0.jpg", ONLY_HERE)
    expect(capture.file("shelf-0.jpg")).to_contain_text("Goes when the connection is back")
    capture.entitle("The shelf, before and after")
    capture.tag("11", "1.1", "2.1")
    phone.check()

    line.is_free()
    capture.is_safe(*photos)
    expect(capture.main).to_contain_text("Title and criteria are with your centre")
    for name, content in photos.items():
        centre.has_whole(name, content)
    assert centre.items_of(*photos) == [("The shelf, before and after", 3)]
    describe = capture.follow(re.compile("^Next: say what E-"), DescribePage)
    expect(describe.picker.chosen).to_contain_text("11: 1.1, 2.1")


@pytest.mark.req("R-349", part="closed and opened again without a connection")
def test_what_was_captured_without_a_connection_outlives_the_closed_page(
    device: Give, centre: Centre
) -> None:
    phone = device("phone", SENT_BACK)
    phone.may_lose_the_line()
    first = CapturePage.open(phone)
    first.opens_without_a_connection()
    first.knows_criteria()
    phone.context.set_offline(True)
    note = photo(7, 1000)
    first.add(("till-roll.jpg", note))
    first.is_in_state("till-roll.jpg", ONLY_HERE)

    phone.page.close()
    phone.page = phone.context.new_page()
    phone.page.goto("/candidate/evidence/add")
    took = phone.page.evaluate("performance.getEntriesByType('navigation')[0].domComplete")
    assert took <= 1000
    again = CapturePage(phone)
    again.is_in_state("till-roll.jpg", ONLY_HERE)
    again.tag("4", "3.2")
    second = phone.context.new_page()
    second.goto("/candidate/evidence/add")

    phone.context.set_offline(False)
    again.is_safe("till-roll.jpg")
    centre.has_whole("till-roll.jpg", note)
    kept = centre.rows("SELECT count(*) FROM upload WHERE name = 'till-roll.jpg'")
    assert kept == [(1,)]
    assert len(centre.items_of("till-roll.jpg")) == 1


@pytest.mark.req("R-349", part="bound to the person on a shared phone")
def test_what_one_person_keeps_the_next_neither_sees_nor_sends(
    device: Give, centre: Centre
) -> None:
    phone = device("phone", WAITING)
    capture = CapturePage.open(phone)
    line = Line(phone.page)
    line.carries(10_000)
    capture.add(("counter.jpg", photo(8, 50_000)))
    capture.is_in_state("counter.jpg", PER_CENT)
    capture.press_at("counter.jpg", "Pause")
    capture.is_in_state("counter.jpg", ONLY_HERE)
    line.is_free()

    sign_out(phone)
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("Before you sign out")
    phone.check()
    phone.page.get_by_role("button", name="Keep it and sign out").click()
    SignInPage(phone).sign_in(NEARLY_DONE)
    other = CapturePage.open(phone)
    other.knows_criteria()
    expect(other.file("counter.jpg")).to_have_count(0)
    sign_out(phone)
    expect(SignInPage(phone).main).to_contain_text("You are signed out")
    assert capture.people_kept() == 0
    SignInPage(phone).sign_in(WAITING)
    home = HomePage(phone)
    expect(home.page.locator("#capture-waiting")).to_contain_text("1 file")
    home.main.get_by_role("link", name="Open to send").click()
    back = CapturePage(phone)
    back.press_at("counter.jpg", "Go on sending")
    back.is_safe("counter.jpg")
    assert len(centre.items_of("counter.jpg")) == 1

    line.carries(10_000)
    back.add(("private.jpg", photo(12, 50_000)))
    back.is_in_state("private.jpg", PER_CENT)
    back.press_at("private.jpg", "Pause")
    line.is_free()
    sign_out(phone)
    phone.page.get_by_role("button", name="Delete it and sign out").click()
    SignInPage(phone).sign_in(WAITING)
    HomePage(phone)
    expect(CapturePage.open(phone).file("private.jpg")).to_have_count(0)


@pytest.mark.req("R-349", part="an ended sign-in makes what is unsent wait")
@pytest.mark.req("R-071", part="a program is refused with why")
def test_an_ended_sign_in_makes_captures_wait_and_a_refusal_says_why(
    device: Give, centre: Centre
) -> None:
    phone = device("phone", SENT_BACK)
    capture = CapturePage.open(phone)
    capture.knows_criteria()
    phone.context.clear_cookies()
    capture.add(("rota.jpg", photo(9, 1000)))
    capture.notices("You are signed out")
    capture.is_in_state("rota.jpg", ONLY_HERE)
    phone.check()
    capture.page.get_by_role("link", name="Sign in").click()
    SignInPage(phone).sign_in(SENT_BACK)
    again = CapturePage(phone)
    again.is_safe("rota.jpg")

    again.page.get_by_label("Each file its own item").check()
    again.add(("monday.jpg", photo(10, 1000)), ("tuesday.jpg", photo(11, 1000)))
    again.is_safe("monday.jpg", "tuesday.jpg")
    assert centre.items_of("monday.jpg", "tuesday.jpg") == [("", 1), ("", 1)]
    page = b"<!DOCTYPE html><title>x</title><script>1</script>" + b" " * 500
    again.add(("setup.exe", b"MZ" + bytes(200)), ("picture.jpg", page))
    again.is_in_state("setup.exe", "^Refused: .exe files are not taken")
    again.is_in_state("picture.jpg", "^Refused: .*picture.jpg")
    again.press_at("setup.exe", "Remove setup.exe")
    again.is_in_state("setup.exe", "Removed")
    again.press_at("setup.exe", "Undo")
    again.is_in_state("setup.exe", "^Refused")
    phone.check()
    again.press_at("setup.exe", "Remove setup.exe")
    again.press_at("picture.jpg", "Remove picture.jpg")
    again.is_in_state("picture.jpg", "Removed")


@pytest.mark.req("R-349", part="camera and recorder")
@pytest.mark.req("R-071", part="sound and pictures taken in the page")
def test_sound_and_a_picture_are_taken_in_the_page(device: Give) -> None:
    desk = device("desktop", NEARLY_DONE)
    capture = CapturePage.open(desk)
    page = desk.page
    page.get_by_label("Record sound").click()
    expect(page.locator("#recorder-time")).to_have_text("0:01")
    desk.check()
    page.get_by_role("button", name="Stop and keep").click()
    page.get_by_label("Take a photo").click()
    page.wait_for_function("() => document.getElementById('recorder-view').videoWidth > 0")
    page.get_by_role("button", name="Take the photo").click()
    capture.is_safe("Voice note", re.compile(r"Photo \d{4}-"))
    desk.check()


def sign_out(phone: Device) -> None:
    page = phone.page
    page.get_by_role("banner").locator("summary").click()
    page.get_by_role("banner").get_by_role("button", name="Sign out").click()
