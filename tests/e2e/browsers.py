"""People at their devices: a phone or a desktop, every page checked on the way."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.e2e.server import PASSWORD

SIZES: dict[str, dict[str, Any]] = {
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "device_scale_factor": 2,
        "is_mobile": True,
        "has_touch": True,
    },
    "desktop": {"viewport": {"width": 1280, "height": 800}},
}
AXE = Axe()
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
"""Every rule is run; what passed is not described element by element, a third of the work."""


class Device:
    """One person's browser. What the console complains of, a blocked script or style among it,
    fails the story at its end."""

    def __init__(
        self, browser: Browser, url: str, size: str, pictures: Path | None, **options: Any
    ) -> None:
        self.url = url
        self.size = size
        self.pictures = pictures
        self.scripts = options.get("java_script_enabled", True)
        self.context = browser.new_context(
            base_url=url, locale="en-GB", timezone_id="Europe/London", **(SIZES[size] | options)
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.complaints: list[str] = []
        self.forgiven = "the server responded with a status of 4"
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not re.search(self.forgiven, message.text):
            self.complaints.append(message.text)

    def may_lose_the_line(self) -> None:
        """From here on a request without a connection is part of the story."""
        self.forgiven += "|net::ERR_INTERNET_DISCONNECTED"

    def sign_in(self, email: str) -> Device:
        self.page.goto("/sign-in")
        self.page.get_by_label("E-mail address").fill(email)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page).not_to_have_url(f"{self.url}/sign-in")
        return self

    def check(self) -> None:
        """What must hold of any page: no barrier axe can find, and nothing scrolls sideways.

        axe is a script itself, so with scripts off only the width is looked at.
        """
        width = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert width <= 0, f"{self.page.url} scrolls {width} px sideways"
        if self.scripts:
            found = AXE.run(self.page, options=RULES).response["violations"]
            named = [(one["id"], one["nodes"][0]["html"][:160]) for one in found]
            assert not named, f"{self.page.url}: {named}"

    def picture(self, name: str) -> None:
        """Take the picture the documents show, when pictures are asked for."""
        if self.pictures:
            self.page.screenshot(path=self.pictures / f"{name}-{self.size}.png")

    def close(self) -> None:
        self.context.close()
        assert self.complaints == []


Give = Callable[..., Device]
"""``device("phone", email)`` gives a signed-in person at a device."""
