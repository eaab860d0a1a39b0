"""Two qualifications side by side: the reference carries a unit over, a title does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from portfolio.catalogue import read_shipped
from portfolio.services import catalogue

URL = "/what-if/compare"


@pytest.fixture(autouse=True)
def shipped(session):
    catalogue.load(session, replace(read_shipped(), contents={}))


@pytest.mark.req("R-009")
def test_a_unit_with_the_same_title_gives_no_credit_and_the_page_says_why(cast):
    page = cast.visitor.get(f"{URL}?from=03456&to=10380&units=B15")
    words = page.words()
    assert "The one unit does not carry over: 0 credits in 10380." in words
    alike = page.html.select_one("section[aria-labelledby=alike-title]").get_text(" ", strip=True)
    assert "03456 unit B15" in alike
    assert "10380 unit 25" in alike
    assert "L/601/1239 is 8 credits at level 4; R/506/2179 is 6 credits at level 4." in alike
    assert "0 of 55 credits" in page.html.select_one("#roc-there").get_text(" ", strip=True)


@pytest.mark.req("R-019", "R-035")
def test_what_carries_over_is_listed_with_both_numbers_and_both_pictures(cast, queries):
    url = f"{URL}?from=03454&to=03455&units=F1,F2,A1,B1,C2"
    page = cast.visitor.get(url)
    assert len(page.html.select("#carried tbody tr")) == 5
    assert "5 of 5 units carry over: 22 credits in 03455." in page.words()
    assert page.html.select_one("#roc-here")
    assert "22 of 28 credits" in page.html.select_one("#roc-there").get_text(" ", strip=True)
    assert queries(lambda: cast.candidate.get(url)) <= 12


@pytest.mark.req("R-009", "R-019")
def test_without_units_all_that_both_list_is_shown(cast):
    shared = cast.visitor.get(f"{URL}?from=03454&to=03455")
    assert "03454 and 03455 share" in shared.words()
    assert len(shared.html.select("#carried tbody tr")) > 20
    assert not shared.html.select_one("#roc-here")
    none = cast.visitor.get(f"{URL}?from=10380&to=03456")
    assert "10380 and 03456 share no unit." in none.words()
    assert len(none.html.select("section[aria-labelledby=alike-title] li")) == 16


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("from=10380&to=10380", "Choose another qualification than the first"),
        ("from=10380&to=99999", "Choose the qualification to compare with"),
        ("from=&to=10380", "Choose the qualification that the units are of"),
    ],
)
def test_a_comparison_that_cannot_be_made_says_what_to_choose(cast, query, said):
    page = cast.visitor.get(f"{URL}?{query}&units=1,2")
    assert page.status == 422
    assert said in page.html.select_one("#error-summary").text
    assert page.html.select_one("#units")["value"] == "1,2"


def test_the_form_stands_alone_until_both_are_named(cast):
    page = cast.visitor.get(f"{URL}?from=10380&units=1")
    assert page.status == 200
    assert page.html.select_one("#from option[selected]")["value"] == "10380"
    assert not page.html.select_one("#error-summary")


def test_units_that_are_not_there_are_said_and_left_out(cast):
    page = cast.visitor.get(f"{URL}?from=10380&to=03456&units=1,B15,%3Ci%3E")
    assert page.status == 200
    assert "10380 lists no unit B15 and <i>. Left out." in page.words()
