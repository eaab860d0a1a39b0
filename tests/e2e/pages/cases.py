"""Complaints as those see them who are told that a target has passed."""

from __future__ import annotations

import re
from datetime import date

from tests.e2e.browsers import Device
from tests.e2e.pages.frame import Screen, fill_date


class WaitingPage(Screen):
    heading = "Waiting for me"

    @classmethod
    def open(cls, device: Device) -> WaitingPage:
        device.page.goto("/cases/waiting")
        return cls(device)


class EscalationPage(Screen):
    heading = re.compile("has passed its target$")


class ProceduresPage(Screen):
    heading = "Procedures"

    @classmethod
    def open(cls, device: Device) -> ProceduresPage:
        device.page.goto("/procedures")
        return cls(device)

    def follow_one(self, name: str) -> None:
        """Have the centre follow a shipped procedure for what comes in from now on."""
        self.main.get_by_role("link", name=name).last.click()
        self.main.get_by_role("link", name="Follow").first.click()
        self.main.get_by_role("button", name="Follow it").click()


class IntakePage(Screen):
    heading = "Record what somebody brought"

    @classmethod
    def open(cls, device: Device) -> IntakePage:
        device.page.goto("/cases/new")
        return cls(device)

    def record(self, kind: str, channel: str, category: str, said: str) -> CasePage:
        """Take in what Demo Complainant 1 brings."""
        self.page.get_by_role("radio", name=channel, exact=True).check()
        self.page.get_by_role("radio", name=kind, exact=True).check()
        self.page.get_by_label("Full name").fill("Demo Complainant 1")
        self.page.get_by_label("E-mail address").fill("complainant1@home.test")
        self.page.get_by_label("What it is about").select_option(label=category)
        self.page.get_by_label("What they said, in their own words").fill(said)
        return self.press("Record it", CasePage)


class CasePage(Screen):
    heading = re.compile(r"^[A-Z]-\d{4}-\d{3}: ")

    def deed(self, name: str) -> DeedPage:
        """Open the page of a deed, from the list that folds away."""
        self.main.get_by_text("What else can be done").click()
        self.main.locator("#deeds").get_by_role("link", name=name).click()
        return DeedPage(self.device)

    def answer(self, words: str) -> CasePage:
        """Write the resolution: not upheld, in these words."""
        page = self.deed("Write the resolution")
        page.choose("Not upheld")
        return page.send("Send the resolution", **{"What was found": words})


class DeedPage(Screen):
    heading = re.compile(r"\S")

    def choose(self, name: str) -> None:
        self.main.get_by_role("radio", name=name, exact=True).check()

    def target(self, day: date) -> None:
        fill_date(self.main, "Day by which we expect to answer", day)

    def send(self, button: str, **typed: str) -> CasePage:
        """Fill in fields by the beginning of their labels, and do it."""
        for label, words in typed.items():
            self.main.get_by_label(re.compile(f"^{label}")).fill(words)
        return self.press(button, CasePage)


class LinkPage(Screen):
    heading = "Their private link"

    def new_link(self) -> str:
        """The address of a new private link, which is shown once."""
        self.main.get_by_role("radio", name="End it and make a new one").check()
        self.main.get_by_role("button", name="Change the link").click()
        shown = self.main.get_by_text(re.compile("/follow/"))
        return shown.inner_text().strip()


class FollowedPage(Screen):
    """The case as whoever brought it sees it, without an account."""

    heading = re.compile(r"^[A-Z]-\d{4}-\d{3}: ")

    @classmethod
    def by_link(cls, device: Device, link: str) -> FollowedPage:
        device.page.goto(link)
        return cls(device)

    def take_further(self, stage: str, why: str) -> FollowedPage:
        self.main.locator("#further").get_by_role("textbox").fill(why)
        self.main.get_by_role("button", name=f"Take it to: {stage}").click()
        return FollowedPage(self.device)
