"""Somebody without an account tries units out, hands the address on, and compares."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.browsers import Give
from tests.e2e.journeys.sizes import PHONE_FIRST
from tests.e2e.pages.accounts import SignInPage
from tests.e2e.pages.what_if import ComparePage, QualificationsPage, TryUnitsPage

ENOUGH = ("1", "2", "3", "4", "5", "6", "7", "10", "11", "37", "30")
LINK = "Try units of a qualification without an account"


@PHONE_FIRST
@pytest.mark.req("R-035")
@pytest.mark.req("R-009", part="side by side")
def test_a_visitor_tries_units_hands_the_address_on_and_compares(device: Give, size: str) -> None:
    visitor = device(size)
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tried = SignInPage.open(visitor).follow(LINK, QualificationsPage).choose("10380")
    expect(tried.search("level 4")).to_have_count(5)
    expect(tried.search("")).to_have_count(45)
    tried.tick(*ENOUGH)
    tried.shows("Met")
    tried.picture("what-if")
    tried.unit("7").uncheck()
    tried.shows("Not met yet")
    expect(tried.panel).to_contain_text("Group B - Optional units: 10 of 15, 5 short")
    expect(tried.page.get_by_role("status")).to_have_text("50 of 55 credits. Not met yet.")
    expect(tried.page).to_have_url(re.compile(r"/what-if/10380\?units=1,2,3,4,5,6,10,11,30,37$"))

    address = tried.copy()
    assert address == tried.address
    friend = TryUnitsPage.open(device("desktop"), address)
    assert friend.picture_drawn == tried.picture_drawn
    expect(friend.unit("7")).not_to_be_checked()
    expect(friend.unit("30")).to_be_checked()

    compared = tried.compare().with_other("03456")
    expect(compared.main).to_contain_text("None of 10 units carries over: 0 credits in 03456.")
    alike = compared.section("What does not, though its title looks the same")
    expect(alike).to_contain_text("03456 unit D12 Gather, analyse and interpret customer feedback")
    back = compared.follow("The other way round", ComparePage)
    expect(back.main).to_contain_text("03456 and 10380 share no unit.")


@pytest.mark.req("R-035", "R-327", part="trying units without scripts")
def test_units_are_tried_without_scripts(device: Give) -> None:
    visitor = device("phone", java_script_enabled=False)
    tried = TryUnitsPage.open(visitor, "/what-if/10380")
    tried.tick(*ENOUGH)
    tried = tried.show()
    tried.shows("Met")
    expect(tried.unit("37")).to_be_checked()
    tried.unit("37").uncheck()
    tried.show().shows("Not met yet")


@pytest.mark.req("R-326")
def test_trying_and_comparing_fit_a_narrow_phone(device: Give) -> None:
    narrow = device("phone", viewport={"width": 360, "height": 740})
    tried = TryUnitsPage.open(narrow, f"/what-if/03456?units={'9' * 60},F3,F4,A17,D8")
    expect(tried.main).to_contain_text("Left out.")
    compared = tried.compare().with_other("10380")
    expect(compared.section("What carries over")).to_be_visible()
