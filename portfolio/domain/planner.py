"""The best ways to finish: the exact least further credit, units and guided hours from any state.

Every figure is a minimum over all sets of units, not a greedy guess; see planner_search.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from portfolio.domain.clauses import Shortfall
from portfolio.domain.combination import Outcome, Verdict, outcome
from portfolio.domain.planner_aims import Aim, Search
from portfolio.domain.planner_gap import Demand, demand
from portfolio.domain.qualification import PlacedUnit, Qualification
from portfolio.domain.rule import RuleOfCombination

MOST_WAYS = 3


@dataclass(frozen=True)
class Wishes:
    """Units a candidate wants in the plan, and units their work has no room for."""

    pinned: tuple[PlacedUnit, ...] = ()
    excluded: tuple[PlacedUnit, ...] = ()


@dataclass(frozen=True)
class Way:
    """Units, in catalogue order, whose sign-off completes the qualification; none is spare."""

    units: tuple[PlacedUnit, ...]
    aims: tuple[Aim, ...]

    @property
    def credit(self) -> int:
        return sum(placed.unit.credit for placed in self.units)

    @property
    def hours(self) -> int:
        """Guided learning in hours."""
        return sum(placed.unit.glh for placed in self.units)


@dataclass(frozen=True)
class Plan:
    """The least that completes a qualification, and up to three ways to do it, best first.

    A met rule has zeros and no way. One that cannot be met with the units that are left has None
    and says in `impossible` which clauses fail even with all of them.
    """

    least_credit: int | None
    fewest_units: int | None
    least_hours: int | None
    ways: tuple[Way, ...]
    impossible: tuple[Shortfall, ...]


def plan(
    qualification: Qualification,
    rule: RuleOfCombination,
    held: Iterable[PlacedUnit],
    pinned: Iterable[PlacedUnit] = (),
    excluded: Iterable[PlacedUnit] = (),
) -> Plan:
    """The plan once the units `held` are achieved (or taken to be).

    Every pinned unit is in every way, and its cost in every figure; no excluded unit is. A unit
    held is neither, and one both pinned and excluded is excluded.
    """
    places = {placed.position: place for place, placed in enumerate(qualification.units)}

    def of(units: Iterable[PlacedUnit]) -> frozenset[int]:
        return frozenset(places[placed.position] for placed in units)

    have, out = of(held), of(excluded)
    found = _found(demand(qualification, rule), have, of(pinned) - have - out, out - have)
    if found is None:
        units = enumerate(qualification.units)
        left = [placed for place, placed in units if place in have or place not in out]
        return Plan(None, None, None, (), outcome(left, qualification, rule).failing)
    ways = [
        Way(tuple(qualification.units[place] for place in units), tuple(aims))
        for units, aims in found.ways
    ]
    return Plan(found.credit, found.units, found.hours, tuple(ways), ())


def further(achieved: Outcome, verdict: Verdict, wishes: Wishes | None = None) -> Plan:
    """The plan from one side of a verdict: what is achieved, or what is projected."""
    around = wishes or Wishes()
    held = (*achieved.counted, *achieved.over_maximum)
    return plan(verdict.qualification, verdict.rule, held, around.pinned, around.excluded)


def forget() -> None:
    """Drop what is remembered of earlier plans; only a measurement needs to."""
    _found.cache_clear()


@dataclass(frozen=True)
class _Found:
    """A plan by places; `ways` are best first."""

    credit: int
    units: int
    hours: int
    ways: tuple[tuple[tuple[int, ...], tuple[Aim, ...]], ...]


@lru_cache(maxsize=2048)
def _found(
    asked: Demand, held: frozenset[int], pinned: frozenset[int], excluded: frozenset[int]
) -> _Found | None:
    """The plan in this state; None when it cannot be completed."""
    search = Search(asked, held, pinned)
    available = frozenset(range(len(asked.units))) - held - excluded
    best = [search.best(available, aim) for aim in (Aim.CREDIT, Aim.UNITS, Aim.HOURS)]
    if best[0] is None or best[1] is None or best[2] is None:
        return None
    ways: dict[tuple[int, ...], list[Aim]] = {}
    for aim, units in zip((Aim.CREDIT, Aim.UNITS, Aim.HOURS), best, strict=True):
        if units:
            ways.setdefault(units, []).append(aim)
    others = search.others(best[0], available)
    while len(ways) < MOST_WAYS and (other := next(others, None)):
        ways.setdefault(other, [Aim.OTHER])
    ranked = sorted(ways, key=lambda units: (*search.sums(units, Aim.CREDIT), units))
    return _Found(
        credit=search.sums(best[0], Aim.CREDIT)[0],
        units=search.sums(best[1], Aim.UNITS)[0],
        hours=search.sums(best[2], Aim.HOURS)[0],
        ways=tuple((units, tuple(ways[units])) for units in ranked),
    )
