"""What the capture page asks for, and what the phone keeps of it to open without a connection."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from tests.cast import Cast
from tests.client import Browser
from tests.uploads import ADD

STATIC = Path(__file__).resolve().parents[4] / "static"
START = "/candidate/captures/start"
SHELL = "/candidate/evidence/add/shell"
WORKER = "/capture-worker.js"
FIRST_VISIT = 160_000
"""Bytes on the wire."""


def start_of(browser: Browser) -> dict[str, object]:
    answer = browser.get(START, headers={"Accept": "application/json"}).response.json
    assert isinstance(answer, dict)
    return answer


def kept_by(worker: str) -> dict[str, object]:
    found = re.match(r"const KEPT = (\{.*?\});\n", worker)
    assert found is not None
    kept = json.loads(found[1])
    assert isinstance(kept, dict)
    return kept


def assets_of(html: BeautifulSoup, prefix: str) -> set[str]:
    """Paths under ``static/`` of all a page loads, the modules its scripts import included."""
    links = html.select("link[rel=stylesheet], link[rel=icon]")
    found = [str(tag["href"]) for tag in links] + [str(tag["src"]) for tag in html.select("script")]
    paths = {address.removeprefix(prefix) for address in found}
    queue = [path for path in paths if path.startswith("js/capture/")]
    while queue:
        source = (STATIC / queue.pop()).read_text()
        imported = {
            f"js/capture/{name}" for name in re.findall(r'(?:from|import) "\./(\w+\.js)"', source)
        }
        queue += imported - paths
        paths |= imported
    return paths


def test_the_phone_learns_whose_it_is_and_which_criteria_there_are(cast: Cast) -> None:
    told = start_of(cast.candidate)

    assert told["person"] == {
        "id": str(cast.candidate.user.id),
        "name": cast.candidate.user.name,
    }
    assert told["csrf"]
    (unit, *_) = told["units"]  # type: ignore[misc]
    assert unit["outcomes"][0]["criteria"][0]["number"] == "1.1"


@pytest.mark.req("R-349", part="an ended sign-in makes what is unsent wait")
def test_a_script_of_nobody_signed_in_is_told_so_and_leaves_no_message_behind(cast: Cast) -> None:
    reply = cast.visitor.get(START, headers={"Accept": "application/json"})

    assert reply.status == 401
    assert "Sign in to see that page" not in cast.visitor.get("/sign-in").words()


@pytest.mark.parametrize("who", ["assessor", "administrator", "verifier"])
def test_others_have_no_criteria_to_capture_for(cast: Cast, who: str) -> None:
    assert getattr(cast, who).get(START).status in {403, 404}


def test_the_shell_tells_nothing_of_who_asked_for_it(cast: Cast) -> None:
    cast.candidate.user.name = "Demo MARKER-7f3k"
    shell = cast.candidate.get(SHELL)

    assert shell.status == 200
    assert "MARKER-7f3k" not in shell.text
    assert str(cast.candidate.user.id) not in shell.text
    assert cast.centre.name not in shell.text
    assert not shell.html.select_one("form[method=post]")


def test_the_worker_keeps_the_shell_and_all_it_loads_and_nothing_else(
    app: Flask, cast: Cast
) -> None:
    worker = cast.visitor.get(WORKER)
    kept = kept_by(worker.text)
    prefix = app.config["STATIC_PREFIX"]
    shell = cast.visitor.get(SHELL)

    assert kept["page"] == ADD
    assert kept["shell"] == SHELL
    assert kept["assets"] == sorted(set(kept["assets"]))  # type: ignore[call-overload]
    assert {str(one).removeprefix(prefix) for one in kept["assets"]} == assets_of(  # type: ignore[attr-defined]
        shell.html, prefix
    )
    assert str(kept["version"]) in prefix


def test_the_worker_is_served_for_the_whole_site_and_may_load_nothing_itself(cast: Cast) -> None:
    headers = cast.visitor.get(WORKER).response.headers

    assert headers["Content-Type"].startswith("text/javascript")
    assert headers["Content-Security-Policy"] == "default-src 'none'; connect-src 'self'"
    assert headers["Cache-Control"] == "no-cache"


def test_a_first_visit_of_the_capture_page_fits_a_poor_line(app: Flask, cast: Cast) -> None:
    page = cast.candidate.get(ADD)
    paths = assets_of(page.html, app.config["STATIC_PREFIX"])
    files = [gzip.compress((STATIC / path).read_bytes()) for path in paths]
    asked = [page.text.encode(), cast.candidate.get(START).response.data]

    assert "vendor/tus-js-client-4.3.1.min.js" in paths
    assert "js/capture/sender.js" in paths
    assert sum(map(len, files)) + sum(len(gzip.compress(one)) for one in asked) <= FIRST_VISIT


def test_the_upload_library_is_loaded_on_the_capture_page_alone(cast: Cast) -> None:
    for address in ("/candidate", "/candidate/units", "/candidate/evidence"):
        assert "tus-js-client" not in cast.candidate.get(address).text


def test_limits_are_said_before_anything_is_chosen(cast: Cast) -> None:
    page = cast.candidate.get(ADD)
    said = page.html.select_one("#limits")

    assert said is not None
    assert "each and" in said.text
    assert "You have used" in said.text


def test_the_manifest_names_icons_that_exist() -> None:
    manifest = json.loads((STATIC / "manifest.webmanifest").read_text())

    assert manifest["start_url"] == ADD
    sizes = {(icon["sizes"], icon.get("purpose")) for icon in manifest["icons"]}
    assert {("192x192", None), ("512x512", None), ("512x512", "maskable")} <= sizes
    for icon in manifest["icons"]:
        assert (STATIC / icon["src"]).is_file()


def test_the_page_between_offers_to_send_to_keep_and_to_delete(cast: Cast) -> None:
    page = cast.candidate.get("/account/leaving")

    for words in ("Send it first", "Keep it and sign out", "Delete it and sign out"):
        assert words in page.words()
    form = page.html.select_one("form#leaving")
    assert form is not None
    assert form["action"] == "/sign-out"
