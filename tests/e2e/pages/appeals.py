"""An appeal as its candidate brings it, and as its reviewer decides it."""

from __future__ import annotations

import re

from playwright.sync_api import Locator

from tests.e2e.pages.cases import WaitingPage
from tests.e2e.pages.frame import Screen
from tests.e2e.pages.units import UnitPage


class AppealPage(Screen):
    heading = "Appeal against a decision"

    @property
    def decisions(self) -> Locator:
        return self.page.get_by_role("group", name="Which decision").get_by_role("checkbox")

    def against_all(self) -> None:
        for tick in self.decisions.all():
            tick.check()

    def send(self, grounds: str) -> UnitPage:
        self.page.get_by_label("Why do you think it is wrong?").fill(grounds)
        return self.press("Send the appeal", UnitPage)


class ReviewPage(Screen):
    heading = re.compile(": review the appeal$")

    def uphold_all(self, reasons: str) -> None:
        for choice in self.page.get_by_role("radio", name="Upheld", exact=True).all():
            choice.check()
        for box in self.page.get_by_label(re.compile("^Your reasons")).all():
            box.fill(reasons)

    def decide(self) -> ReviewPage:
        # The page keeps its heading, so only the answer says that it is decided.
        with self.page.expect_response(lambda answer: answer.request.method == "POST"):
            self.main.get_by_role("button", name="Decide the appeal").click()
        return ReviewPage(self.device)


class AppealCasePage(Screen):
    heading = re.compile("^A-")

    def review(self) -> ReviewPage:
        return self.follow("Review it", ReviewPage)


def waiting_appeal(waiting: WaitingPage) -> ReviewPage:
    """From what waits for the reviewer to the frozen trail."""
    return waiting.follow(re.compile("^A-"), AppealCasePage).review()
