"""The tracker: a grid of candidates by units, or a list of them."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator

from tests.e2e.browsers import Device
from tests.e2e.pages.frame import Screen


class CandidatesPage(Screen):
    heading = "Candidates"

    def tracker(self) -> TrackerPage:
        return self.follow("Tracker", TrackerPage)


class TrackerPage(Screen):
    heading = "Tracker"

    @classmethod
    def open(cls, device: Device, query: str = "") -> TrackerPage:
        device.page.goto(f"/tracker{query}")
        return cls(device)

    @property
    def rows(self) -> Locator:
        return self.page.locator("#track tbody tr")

    @property
    def signs(self) -> Locator:
        return self.page.locator("#track tbody td.u")

    @property
    def told(self) -> Locator:
        """The line that says in words what is pointed at."""
        return self.page.locator("#told")

    @property
    def focused(self) -> Locator:
        return self.page.locator("#track :focus")

    def search(self, name: str) -> TrackerPage:
        self.page.get_by_label("Name or number").fill(name)
        return self.press("Filter", TrackerPage)

    def units(self) -> TrackerPage:
        return self.follow("Show the units of all", TrackerPage)

    def download(self) -> str:
        """The file, as the person finds it."""
        with self.page.expect_download() as begun:
            self.page.get_by_role("link", name="Download as CSV").click()
        return Path(begun.value.path()).read_text(encoding="utf-8")
