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
        return self.press(re.compile("^Sign as "), DeclarationPage)
