"""The scripts of every page, in a real browser: the person's place outlives what is swapped."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.planted import Planted, planted

HIDE = "Object.defineProperty(document, 'hidden', {configurable: true, get: () => %s})"


@pytest.fixture
def site() -> Iterator[Planted]:
    with planted() as state:
        yield state


@pytest.fixture
def page(chromium: Browser, site: Planted) -> Iterator[Page]:
    context = chromium.new_context()
    opened = context.new_page()
    opened.goto(site.url)
    yield opened
    context.close()


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


@pytest.mark.req("R-326", part="changes are announced, and nothing typed or open is lost")
def test_a_poll_keeps_what_is_typed_open_and_focused_and_is_said_once(
    page: Page, site: Planted
) -> None:
    page.get_by_label("Note").fill("half a thought")
    page.get_by_text("Sums").click()
    page.get_by_label("Title").focus()
    site.credits = 18

    expect(page.locator("#sum")).to_have_text("18 credits")
    expect(page.locator("#live")).to_have_text("18 credits")
    expect(page.get_by_label("Note")).to_have_value("half a thought")
    expect(page.locator("#sums")).to_have_attribute("open", "")
    assert focused(page) == "title"


def test_nothing_is_asked_for_while_the_page_is_hidden_and_at_once_on_return(
    page: Page, site: Planted
) -> None:
    page.evaluate(HIDE % "true")
    page.wait_for_timeout(200)
    before = site.polls
    page.wait_for_timeout(900)
    assert site.polls == before

    with page.expect_response("**/panel", timeout=250):
        page.evaluate(HIDE % "false")
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


@pytest.mark.req("R-326", part="after a refusal the focus is on what to put right")
def test_a_refusal_takes_the_focus_and_keeps_what_was_typed(page: Page, site: Planted) -> None:
    page.get_by_label("Title").fill("Complaint log")
    page.get_by_role("button", name="Send it").click()

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Title")).to_have_value("Complaint log")


def test_what_was_typed_comes_back_after_a_reload_but_never_a_password(
    page: Page, site: Planted
) -> None:
    page.get_by_label("Title").fill("Complaint log")
    page.get_by_label("Password").fill("not to be kept")
    page.wait_for_timeout(600)
    assert "not to be kept" not in str(page.evaluate("JSON.stringify(localStorage)"))
    page.reload()

    expect(page.get_by_label("Title")).to_have_value("Complaint log")
    expect(page.locator("#story .pf-callout")).to_contain_text("What you had typed here is back")


def test_what_arrived_is_kept_no_longer(page: Page, site: Planted) -> None:
    site.answer = "accept"
    page.get_by_label("Title").fill("Complaint log")
    page.get_by_role("button", name="Send it").click()

    expect(page.get_by_label("Title")).to_have_value("")
    assert page.evaluate("localStorage.length") == 0


def test_a_failure_is_told_at_the_top_and_the_form_stays_as_it_was(
    page: Page, site: Planted
) -> None:
    site.answer = "break"
    page.get_by_label("Title").fill("Complaint log")
    page.get_by_role("button", name="Send it").click()

    expect(page.locator("#flash")).to_contain_text("Something went wrong on our side")
    expect(page.locator("#flash")).to_contain_text("7F3K-22")
    expect(page.get_by_label("Title")).to_have_value("Complaint log")
