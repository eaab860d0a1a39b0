"""Declaring a unit's evidence own work."""

from __future__ import annotations

import re

from playwright.sync_api import Locator

from tests.e2e.pages.frame import Screen
from tests.e2e.server import PASSWORD


class DeclarationPage(Screen):
    heading = re.compile("^Declare unit .* as your own work$")

    @property
    def fingerprints(self) -> Locator:
        return self.main.locator(".pf-signlist .pf-hash")

    def sign(self, password: str = PASSWORD) -> DeclarationPage:
        self.page.get_by_label("I have read this and it is true").check()
        self.page.get_by_label("Your password, to sign").fill(password)
        # The page keeps its heading, so only the answer says that it is signed.
        with self.page.expect_response(lambda answer: answer.request.method == "POST"):
            self.main.get_by_role("button", name=re.compile("^Sign as ")).click()
        return DeclarationPage(self.device)
