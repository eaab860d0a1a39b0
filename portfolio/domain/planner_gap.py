"""What a rule of combination still asks for in a given state, as the planner searches it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import gcd

from portfolio.domain.planner_search import Gap, Item, Pool
from portfolio.domain.qualification import PlacedUnit, Qualification
from portfolio.domain.rule import RuleOfCombination


@dataclass(frozen=True)
class Fact:
    """A unit as the planner sees it; `hours` are guided learning, `gives` its credit per need."""

    group: str
    credit: int
    hours: int
    gives: tuple[int, ...]


@dataclass(frozen=True)
class Demand:
    """A rule of combination over units that stand in catalogue order; it can be hashed.

    `needs` are credit in all, optional, at the level, and mandatory over several groups; `least`
    and `most` are credit by group.
    """

    units: tuple[Fact, ...]
    needs: tuple[int, ...]
    least: tuple[tuple[str, int], ...]
    most: tuple[tuple[str, int], ...]


def demand(qualification: Qualification, rule: RuleOfCombination) -> Demand:
    """The rule, with each clause turned into a least sum of credit.

    One unit from a group is one credit of it: every unit carries credit. Of the mandatory credit
    each mandatory group must give at least what all the others cannot.
    """
    mandatory = {group.letter for group in qualification.groups if group.mandatory}
    units = tuple(_fact(placed, rule, mandatory) for placed in qualification.units)
    least = dict(rule.group_minima)
    for letter in rule.one_per_group:
        least[letter] = max(1, least.get(letter, 0))
    for letter in mandatory:
        others = sum(u.credit for u in units if u.group in mandatory and u.group != letter)
        least[letter] = max(rule.mandatory_credit - others, least.get(letter, 0))
    alone = len(mandatory) == 1
    return Demand(
        units=units,
        needs=(
            rule.total_min,
            rule.optional_min or 0,
            rule.level.credit,
            0 if alone else rule.mandatory_credit,
        ),
        least=tuple(sorted(least.items())),
        most=tuple(sorted(rule.group_maxima.items())),
    )


def _fact(placed: PlacedUnit, rule: RuleOfCombination, mandatory: Collection[str]) -> Fact:
    credit = placed.unit.credit
    at_level = rule.level.counts(placed.unit.level, mandatory=placed.mandatory)
    serves = (True, not placed.mandatory, at_level, placed.group in mandatory)
    return Fact(
        placed.group, credit, placed.unit.glh, tuple(credit if served else 0 for served in serves)
    )


@dataclass(frozen=True)
class Opening:
    """A gap, and the units without which it cannot be closed."""

    gap: Gap
    forced: tuple[int, ...]


def opening(asked: Demand, held: Collection[int], available: Collection[int]) -> Opening:
    """What is left to close once the units `held` are achieved, by places in `asked.units`.

    Held units of a group without a maximum all count: no clause is met by less. Those of a group
    with one may give way to others, so they stay among its items. A unit is forced when the rest
    of its group cannot reach the group's minimum; it counts as held from then on.
    """
    units, most = asked.units, dict(asked.most)
    forced = _forced(asked, held, available)
    certain = {place for place in {*held, *forced} if units[place].group not in most}
    needs = [
        max(0, need - sum(units[place].gives[column] for place in certain))
        for column, need in enumerate(asked.needs)
    ]
    least = {
        letter: max(0, credit - _credit(asked, certain, letter)) for letter, credit in asked.least
    }
    undecided = sorted({*held, *available} - certain)
    columns = _columns(needs, [units[place].gives for place in undecided])
    items: dict[str, list[Item]] = {letter: [] for letter in least}
    for place in undecided:
        gives = tuple(units[place].gives[column] for column in columns)
        items.setdefault(units[place].group, []).append(Item(place, units[place].credit, gives))
    pools = tuple(
        Pool(least.get(letter, 0), most.get(letter), tuple(held_items))
        for letter, held_items in items.items()
    )
    return Opening(_coarse(Gap(tuple(columns.values()), pools)), forced)


def _coarse(gap: Gap) -> Gap:
    """The same gap in the greatest credit that divides every unit's: sums are its multiples."""
    step = gcd(*(item.credit for pool in gap.pools for item in pool.items)) or 1

    def coarse(item: Item) -> Item:
        return Item(item.key, item.credit // step, tuple(given // step for given in item.gives))

    return Gap(
        tuple(-(-need // step) for need in gap.needs),
        tuple(
            Pool(
                -(-pool.least // step),
                None if pool.most is None else pool.most // step,
                tuple(map(coarse, pool.items)),
            )
            for pool in gap.pools
        ),
    )


def _forced(asked: Demand, held: Collection[int], available: Collection[int]) -> tuple[int, ...]:
    most = dict(asked.most)
    found: list[int] = []
    for letter, least in asked.least:
        if letter in most:
            continue
        free = [p for p in available if asked.units[p].group == letter and p not in held]
        credit = _credit(asked, {*held, *free}, letter)
        found += [place for place in free if credit - asked.units[place].credit < least <= credit]
    return tuple(found)


def _credit(asked: Demand, places: Iterable[int], letter: str) -> int:
    return sum(asked.units[place].credit for place in places if asked.units[place].group == letter)


def _columns(needs: list[int], gives: list[tuple[int, ...]]) -> dict[int, int]:
    """The needs that differ, by column: all credit first, each with its figure.

    Two needs to which every unit gives alike are one, the greater; a need of nothing is none.
    """
    alike: dict[tuple[int, ...], int] = {}
    kept: dict[int, int] = {}
    for column, need in enumerate(needs):
        if need or not column:
            first = alike.setdefault(tuple(row[column] for row in gives), column)
            kept[first] = max(need, kept.get(first, 0))
    return kept
