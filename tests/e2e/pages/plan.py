"""Planning the way to finish."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.e2e.pages.frame import Screen


class PlanPage(Screen):
    heading = "Plan the way to finish"

    @property
    def ways(self) -> Locator:
        return self.main.locator("#plan-ways")

    @property
    def best(self) -> Locator:
        """The units of the best way."""
        return self.ways.get_by_role("list").first.get_by_role("listitem")

    def done(self, button: str, then: str) -> PlanPage:
        """Press; the page that follows has the same heading, so what it says is waited for."""
        self.main.get_by_role("button", name=re.compile(f"^{button}")).first.click()
        expect(self.main).to_contain_text(then)
        return PlanPage(self.device)

    def wish(self, number: str, word: str) -> None:
        """Of the unit with this number: either way, wanted or left out."""
        named = re.compile(rf"^\s*Unit {number}\b")
        self.main.get_by_role("combobox", name=named).select_option(label=word)
