"""What every page of the tests must be: valid HTML, one heading, fields with labels, no inline."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import html5lib
from bs4 import BeautifulSoup, Tag

from tests.marks import marks

HERE = Path(__file__).resolve().parent
JUDGES = [HERE / "page_checks.py", HERE / "marks.py"]


class FoundRight:
    """Pages found right, by their marks: in this process and, once shared, in any by these rules.

    What was found right is not parsed again with other words in it.
    """

    def __init__(self) -> None:
        self._known: set[bytes] = set()
        self._file: Path | None = None
        self._read = 0

    def share(self, folder: Path) -> None:
        """Keep them in a file of ``folder``, another for other rules or another parser."""
        rules = sha256(version("html5lib").encode())
        for path in JUDGES:
            rules.update(path.read_bytes())
        self._file = folder / rules.hexdigest()
        self._file.touch()

    def has(self, known: bytes, *, fragment: bool) -> bool:
        one = self._one(known, fragment)
        if one not in self._known:
            self._read_on()
        return one in self._known

    def add(self, known: bytes, *, fragment: bool) -> None:
        one = self._one(known, fragment)
        self._known.add(one)
        if self._file is not None:
            with self._file.open("ab", buffering=0) as file:
                file.write(one)

    def _one(self, known: bytes, fragment: bool) -> bytes:
        return sha256(known + bytes([fragment])).digest()

    def _read_on(self) -> None:
        """Take in what other processes have added since; each wrote whole digests."""
        if self._file is None or self._file.stat().st_size == self._read:
            return
        with self._file.open("rb") as file:
            file.seek(self._read)
            added = file.read()
        size = sha256().digest_size
        whole = len(added) - len(added) % size
        self._known |= {added[at : at + size] for at in range(0, whole, size)}
        self._read += whole


found_right = FoundRight()


def check_page(text: str, parsed: Callable[[], BeautifulSoup], *, fragment: bool) -> None:
    """Fail unless ``text`` is good HTML, by our rules too."""
    if not fragment:
        title = re.search(r"<title>([^<]*)</title>", text)
        assert title, "no title"
        assert title[1].endswith("Portfolio"), f"title is {title[1]!r}"
    known = marks(text)
    if known and found_right.has(known, fragment=fragment):
        return
    html = parsed()
    tags = html.find_all(True)
    if not fragment:
        check_document(text, html, tags)
    check_markup(tags)
    if known:
        found_right.add(known, fragment=fragment)


def check_document(text: str, html: BeautifulSoup, tags: list[Tag]) -> None:
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(text)
    assert not parser.errors, f"not valid HTML: {parser.errors[:3]}"
    headings = [tag for tag in tags if tag.name == "h1"]
    assert len(headings) == 1, f"{len(headings)} h1 on the page"
    language = html.html.get("lang") if html.html else None
    assert language == "en-GB", f"language is {language!r}"


def check_markup(tags: list[Tag]) -> None:
    """Looked through once: a selector for each rule would take ten times as long."""
    ids = [str(tag["id"]) for tag in tags if tag.has_attr("id")]
    twice = {one for one in ids if ids.count(one) > 1}
    assert not twice, f"ids used twice: {sorted(twice)}"
    assert not [tag for tag in tags if tag.has_attr("style")], "an inline style"
    labelled = {str(tag.get("for")) for tag in tags if tag.name == "label"}
    for tag in tags:
        if tag.name == "form" and tag.get("method") == "post":
            check_form(tag)
        elif tag.name == "script":
            assert tag.get("nonce"), "a script without nonce"
            assert not tag.text.strip(), "an inline script"
        elif tag.name in {"input", "textarea", "select"}:
            check_field(tag, labelled)


def check_form(form: Tag) -> None:
    url_key = "/upload/" in str(form.get("action", ""))
    assert form.find(attrs={"name": ["csrf_token", "seal"]}) or url_key, (
        f"no CSRF token in {form.get('action')}"
    )


def check_field(field: Tag, labelled: set[str]) -> None:
    if field.get("type") in {"hidden", "submit", "button"} or field.get("aria-label"):
        return
    named = (
        field.get("id") in labelled or field.find_parent("label") or field.get("aria-labelledby")
    )
    assert named, f"no label for {field.get('name')}"
