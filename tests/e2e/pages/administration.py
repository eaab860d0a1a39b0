"""What an administrator does: register, assign, open a portfolio to a verifier."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import Locator

from tests.e2e.browsers import Device
from tests.e2e.pages.frame import Screen, fill_date, today


class CentrePage(Screen):
    """The administrator's home."""

    heading = "Candidates"
    part = "This installation"

    @classmethod
    def open(cls, device: Device) -> CentrePage:
        device.page.goto("/centre/candidates")
        return cls(device)

    def register(self) -> RegisterPage:
        return self.follow("Register a candidate", RegisterPage)

    def candidate(self, name: str) -> CandidatePage:
        return self.follow(re.compile(f"^{name}"), CandidatePage)


class RegisterPage(Screen):
    heading = "Register a candidate"

    def person(self, email: str, name: str, born_on: date, uln: str) -> None:
        self.page.get_by_label("E-mail address").fill(email)
        self.page.get_by_label("Full name").fill(name)
        fill_date(self.main, "Date of birth", born_on)
        self.page.get_by_label("Location").fill("Demo Store, west")
        self.page.get_by_label("Unique learner number (ULN)").fill(uln)

    def entry(self, code: str, assessor: str) -> None:
        choose(self.page.get_by_label("Qualification", exact=True), code)
        fill_date(self.main, "Start date", today())
        fill_date(self.main, "Registered on", today())
        choose(self.page.get_by_label("Assessor", exact=True), assessor)

    def register(self) -> CandidatePage:
        return self.press("Register candidate", CandidatePage)

    def register_in_vain(self) -> RegisterPage:
        return self.press("Register candidate", RegisterPage)


class CandidatePage(Screen):
    heading = re.compile(".+")
    part = "Profile"

    def assign(self) -> AssignPage:
        return self.follow(re.compile("^Assign staff"), AssignPage)


class AssignPage(Screen):
    heading = re.compile("^Assign staff to ")

    def to(self, assessor: str) -> CandidatePage:
        choose(self.page.get_by_label("Assessor", exact=True), assessor)
        return self.press("Save", CandidatePage)


class StaffPage(Screen):
    heading = "Staff"

    @classmethod
    def open(cls, device: Device) -> StaffPage:
        device.page.goto("/centre/staff")
        return cls(device)

    def invite(self) -> InvitePage:
        return self.follow("Invite somebody", InvitePage)


class InvitePage(Screen):
    heading = "Invite somebody to work here"

    def ask(self, name: str, email: str, role: str) -> StaffPage:
        self.page.get_by_label("Full name").fill(name)
        self.page.get_by_label("E-mail address").fill(email)
        self.page.get_by_label(role, exact=True).check()
        fill_date(self.main, "First day", today())
        return self.press("Invite", StaffPage)


class VerifiersPage(Screen):
    heading = "External verifiers"

    @property
    def access(self) -> Locator:
        return self.main.get_by_role("listitem")

    def open_candidates(self) -> OpenCandidatesPage:
        return self.follow(re.compile("^Open candidates"), OpenCandidatesPage)

    def close(self, candidate: str) -> VerifiersPage:
        self.access.filter(has_text=candidate).get_by_role("button").click()
        return VerifiersPage(self.device)


class OpenCandidatesPage(Screen):
    heading = re.compile("^Open candidates to ")

    def open(self, candidate: str, until: date) -> VerifiersPage:
        fill_date(self.main, "Last day", until)
        self.page.get_by_label(candidate).check()
        return self.press("Open", VerifiersPage)


def choose(field: Locator, words: str) -> None:
    """The option that has these words in it."""
    option = field.locator("option").filter(has_text=words).first
    field.select_option(value=option.get_attribute("value"))
