"""The capture page on somebody's phone, with or without a connection."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.e2e.browsers import Device
from tests.e2e.pages.evidence import AddEvidencePage, Picker
from tests.e2e.server import DATABASE, Server

SLOW = 60_000
"""Milliseconds something may take that goes through the worker of a busy machine."""
ONLY_HERE = re.compile("^On this (phone|computer) only")
PER_CENT = re.compile(r"^\d+ %")


PEOPLE = """(asked) => new Promise((found) => {
    const opening = indexedDB.open("portfolio-capture");
    opening.onsuccess = () => {
        const people = opening.result.transaction("people").objectStore("people")[asked]();
        people.onsuccess = () => found(people.result);
    };
})"""
"""What the phone keeps of people: all of it, or how many."""


class CapturePage(AddEvidencePage):
    @classmethod
    def open(cls, device: Device) -> CapturePage:
        device.page.goto("/candidate/evidence/add")
        return cls(device)

    def add(self, *files: tuple[str, bytes]) -> None:
        """Choose files of these names and contents."""
        chosen = [
            {"name": name, "mimeType": "application/octet-stream", "buffer": content}
            for name, content in files
        ]
        self.page.get_by_label("Choose files").set_input_files(chosen)  # type: ignore[arg-type]
        for name, _ in files:
            expect(self.file(name)).to_be_visible()

    def file(self, name: str | re.Pattern[str]) -> Locator:
        return self.main.locator(".pf-file").filter(has_text=name)

    def is_in_state(self, name: str | re.Pattern[str], word: str | re.Pattern[str]) -> None:
        tag = self.file(name).locator(".govuk-tag")
        expect(tag).to_have_text(re.compile(word), timeout=SLOW)

    def press_at(self, name: str, button: str) -> None:
        self.file(name).get_by_role("button", name=button).click()

    def is_safe(self, *names: str | re.Pattern[str]) -> None:
        for name in names:
            self.is_in_state(name, "Safe at the centre")

    def notices(self, words: str) -> None:
        expect(self.page.locator("#capture-notice")).to_contain_text(words)

    def entitle(self, title: str) -> None:
        self.page.get_by_label("Title, now or later").first.fill(title)

    def tag(self, unit: str, *criteria: str) -> None:
        self.page.get_by_text("Criteria it shows, now or later").first.click()
        picker = Picker(self.page.locator("#picker"))
        picker.open_unit(unit)
        picker.tick(unit, *criteria)

    def knows_criteria(self) -> None:
        """Wait until the list of criteria is on the phone."""
        listed = "all => all.some(one => one.units.length > 0)"
        self.page.wait_for_function(f"() => ({PEOPLE})('getAll').then({listed})")

    def people_kept(self) -> int:
        """Of how many people the phone keeps the name and the list of criteria."""
        return int(self.page.evaluate(PEOPLE, "count"))

    def opens_without_a_connection(self) -> None:
        """Wait until the worker has all that the page needs."""
        self.page.wait_for_function("() => navigator.serviceWorker.ready.then(() => true)")
        self.page.wait_for_function("() => navigator.serviceWorker.controller !== null")


class Line:
    """The connection of one page."""

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)
        self.session.send("Network.enable")

    def carries(self, bytes_a_second: int) -> None:
        """What the page sends goes no faster."""
        self._set(offline=False, up=bytes_a_second)

    def is_free(self) -> None:
        self._set(offline=False, up=-1)

    def drops(self) -> None:
        self._set(offline=True, up=-1)

    def _set(self, *, offline: bool, up: int) -> None:
        limits = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": up}
        self.session.send("Network.emulateNetworkConditions", limits | {"offline": offline})


class Centre:
    """What the centre has, by the name a file was given."""

    def __init__(self, server: Server) -> None:
        self.path = server.folder / DATABASE

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.path)) as database:
            return database.execute(sql, values).fetchall()

    def has_whole(self, name: str, content: bytes) -> None:
        found = self.rows("SELECT size, sha256 FROM evidence_file WHERE name = ?", name)
        assert found == [(len(content), sha256(content).hexdigest())]

    def items_of(self, *names: str) -> list[tuple[object, ...]]:
        """Title and number of files of each item that holds one of these."""
        found = self.rows(
            "SELECT e.id, e.title, f.name FROM evidence e JOIN evidence_file f"
            " ON f.evidence_id = e.id ORDER BY e.id"
        )
        mine = [(item, title) for item, title, name in found if name in names]
        return [(title, mine.count((item, title))) for item, title in dict.fromkeys(mine)]


SAMPLE_PHOTO = Path(__file__).resolve().parents[3] / "portfolio/demo/samples/help-desk.jpg"


def photo(number: int, size: int) -> bytes:
    """A picture a camera might have made, unlike the others, padded to ``size`` bytes."""
    return SAMPLE_PHOTO.read_bytes() + number.to_bytes(4, "big") + bytes(size)
