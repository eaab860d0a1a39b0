"""Moving an item: the others close up, and only what moved gets another rank."""

import pytest

from portfolio.domain.errors import Refusal
from portfolio.domain.evidence_order import moved, new_ranks


@pytest.mark.req("R-098")
@pytest.mark.parametrize(
    ("item", "to", "after"),
    [
        pytest.param("c", 2, "acbd", id="one up"),
        pytest.param("b", 3, "acbd", id="one down"),
        pytest.param("d", 1, "dabc", id="to the front"),
        pytest.param("a", 4, "bcda", id="to the end"),
        pytest.param("b", 2, "abcd", id="where it stands"),
    ],
)
def test_an_item_takes_the_place_named(item, to, after):
    assert "".join(moved("abcd", item, to)) == after


@pytest.mark.parametrize(
    ("item", "to", "field"),
    [
        pytest.param("x", 1, "item", id="not on the list"),
        pytest.param("a", 0, "place", id="before the first"),
        pytest.param("a", 5, "place", id="behind the last"),
    ],
)
def test_what_is_not_on_the_list_is_refused(item, to, field):
    with pytest.raises(Refusal) as caught:
        moved("abcd", item, to)
    assert caught.value.field == field


def test_only_what_moved_gets_another_rank_and_gaps_stay():
    before = [("a", 1), ("b", 4), ("c", 5), ("d", 9)]
    assert new_ranks(before, ["a", "c", "b", "d"]) == {"c": 4, "b": 5}
    assert new_ranks(before, ["a", "b", "c", "d"]) == {}
