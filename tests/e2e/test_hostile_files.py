"""In a real browser nothing of an uploaded file runs where people are signed in."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Error, Page, expect

from tests.hostile import HOSTILE, RAN
from tests.uploads import MULTIPART, body_of

SAMPLE = [
    "a saved page named txt",
    "GIF and page",
    "JPEG and page",
    "PDF with script",
    "PNG and page",
]
EVERY = [name for name, (content, _) in HOSTILE.items() if content]


def add(page: Page, names: list[str]) -> str:
    """Send these files as one item by the plain form; the address of the item, empty if none."""
    page.goto("/candidate/evidence/add")
    action = page.locator("#upload").get_attribute("action")
    sent = page.request.post(
        str(action),
        data=body_of(*(HOSTILE[name] for name in names)),
        headers={"Content-Type": MULTIPART},
    )
    found = re.search(r"/candidate/evidence/([0-9a-f-]{36})/edit", sent.url)
    return f"/evidence/{found[1]}" if found else ""


def links_of(page: Page, item: str) -> list[str]:
    """The links of the item's files, once each is settled."""
    page.goto(item)
    expect(page.locator("#file-states[hx-trigger]")).to_have_count(0, timeout=60_000)
    page.goto(item)
    links = page.locator("#evidence-facts a[href^='/files/']")
    return [str(link.get_attribute("href")) for link in links.all()]


def open_every_way(page: Page, link: str) -> None:
    """As an address, in a frame, as an object, a picture, a script and a style of our own page."""
    page.evaluate(
        """link => {
            for (const [name, where] of [["iframe", "src"], ["object", "data"], ["embed", "src"],
                                         ["img", "src"], ["script", "src"]]) {
                const made = document.createElement(name);
                made[where] = link;
                document.body.append(made);
            }
        }""",
        link,
    )
    page.wait_for_timeout(150)
    with pytest.raises(Error, match=r"Download is starting|ERR_ABORTED"):
        page.goto(link)


@pytest.mark.req("R-350", part="nothing of a hostile file runs in a real browser")
@pytest.mark.parametrize("names", [SAMPLE, pytest.param(EVERY, marks=pytest.mark.full)])
def test_nothing_of_a_hostile_file_runs(device: Any, names: list[str]) -> None:
    person = device("desktop", "candidate3@demo.test")
    page, asked = person.page, []
    page.context.on("request", lambda request: asked.append(request.url))
    opened = 0
    for first in range(0, len(names), 20):
        item = add(page, names[first : first + 20])
        for link in links_of(page, item) if item else []:
            open_every_way(page, link)
            assert page.title() != "ran"
            opened += 1
            page.goto(item)
    assert opened
    assert not [url for url in asked if url.endswith(RAN)]
    # The page's own policy blocks what the test itself put there, and the console says so.
    person.complaints.clear()
