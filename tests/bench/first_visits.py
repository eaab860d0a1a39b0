"""What a browser with an empty cache fetches to show a page."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.bench.pages import MeasuredPage
from tests.bench.serving import Server, Site

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SETTLED_MS = 800
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@dataclass(frozen=True)
class FirstVisit:
    requests: int
    bytes: int
    """On the wire, headers of the answers included."""


def first_visits(
    pages: Sequence[MeasuredPage], site: Site, server: Server
) -> dict[str, FirstVisit]:
    """By page name; nothing where the machine has no Chromium."""
    if CHROMIUM is None:
        return {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            return {
                page.name: _visit(browser, page, site, server) for page in pages if not page.polled
            }
        finally:
            browser.close()


def _visit(browser: Browser, measured: MeasuredPage, site: Site, server: Server) -> FirstVisit:
    context = browser.new_context()
    url = f"http://127.0.0.1:{server.port}"
    if cookie := measured.headers(site).get("Cookie"):
        name, _, value = cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": url}])
    page = context.new_page()
    wire = context.new_cdp_session(page)
    asked: list[Any] = []
    sizes: list[float] = []
    wire.on("Network.requestWillBeSent", lambda request: asked.append(request))
    wire.on("Network.loadingFinished", lambda end: sizes.append(end["encodedDataLength"]))
    wire.send("Network.enable")
    page.goto(url + measured.path(site))
    page.wait_for_timeout(SETTLED_MS)
    context.close()
    return FirstVisit(len(asked), round(sum(sizes)))
