"""The assessor's queue, the workbench and records of their own."""

from __future__ import annotations

import re

from playwright.sync_api import Locator

from tests.e2e.browsers import Device
from tests.e2e.pages.evidence import Picker
from tests.e2e.pages.frame import Screen, fill_date, today


class QueuePage(Screen):
    heading = "Waiting for you"

    @classmethod
    def open(cls, device: Device) -> QueuePage:
        device.page.goto("/assessor/queue")
        return cls(device)

    def row(self, candidate: str, words: str) -> Locator:
        return self.main.get_by_role("row").filter(has_text=candidate).filter(has_text=words)

    def open_item(self, candidate: str, words: str) -> WorkbenchPage:
        self.row(candidate, words).get_by_role("link").first.click()
        return WorkbenchPage(self.device)


class WorkbenchPage(Screen):
    heading = re.compile(r"^E-\d+ ")

    @property
    def criteria(self) -> Locator:
        return self.main.locator("[data-judge]")

    @property
    def numbers(self) -> list[str]:
        return self.criteria.locator("summary b").all_inner_texts()

    def criterion(self, number: str) -> Locator:
        return self.criteria.filter(has=self.page.get_by_text(number, exact=True))

    def judge(self, number: str, outcome: str, why: str) -> None:
        """With the mouse: unfold, choose, say why."""
        one = self.criterion(number)
        if one.get_attribute("open") is None:
            one.locator("summary").click()
        one.get_by_role("radio", name=outcome, exact=True).check()
        one.get_by_label("Why you decided so").fill(why)

    def method(self, code: str) -> None:
        self.page.get_by_role("checkbox", name=re.compile(rf"^{code}\b")).check()

    @property
    def feedback(self) -> Locator:
        return self.page.get_by_label("What went well, and what to do next")

    @property
    def status(self) -> Locator:
        return self.page.get_by_text(re.compile(r"\d+ of \d+ judged"))

    def record(self) -> QueuePage:
        return self.press("Record decisions", QueuePage)

    def refer(self) -> QueuePage:
        return self.press("Refer back", QueuePage)


class AddRecordPage(Screen):
    heading = re.compile("^Add a record for ")

    @property
    def picker(self) -> Picker:
        return Picker(self.page.get_by_role("group", name="Criteria it covers"))

    def observe(self, title: str, place: str, account: str) -> None:
        self.page.get_by_label("Observation").check()
        self.page.get_by_label("Title (optional)").fill(title)
        fill_date(self.main, "Date it took place", today())
        self.page.get_by_label("Place", exact=True).fill(place)
        self.page.get_by_label("What you saw, or the gist").fill(account)

    def add(self) -> WorkbenchPage:
        return self.press("Add the record", WorkbenchPage)
