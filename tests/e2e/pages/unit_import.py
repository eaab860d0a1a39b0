"""Importing units: a document is sent, read by the worker, corrected and saved."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.browsers import Device
from tests.e2e.pages.catalogue import UnitPage
from tests.e2e.pages.frame import Screen


class ImportUnitsPage(Screen):
    heading = "Import units"

    @classmethod
    def open(cls, device: Device) -> ImportUnitsPage:
        device.page.goto("/catalogue/unit-imports/new")
        return cls(device)

    def send(self, document: Path) -> FoundUnitsPage:
        self.page.get_by_label("Unit document or table").set_input_files(document)
        return self.press("Read the file", FoundUnitsPage)


class FoundUnitsPage(Screen):
    heading = re.compile("^Units in ")

    def check(self, title: str) -> CheckUnitPage:
        """Wait until the worker has read the document, then open a unit of it."""
        expect(self.main.get_by_role("heading", name=title)).to_be_visible(timeout=60_000)
        self.device.check()
        self.picture("units-found")
        return self.follow(re.compile("^Check "), CheckUnitPage)


class CheckUnitPage(Screen):
    heading = re.compile("^Check ")

    def follow_doubt(self, words: str | re.Pattern[str]) -> None:
        """Go from a doubt to the field it is about."""
        self.main.get_by_role("link", name=words).click()

    def write(self, label: str, words: str) -> None:
        self.page.get_by_label(label, exact=True).fill(words)

    def keep(self) -> CheckUnitPage:
        return self.press("Keep and go on later", CheckUnitPage)

    def publish(self) -> UnitPage:
        return self.press("Save and publish", UnitPage)
