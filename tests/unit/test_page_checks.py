"""The browser of the tests complains of a bad page even after it saw a good one much like it."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.marks import marks
from tests.page_checks import FoundRight, check_page

ONE = "11111111-1111-4111-8111-111111111111"
TWO = "22222222-2222-4222-8222-222222222222"
GOOD = f"""<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Units &amp; more – Portfolio</title>
<script src="/static/a.js" nonce="n0nce" defer></script></head><body><main>
<h1>Your units</h1><p>Read &#39;this&#39; first</p>
<form method="post" action="/units/{ONE}/choose"><input type="hidden" name="csrf_token" value="t">
<label for="unit-{ONE}">Unit</label><input id="unit-{ONE}" name="unit" value="{ONE}">
<button id="b-{TWO}" type="submit">Choose</button></form>
<table><tbody><tr><td><a href="/u?a=1&amp;b=2">Unit 1</a></td></tr></tbody></table>
</main></body></html>
"""


def check(page: str, *, fragment: bool = False) -> None:
    check_page(page, lambda: BeautifulSoup(page, "html.parser"), fragment=fragment)


@pytest.mark.parametrize(
    ("was", "becomes", "complaint"),
    [
        ("</h1>", "</h2>", "not valid HTML"),
        ("<h1>Your units</h1>", "<p>Your units</p>", "0 h1"),
        ("</table>", "</table><h1>Again</h1>", "2 h1"),
        ("<tr><td>", "<tr><p>Unit<td>", "not valid HTML"),
        ("Unit 1</a>", "Unit & 1 &nothing; </a>", "not valid HTML"),
        ("Unit 1</a>", "Unit\x01</a>", "not valid HTML"),
        ("a=1&amp;b", "a=1&lt&nothing;b", "not valid HTML"),
        ('name="unit" value', 'name="unit" name="unit" value', "not valid HTML"),
        ("<main>", "<main><!-- a > b -- c --!>", "not valid HTML"),
        ('lang="en-GB"', 'lang="en"', "language is 'en'"),
        ("more – Portfolio", "more", "title is"),
        ("<title>Units &amp; more – Portfolio</title>", "<title></title>", "title is"),
        (f'id="b-{TWO}"', f'id="unit-{ONE}"', "ids used twice"),
        (f"b-{TWO}", f"unit-{ONE}", "ids used twice"),
        ('name="csrf_token"', 'name="token"', "no CSRF token"),
        ('nonce="n0nce"', 'nonce=""', "a script without nonce"),
        ("defer></script>", "defer>go()</script>", "an inline script"),
        ("<h1>", '<h1 style="color: red">', "an inline style"),
        (f'for="unit-{ONE}"', f'for="unit-{TWO}"', "no label for unit"),
        ('<input type="hidden" name="csrf_token"', '<input name="csrf_token"', "no label for csrf"),
    ],
)
def test_a_fault_is_found_after_the_same_page_without_it(was, becomes, complaint):
    check(GOOD)
    assert GOOD.replace(was, becomes) != GOOD

    with pytest.raises(AssertionError, match=complaint):
        check(GOOD.replace(was, becomes))
    check(GOOD)


def test_a_part_found_right_is_still_judged_as_a_whole_page():
    part = "<title>Portfolio</title><p>Only a part of a page</p>"
    check(part, fragment=True)

    with pytest.raises(AssertionError, match="not valid HTML"):
        check(part)


def test_other_words_and_identities_leave_the_same_marks():
    other = GOOD.replace("Unit 1", "Unit 2 &lt;new&gt;").replace("n0nce", "other")
    other = other.replace(ONE, "33333333-3333-4333-8333-333333333333").replace("a=1", "a=7")

    assert marks(other) == marks(GOOD) is not None


@pytest.mark.parametrize(
    "page", ["<p title='a>b' id=\"x\">", '<p title="a>b" id="x">', "<!-- > -->", "<p>\x00</p>"]
)
def test_a_page_that_cannot_be_read_by_its_tags_alone_is_always_judged(page):
    assert marks(page) is None


def test_processes_that_share_know_what_another_found_right(tmp_path: Path) -> None:
    here, there, apart = FoundRight(), FoundRight(), FoundRight()
    here.share(tmp_path)
    there.share(tmp_path)
    known = marks(GOOD)
    assert known
    assert not there.has(known, fragment=False)
    here.add(known, fragment=False)

    assert there.has(known, fragment=False)
    assert not there.has(known, fragment=True)
    assert not apart.has(known, fragment=False)
