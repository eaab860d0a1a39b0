"""Trying units out, and two qualifications side by side."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.e2e.browsers import Device
from tests.e2e.pages.frame import Screen


class QualificationsPage(Screen):
    heading = "Try units"

    def choose(self, entry_code: str) -> TryUnitsPage:
        self.main.get_by_role("link", name=re.compile(f"^{entry_code}")).click()
        return TryUnitsPage(self.device)


class TryUnitsPage(Screen):
    heading = re.compile("^Try units of ")

    @classmethod
    def open(cls, device: Device, address: str) -> TryUnitsPage:
        device.page.goto(address)
        return cls(device)

    @property
    def panel(self) -> Locator:
        return self.main.get_by_role("region", name=re.compile("if these units were signed off"))

    def unit(self, number: str) -> Locator:
        return self.main.get_by_role("checkbox", name=re.compile(rf"^Unit {number}\b"))

    def tick(self, *numbers: str) -> None:
        for number in numbers:
            self.unit(number).check()

    def search(self, words: str) -> Locator:
        """The units left in the list after a search."""
        self.main.get_by_role("searchbox").fill(words)
        return self.main.locator("[data-find-row]:not([hidden])")

    def shows(self, verdict: str) -> None:
        expect(self.panel.locator(".govuk-tag")).to_have_text(verdict)

    def show(self) -> TryUnitsPage:
        return self.press("Show what they come to", TryUnitsPage)

    @property
    def picture_drawn(self) -> list[str]:
        """The panel as read out, bar by bar, and its words."""
        bars = self.panel.get_by_role("img").evaluate_all("all => all.map(a => a.ariaLabel)")
        return [*bars, self.panel.inner_text()]

    def copy(self) -> str:
        """The address as the button put it on the clipboard."""
        self.main.get_by_role("button", name="Copy").click()
        expect(self.page.get_by_role("status")).to_have_text("Address copied")
        return str(self.page.evaluate("navigator.clipboard.readText()"))

    def compare(self) -> ComparePage:
        return self.follow("What of this carries over to another qualification", ComparePage)


class ComparePage(Screen):
    heading = "Compare two qualifications"

    def with_other(self, entry_code: str) -> ComparePage:
        choice = self.page.get_by_label("Compared with")
        value = choice.locator("option", has_text=entry_code).get_attribute("value")
        choice.select_option(value)
        return self.press("Compare", ComparePage)

    def section(self, title: str) -> Locator:
        return self.main.get_by_role("region", name=title)
