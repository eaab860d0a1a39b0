"""Ordering one's items: buttons, a place by number, two windows, and who may."""

from __future__ import annotations

import pytest

from portfolio.models.evidence import Evidence

URL = "/candidate/evidence/order"
FORM = "#order"


@pytest.fixture
def items(cast, make) -> list[Evidence]:
    return [make.evidence(cast.profile, title=f"Item {letter}") for letter in "ABC"]


def order(page) -> list[str]:
    return [one.text for one in page.html.select(".pf-order__item b")]


def button(page, item: Evidence, way: str) -> dict[str, str]:
    found = page.html.select_one(f"#item-{item.id} button[value$=' {way}']")
    return {"move": found["value"]}


@pytest.mark.req("R-098")
def test_a_button_moves_an_item_one_place_and_waits_to_be_pressed_again(cast, items):
    page = cast.candidate.get(URL)
    assert order(page) == ["E-01", "E-02", "E-03"]
    reply = cast.candidate.submit(page, button(page, items[2], "up"), FORM)

    assert reply.status == 303
    page = cast.candidate.get(reply.location)
    assert order(page) == ["E-01", "E-03", "E-02"]
    assert "E-03 is now in place 2 of 3" in page.words()
    assert reply.location.endswith("#again")
    focused = page.html.select_one("#again")
    assert focused["value"] == f"{items[2].id} 1 up"
    assert focused["aria-describedby"] == page.html.select_one("#moved")["id"]

    reply = cast.candidate.submit(page, button(page, items[2], "up"), FORM)
    page = cast.candidate.get(reply.location)
    assert order(page) == ["E-03", "E-01", "E-02"]
    assert page.html.select_one("#again")["value"].endswith(" down")


@pytest.mark.req("R-098")
def test_an_item_goes_to_the_place_that_is_named(cast, items):
    page = cast.candidate.get(URL)
    reply = cast.candidate.submit(page, {"item": str(items[0].id), "place": " 3 "}, FORM)
    assert order(cast.candidate.get(reply.location)) == ["E-02", "E-03", "E-01"]


@pytest.mark.parametrize("place", ["", "0", "4", "last", "9" * 30])
def test_a_place_that_is_not_on_the_list_is_refused_beside_its_field(cast, items, place):
    page = cast.candidate.get(URL)
    reply = cast.candidate.submit(page, {"item": str(items[0].id), "place": place}, FORM)
    assert reply.status == 422
    assert reply.html.select_one("#error-summary a")["href"] == "#place"
    assert "Enter a place from 1 to 3" in reply.html.select_one("#place-error").text
    assert reply.html.select_one("#place")["value"] == place
    assert reply.html.select_one("details[open] #place")


def test_the_second_window_is_told_and_sees_the_order_as_it_is(cast, items):
    first, second = cast.candidate.get(URL), cast.candidate.get(URL)
    cast.candidate.submit(first, button(first, items[2], "up"), FORM)
    reply = cast.candidate.submit(second, button(second, items[0], "down"), FORM)

    assert reply.status == 409
    assert "You moved an item in another window" in reply.words()
    assert order(reply) == ["E-01", "E-03", "E-02"]
    again = cast.candidate.submit(reply, button(reply, items[0], "down"), FORM)
    assert order(cast.candidate.get(again.location)) == ["E-03", "E-01", "E-02"]


def test_a_second_press_of_the_same_button_gets_the_first_answer(cast, items):
    page = cast.candidate.get(URL)
    for _ in range(2):
        reply = cast.candidate.submit(page, button(page, items[2], "up"), FORM)
        assert reply.status == 303
    assert order(cast.candidate.get(URL)) == ["E-01", "E-03", "E-02"]


@pytest.mark.parametrize("move", ["nonsense", "x y z and more", " "])
def test_a_button_that_is_not_ours_moves_nothing(cast, items, move):
    reply = cast.candidate.submit(cast.candidate.get(URL), {"move": move}, FORM)
    assert reply.status == 422
    assert order(reply) == ["E-01", "E-02", "E-03"]


def test_without_items_the_page_says_where_to_begin(cast):
    assert "No evidence yet" in cast.candidate.get(URL).words()


@pytest.mark.parametrize("who", ["assessor", "quality_assurer", "verifier", "administrator"])
def test_nobody_else_orders_a_portfolio(cast, items, who):
    assert getattr(cast, who).get(URL).status in {403, 404}
    assert getattr(cast, who).post(URL, {"move": f"{items[0].id} 2 down"}).status in {403, 404}
