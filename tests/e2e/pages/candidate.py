"""The candidate's home and what assessors said."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.e2e.browsers import Device
from tests.e2e.pages.evidence import AddEvidencePage, DescribePage
from tests.e2e.pages.frame import Screen
from tests.e2e.pages.units import UnitPage


class HomePage(Screen):
    heading = re.compile("^Hello, ")

    @classmethod
    def open(cls, device: Device) -> HomePage:
        device.page.goto("/")
        return cls(device)

    @property
    def panel(self) -> Locator:
        return self.page.get_by_role("region", name=re.compile("^Progress"))

    @property
    def sums(self) -> Locator:
        return self.panel.get_by_role("group").filter(has_text="Show the exact sums")

    @property
    def announced(self) -> Locator:
        return self.page.get_by_role("status")

    def unit(self, number: str) -> Locator:
        return self.page.get_by_role("link", name=re.compile(rf"^Unit {number}\b"))

    def shows(self, unit: str, state: str) -> None:
        expect(self.unit(unit)).to_contain_text(state)

    def open_unit(self, number: str) -> UnitPage:
        self.unit(number).click()
        return UnitPage(self.device)

    def add_evidence(self) -> AddEvidencePage:
        return self.go("Add", AddEvidencePage)


class FeedbackPage(Screen):
    heading = "Feedback"

    @classmethod
    def open(cls, device: Device) -> FeedbackPage:
        device.page.goto("/candidate/feedback")
        return cls(device)

    def add_to(self, code: str) -> DescribePage:
        return self.follow(f"Add to {code}", DescribePage)
