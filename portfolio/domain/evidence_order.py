"""The order in which a portfolio is read: the candidate's own, apart from the codes of items."""

from collections.abc import Sequence
from typing import TypeVar

from portfolio.domain.errors import Refusal

T = TypeVar("T")


def moved(order: Sequence[T], item: T, to: int) -> list[T]:
    """``order`` with ``item`` at place ``to``, counted from 1; the others close up behind it.

    Refuses an item that is not in the order, and a place that is not on the list.
    """
    if item not in order:
        raise Refusal("Choose an item of the list", "item")
    if not 1 <= to <= len(order):
        raise Refusal(f"Enter a place from 1 to {len(order)}", "place")
    others = [one for one in order if one != item]
    return [*others[: to - 1], item, *others[to - 1 :]]


def new_ranks(before: Sequence[tuple[T, int]], after: Sequence[T]) -> dict[T, int]:
    """The ranks that change when items with the ranks ``before`` are put in the order ``after``.

    The ranks themselves stay the same set, so that items outside the order keep theirs.
    """
    ranks = sorted(rank for _item, rank in before)
    old = dict(before)
    return {item: rank for item, rank in zip(after, ranks, strict=True) if old[item] != rank}
