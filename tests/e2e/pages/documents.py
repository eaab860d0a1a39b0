"""What a centre publishes: written by an administrator, read by its people and by anybody."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.browsers import Device
from tests.e2e.pages.frame import Screen, fill_date
from tests.servers.processes import wait_until


class DocumentPage(Screen):
    heading = re.compile(r"\S")
    part = "Versions"

    def confirm(self) -> DocumentsPage:
        return self.press("I have read this", DocumentsPage)


class DraftPage(Screen):
    heading = re.compile("^(First|Next) version of ")

    def add_file(self, file: Path) -> DraftPage:
        self.page.get_by_role("button", name="File", exact=True).set_input_files(file)
        return self.press("Add the file", DraftPage)

    def wait_for_the_file(self, seconds: float) -> None:
        """Until the worker has checked it; the page says so when it is loaded again."""
        safe = self.main.locator(".govuk-tag", has_text="Safe at the centre")

        def is_safe() -> bool:
            self.page.reload()
            return safe.count() == 1

        wait_until(is_safe, "the file to be checked", seconds)

    def write(self, day: date, *, to_candidates: bool) -> None:
        fill_date(self.main, "Date of this version", day)
        self.page.get_by_label("Ask everybody told").check()
        if to_candidates:
            self.page.get_by_label("Tell candidates too").check()

    def publish(self) -> DocumentPage:
        return self.press("Publish this version", DocumentPage)


class AddDocumentPage(Screen):
    heading = "Add a document"

    def add(self, title: str, kind: str) -> DraftPage:
        self.page.get_by_label("Title").fill(title)
        self.page.get_by_label("Kind").select_option(kind)
        self.page.get_by_label("Anybody may read it").check()
        return self.press("Add and write the first version", DraftPage)


class DocumentsPage(Screen):
    heading = "Documents"

    @classmethod
    def open(cls, device: Device) -> DocumentsPage:
        device.page.goto("/documents")
        return cls(device)

    def add(self) -> AddDocumentPage:
        return self.follow("Add a document", AddDocumentPage)

    def show(self, title: str) -> DocumentPage:
        return self.follow(re.compile(re.escape(title)), DocumentPage)


class OfferPage(Screen):
    heading = re.compile("what we offer$")
    part = "Policies"

    @classmethod
    def open(cls, device: Device, slug: str) -> OfferPage:
        device.page.goto(f"/service/{slug}")
        device.page.get_by_role("link", name="What we offer", exact=True).click()
        return cls(device)

    def show(self, title: str) -> DocumentPage:
        return self.follow(title, DocumentPage)


def downloads(page: DocumentPage, name: str) -> bytes:
    """The bytes behind the page's link to its file."""
    with page.page.expect_download() as taken:
        page.main.get_by_role("link", name=re.compile(f"Download {re.escape(name)}")).click()
    expect(page.title).to_be_visible()
    return taken.value.path().read_bytes()
