"""What every page has: one heading, the navigation, a message after a deed."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import ClassVar, TypeVar
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, expect

from tests.e2e.browsers import Device

Next = TypeVar("Next", bound="Screen")


class Screen:
    """A page as a person sees it. To meet one is to wait for its heading and to check it."""

    heading: ClassVar[str | re.Pattern[str]]
    part: ClassVar[str | None] = None
    """A heading further down that no other page has, where the first does not tell pages apart."""

    def __init__(self, device: Device) -> None:
        self.device = device
        self.page = device.page
        self.main = self.page.get_by_role("main")
        self.title = self.page.get_by_role("heading", level=1)
        expect(self.title).to_have_text(self.heading)
        if self.part:
            expect(self.page.get_by_role("heading", name=self.part, exact=True)).to_be_visible()
        device.check()

    @property
    def address(self) -> str:
        return self.page.url

    def says(self, words: str | re.Pattern[str]) -> None:
        expect(self.main).to_contain_text(words)

    def refuses(self, words: str) -> None:
        """The error summary holds the words, and the same words stand beside the field."""
        expect(self.page.get_by_role("alert")).to_contain_text(words)
        expect(self.main.locator(".govuk-error-message", has_text=words).first).to_be_visible()

    def state(self, word: str) -> Locator:
        """The tags on this page that show a state."""
        return self.main.locator(".govuk-tag").filter(has_text=re.compile(f"^{word}"))

    def press(self, button: str | re.Pattern[str], leads_to: type[Next]) -> Next:
        self.main.get_by_role("button", name=button).first.click()
        return leads_to(self.device)

    def follow(self, link: str | re.Pattern[str], leads_to: type[Next]) -> Next:
        self.main.get_by_role("link", name=link).first.click()
        return leads_to(self.device)

    def go(self, place: str, leads_to: type[Next]) -> Next:
        """By the main navigation: the dock of a phone, the row of a desktop."""
        navigation = self.page.get_by_role("navigation", name="Main")
        navigation.get_by_role("link", name=place).click()
        return leads_to(self.device)

    def picture(self, name: str) -> None:
        self.device.picture(name)


class NotFound(Screen):
    heading = "We cannot find that page"


def fill_date(within: Locator, name: str, day: date) -> None:
    """The three boxes of a date."""
    boxes = within.get_by_role("group", name=name)
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        boxes.get_by_label(label, exact=True).fill(str(value))


def today() -> date:
    """The day it is for the server, whose clock is the real one."""
    return datetime.now(ZoneInfo("Europe/London")).date()
