"""The cheapest set of units that gives what a rule still asks for: exact, by dynamic programming.

Why it is exact, with its recurrence: docs/rules-of-combination.md.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

Table = list[int]


@dataclass(frozen=True)
class Item:
    """A unit that may yet count: its key, its credit, and the credit it gives to each need."""

    key: int
    credit: int
    gives: tuple[int, ...]


@dataclass(frozen=True)
class Pool:
    """The units of one group: credit of at least `least` of them counts, of at most `most`."""

    least: int
    most: int | None
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Gap:
    """What is still asked for: credit for each need, and the groups it may come from.

    The first need is all credit: every item gives it its whole credit.
    """

    needs: tuple[int, ...]
    pools: tuple[Pool, ...]


def cheapest(gap: Gap, costs: Mapping[int, int]) -> int | None:
    """The least sum of costs over the sets of items that close the gap; None when none does.

    `costs` are by key, none negative; an item without one is left out.
    """
    pools = [
        Pool(pool.least, pool.most, tuple(item for item in pool.items if item.key in costs))
        for pool in gap.pools
    ]
    if not _enough(gap.needs, pools):
        return None
    pools.sort(key=lambda pool: (pool.most is not None, -pool.least))
    grid = _grid((max(gap.needs[0], pools[0].least if pools else 0), *gap.needs[1:]))
    never = sum(costs.values()) + 1
    table = [0] + [never] * (len(grid.corners) - 1)
    for place, pool in enumerate(pools):
        if pool.most is None and (place == 0 or pool.least == 0):
            for item in pool.items:
                table = _cheaper(table, table, grid.without(item.gives), costs[item.key])
            # Of the first pool, its own credit is all the credit there is so far.
            table = [table[source] for source in grid.raised(pool.least)]
        else:
            table = _with_pool(table, pool, costs, grid, never)
    found = table[grid.places[gap.needs]]
    return None if found >= never else found


def _enough(needs: Sequence[int], pools: Sequence[Pool]) -> bool:
    """Whether everything together, maxima aside, would do; spares tables of hopeless size."""
    items = [item for pool in pools for item in pool.items]
    return all(
        sum(item.gives[place] for item in items) >= need for place, need in enumerate(needs)
    ) and all(sum(item.credit for item in pool.items) >= pool.least for pool in pools)


def forget() -> None:
    """Drop the grids remembered from earlier searches; only a measurement needs to."""
    _grid.cache_clear()


class _Grid:
    """The corners of what may still be needed, from nothing to the whole gap, numbered."""

    def __init__(self, needs: tuple[int, ...]) -> None:
        self.corners = list(product(*(range(need + 1) for need in needs)))
        self.places = {corner: place for place, corner in enumerate(self.corners)}
        self._without: dict[tuple[int, ...], list[int]] = {}

    def without(self, gives: tuple[int, ...]) -> list[int]:
        """For each corner, the place of what is left once an item has given."""
        known = self._without.get(gives)
        if known is None:
            known = self._sources(
                lambda corner: tuple(
                    max(0, need - given) for need, given in zip(corner, gives, strict=True)
                )
            )
            self._without[gives] = known
        return known

    def raised(self, least: int) -> list[int]:
        """For each corner, the place of the one that asks for `least` credit or more."""
        return self._sources(lambda corner: (max(least, corner[0]), *corner[1:]))

    def _sources(self, source: Callable[[tuple[int, ...]], tuple[int, ...]]) -> list[int]:
        return [self.places[source(corner)] for corner in self.corners]


@lru_cache(maxsize=32)
def _grid(needs: tuple[int, ...]) -> _Grid:
    return _Grid(needs)


def _cheaper(table: Table, before: Table, sources: Sequence[int], cost: int) -> Table:
    """At each corner the cheaper of leaving an item and of taking it on top of `before`."""
    return [
        left if left <= (taken := before[source] + cost) else taken
        for left, source in zip(table, sources, strict=True)
    ]


def _with_pool(
    table: Table, pool: Pool, costs: Mapping[int, int], grid: _Grid, never: int
) -> Table:
    """The table once a pool with bounds of its own has been gone through.

    Up to a maximum, layer n holds sets that count exactly n credits of the pool; without one,
    sets that count at least n.
    """
    last = pool.least if pool.most is None else min(pool.most, sum(i.credit for i in pool.items))
    layers: list[Table | None] = [table, *[None] * last]
    for item in pool.items:
        sources, cost = grid.without(item.gives), costs[item.key]
        before = list(layers)
        for place in range(last + 1):
            under = place - item.credit
            if under < 0 and pool.most is not None:
                continue
            source = before[max(0, under)]
            if source is not None:
                held = before[place] or [never] * len(table)
                layers[place] = _cheaper(held, source, sources, cost)
    if pool.most is None:
        return layers[last] or [never] * len(table)
    kept = [layer for layer in layers[pool.least :] if layer is not None]
    return [min(column) for column in zip(*kept, strict=True)] or [never] * len(table)
