"""What is true of every template and every script, on whatever page it ends up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SCRIPTS = sorted((ROOT / "static" / "js").rglob("*.js"))
FRAGMENTS = [
    path for path in TEMPLATES if path.name.startswith("_") and path.parent.name != "components"
]

FORBIDDEN = {
    "an inline style": re.compile(r"\sstyle\s*=|<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "a script without the nonce": re.compile(
        r'<script\b(?![^>]*\bnonce="\{\{ csp_nonce \}\}")', re.IGNORECASE
    ),
    "an event attribute": re.compile(r"""\son[a-z]+\s*=\s*["']""", re.IGNORECASE),
    "hx-on": re.compile(r"\bhx-on\b"),
    "text marked as safe": re.compile(r"\|\s*safe\b|\bMarkup\b|autoescape\s+false"),
    "script in a value": re.compile(r"""["'](?:js|javascript):""", re.IGNORECASE),
    "a trigger filter": re.compile(r"""\bhx-trigger\s*=\s*["'][^"']*\["""),
    "an address of another site": re.compile(r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//"""),
}

CLEAN = """
<script nonce="{{ csp_nonce }}" src="{{ asset('js/x.js') }}" defer></script>
<p class="style" data-on="x">{{ words }}</p><a href="/a">one = two</a>
<section hx-get="/x" hx-trigger="every 20s, look from:body"></section>
"""


def without_comments(source: str) -> str:
    return re.sub(r"\{#.*?#\}", "", source, flags=re.DOTALL)


def forbidden_in(source: str) -> list[str]:
    bare = without_comments(source)
    return [name for name, pattern in FORBIDDEN.items() if pattern.search(bare)]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def expected_id(path: Path) -> str:
    return path.stem.removeprefix("_").replace("_", "-")


def roots_of(source: str) -> list[str | None]:
    """The ids of the outermost elements, with the template language taken out.

    What tells several of a kind on one page apart comes after two hyphens and is left out.
    """
    bare = re.sub(r"\{[%#].*?[%#]\}", "", source, flags=re.DOTALL)
    soup = BeautifulSoup(re.sub(r"\{\{.*?\}\}", "x", bare, flags=re.DOTALL), "html.parser")
    loose = [text for text in soup.find_all(string=True, recursive=False) if text.strip()]
    assert not loose, f"text outside the root: {loose[0].strip()!r}"
    ids = [element.get("id") for element in soup.find_all(recursive=False)]
    return [str(one).partition("--")[0] if one else None for one in ids]


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_keeps_to_the_strict_content_policy(path: Path) -> None:
    assert forbidden_in(path.read_text()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_is_short_enough_to_be_read_at_once(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 150


@pytest.mark.parametrize("path", FRAGMENTS, ids=name_of)
def test_a_fragment_is_one_element_named_like_its_file(path: Path) -> None:
    assert roots_of(path.read_text()) == [expected_id(path)]


@pytest.mark.parametrize("path", SCRIPTS, ids=name_of)
def test_a_script_runs_nothing_it_was_given_as_text(path: Path) -> None:
    source = path.read_text()
    assert not re.search(
        r"\beval\(|new Function|\.(inner|outer)HTML|insertAdjacentHTML|document\.write", source
    )
    assert len(source.splitlines()) <= 250


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('<p style="color: red">', "an inline style"),
        ("<script>go()</script>", "an inline script"),
        ('<script src="/x.js"></script>', "a script without the nonce"),
        ('<button onclick="go()">', "an event attribute"),
        ('<div hx-on:click="go()">', "hx-on"),
        ("{{ words | safe }}", "text marked as safe"),
        ("""<div hx-vals='js:{a: 1}'>""", "script in a value"),
        ('<div hx-trigger="click[ctrlKey]">', "a trigger filter"),
        ('<img src="//elsewhere.test/x.png">', "an address of another site"),
    ],
)
def test_the_check_sees_what_it_is_there_to_see(source: str, found: str) -> None:
    assert found in forbidden_in(source)
    assert forbidden_in(CLEAN) == []


@pytest.mark.parametrize(
    "source",
    ['<p id="part"></p><p></p>', '<p id="other"></p>', 'loose <p id="part"></p>', "<p></p>"],
    ids=["two roots", "another id", "loose text", "no id"],
)
def test_the_check_sees_a_fragment_that_htmx_could_not_put_back(source: str) -> None:
    with pytest.raises(AssertionError):
        assert roots_of(source) == ["part"]
