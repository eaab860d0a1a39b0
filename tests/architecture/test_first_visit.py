"""What a first visit costs: a phone on a poor line loads no more than this."""

from __future__ import annotations

import gzip
from pathlib import Path

from flask import Flask

from tests.client import Browser

ROOT = Path(__file__).resolve().parents[2]
BYTES, REQUESTS = 100_000, 12


def test_a_first_visit_fits_a_poor_line(app: Flask) -> None:
    reply = Browser(app).get("/no/such/page")
    linked = [tag["href"] for tag in reply.html.select("head link")]
    linked += [tag["src"] for tag in reply.html.select("script")]
    prefix = app.config["STATIC_PREFIX"]
    files = [ROOT / "static" / str(address).removeprefix(prefix) for address in linked]
    on_the_wire = [gzip.compress(file.read_bytes()) for file in files]

    assert len(linked) >= 5
    assert 1 + len(linked) <= REQUESTS
    assert len(gzip.compress(reply.text.encode())) + sum(map(len, on_the_wire)) <= BYTES


def test_what_is_vendored_carries_its_version_and_its_licence() -> None:
    vendored = sorted((ROOT / "static" / "vendor").glob("*.min.*s"))

    assert len(vendored) == 4
    for file in vendored:
        library = file.name.removesuffix(f".min{file.suffix}").removesuffix(".ext")
        assert library.rpartition("-")[2].replace(".", "").isdigit()
        assert (file.parent / f"{library}.LICENSE.txt").exists()
        assert "@font-face" not in file.read_text()
