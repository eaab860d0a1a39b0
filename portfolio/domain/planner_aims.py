"""What is least: the planner's search run for credit, for units and for hours, on one state."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from portfolio.domain.planner_gap import Demand, Opening, opening
from portfolio.domain.planner_search import cheapest

SUMS = 1 << 20
"""More than any sum of credits, units or hours."""


class Aim(StrEnum):
    """What a way to finish has least of; on a tie the rest decide, then catalogue order."""

    CREDIT = "Least credit"
    UNITS = "Fewest units"
    HOURS = "Fewest guided hours"
    OTHER = "Least credit with other units"


@dataclass(frozen=True)
class Search:
    """A rule over units, of which some are `held` and some must be in every set (`pinned`)."""

    asked: Demand
    held: frozenset[int]
    pinned: frozenset[int]

    def best(self, available: frozenset[int], aim: Aim) -> tuple[int, ...] | None:
        """The best set out of `available`, sorted; None when even all of them do not do."""
        start = self._opening(available)
        size = len(self.asked.units)
        costs = dict.fromkeys({*self.held, *self.pinned}, 0)
        for place in available - self.pinned:
            costs[place] = self._cost(place, aim)
        found = cheapest(start.gap, costs)
        if found is None:
            return None
        # Each unit took its own bit away from a multiple of 2 ** size: the missing bits name them.
        taken = -found % (1 << size)
        chosen = {place for place in range(size) if taken >> (size - 1 - place) & 1}
        return tuple(sorted({*chosen, *start.forced, *self.pinned}))

    def others(
        self, first: tuple[int, ...], available: frozenset[int]
    ) -> Iterator[tuple[int, ...]]:
        """The best sets, by credit, without whatever of the sets before can be done without."""
        before: tuple[int, ...] | None = first
        while before is not None:
            spared = self._spared(before, available)
            if not spared:
                return
            available -= spared
            before = self.best(available, Aim.CREDIT)
            if before is not None:
                yield before

    def sums(self, units: tuple[int, ...], aim: Aim) -> tuple[int, int, int]:
        """Credit, number and hours of the units, that which the aim is about first."""
        credit = sum(self.asked.units[place].credit for place in units)
        hours = sum(self.asked.units[place].hours for place in units)
        return _ordered(aim, credit, len(units), hours)

    def _cost(self, place: int, aim: Aim) -> int:
        """One number that compares as the aim's sums do, and then as catalogue order does.

        Of two sets of equal sums the one with the earliest unit that the other lacks costs less:
        its bit is worth more than all later ones together.
        """
        unit = self.asked.units[place]
        size = len(self.asked.units)
        first, second, third = _ordered(aim, unit.credit, 1, unit.hours)
        return (((first * SUMS + second) * SUMS + third) << size) - (1 << (size - 1 - place))

    def _spared(self, units: tuple[int, ...], available: frozenset[int]) -> frozenset[int]:
        """Those of the units without which it can be completed: all at once, or one by one."""
        wanted = frozenset(units) - self.pinned
        if self._completable(available - wanted):
            return wanted
        spared: set[int] = set()
        for place in sorted(wanted):
            if self._completable(available - spared - {place}):
                spared.add(place)
        return frozenset(spared)

    def _completable(self, available: frozenset[int]) -> bool:
        everything = self.held | self.pinned | available
        gap = opening(self.asked, everything, ()).gap
        return cheapest(gap, dict.fromkeys(everything, 0)) is not None

    def _opening(self, available: frozenset[int]) -> Opening:
        known = self._openings.get(available)
        if known is None:
            known = opening(self.asked, self.held | self.pinned, available - self.pinned)
            self._openings[available] = known
        return known

    @cached_property
    def _openings(self) -> dict[frozenset[int], Opening]:
        return {}


def _ordered(aim: Aim, credit: int, units: int, hours: int) -> tuple[int, int, int]:
    if aim is Aim.UNITS:
        return units, credit, hours
    if aim is Aim.HOURS:
        return hours, credit, units
    return credit, units, hours
