"""A portfolio's units: coverage, sign-off, trail."""

from __future__ import annotations

import re

from playwright.sync_api import Locator

from tests.e2e.browsers import Device
from tests.e2e.pages.assessing import AddRecordPage
from tests.e2e.pages.declaration import DeclarationPage
from tests.e2e.pages.evidence import EvidencePage
from tests.e2e.pages.frame import Screen
from tests.e2e.server import PASSWORD


class PortfolioPage(Screen):
    heading = re.compile("^Portfolio of ")

    @classmethod
    def open(cls, device: Device, address: str) -> PortfolioPage:
        device.page.goto(address)
        return cls(device)

    def open_unit(self, number: str) -> UnitPage:
        self.main.get_by_role("link", name=re.compile(rf"^Unit {number}\b")).click()
        return UnitPage(self.device)


class UnitPage(Screen):
    heading = re.compile(r"^Unit \w+: ")
    part = "Items of evidence"

    @classmethod
    def open(cls, device: Device, address: str) -> UnitPage:
        device.page.goto(address)
        return cls(device)

    @property
    def id(self) -> str:
        return self.page.url.rpartition("/")[2]

    @property
    def sign_off_part(self) -> Locator:
        return self.main.get_by_role("region", name="Sign-off")

    @property
    def declaration_part(self) -> Locator:
        return self.main.get_by_role("region", name="Declaration")

    def ask_for(self, verb: str) -> Locator:
        """Press a verb of a criterion; what it means stands beside it."""
        self.main.get_by_role("link", name=verb, exact=True).first.click()
        return self.page.get_by_role("tooltip")

    def open_item(self) -> EvidencePage:
        """The first item of the list."""
        items = self.main.get_by_role("region", name="Items of evidence")
        items.get_by_role("link").first.click()
        return EvidencePage(self.device)

    def declare(self) -> DeclarationPage:
        self.declaration_part.get_by_role("link", name="Sign the declaration").click()
        return DeclarationPage(self.device)

    def sign_off(self) -> SignOffPage:
        self.sign_off_part.get_by_role("link", name=re.compile("^Sign off")).click()
        return SignOffPage(self.device)

    def sign_off_anyway(self) -> SignOffPage:
        """By the address: no link leads there while something is missing."""
        self.page.goto(f"/assessor/units/{self.id}/sign-off")
        return SignOffPage(self.device)

    def withdraw(self) -> WithdrawSignOffPage:
        return self.follow("Withdraw this sign-off", WithdrawSignOffPage)

    def add_record(self) -> AddRecordPage:
        return self.follow("Add a record", AddRecordPage)

    def trail(self) -> TrailPage:
        return self.follow("Trail", TrailPage)


class SignOffPage(Screen):
    heading = re.compile("^Sign off ")

    def confirm(self, *checks: str) -> None:
        for check in checks:
            self.page.get_by_label(check).check()
        self.page.get_by_label("I confirm the statement above").check()
        self.page.get_by_label("Your password").fill(PASSWORD)

    def sign(self) -> UnitPage:
        return self.press(re.compile("^Sign as "), UnitPage)

    def send(self) -> None:
        """Sign, and be done as soon as the server has answered."""
        with self.page.expect_response(lambda answer: answer.request.method == "POST"):
            self.main.get_by_role("button", name=re.compile("^Sign as ")).click()

    def sign_too_early(self) -> SignOffPage:
        return self.press(re.compile("^Sign as "), SignOffPage)


class WithdrawSignOffPage(Screen):
    heading = re.compile("^Withdraw")

    def withdraw(self, reason: str) -> UnitPage:
        self.page.get_by_label("Why the sign-off is withdrawn").fill(reason)
        return self.press("Withdraw the sign-off", UnitPage)


class TrailPage(Screen):
    heading = re.compile(".+")
    part = "How it was signed"

    def open_item(self) -> EvidencePage:
        """The first item of the first criterion."""
        self.main.locator(".pf-evlink").first.click()
        return EvidencePage(self.device)
