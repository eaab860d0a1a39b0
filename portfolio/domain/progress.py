"""What the progress panel draws: a bar for all credit, one per group, one for the level."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from portfolio.domain.combination import Verdict
from portfolio.domain.qualification import Group, PlacedUnit
from portfolio.domain.rule import RuleOfCombination

BEHIND_A_MARK = 20
"""A bar goes on behind its furthest mark by this part of it."""


class BrickState(StrEnum):
    """How a unit stands in the panel."""

    ACHIEVED = "Achieved"
    IN_PROGRESS = "In progress"
    PLANNED = "Planned"
    OVER_MAXIMUM = "Over the maximum"


@dataclass(frozen=True)
class Brick:
    """One unit in a bar, as wide as its credit."""

    unit: PlacedUnit
    state: BrickState

    @property
    def credit(self) -> int:
        return self.unit.unit.credit


@dataclass(frozen=True)
class Bar:
    """One bar of the panel, in credits.

    `needs` and `most` are its marks where the rule has them; `one_needed` says that at least one
    unit must come from the group. `projected` is what would count with the units in progress and
    planned.
    """

    key: str
    label: str
    needs: int | None
    most: int | None
    one_needed: bool
    projected: int
    bricks: tuple[Brick, ...]

    def credit(self, state: BrickState) -> int:
        """The credit of the bricks in this state."""
        return sum(brick.credit for brick in self.bricks if brick.state is state)

    @property
    def achieved(self) -> int:
        return self.credit(BrickState.ACHIEVED)

    @property
    def scale(self) -> int:
        """Credits across the whole bar, at least 1: its bricks, and its marks within it.

        A mark at the very end would be half cut off, so the bar goes on a little behind it.
        """
        drawn = sum(brick.credit for brick in self.bricks)
        mark = max(self.needs or 0, self.most or 0)
        return max(drawn, mark + ceil(mark / BEHIND_A_MARK), 1)


def bars(verdict: Verdict) -> tuple[Bar, ...]:
    """The bars in the panel's order: all credit, each group, then the level."""
    rule, bricks = verdict.rule, _bricks(verdict)
    projected = verdict.projected.tally
    everything = Bar("all", "All credit", rule.total_min, None, False, projected.total, bricks)
    groups = [
        Bar(
            key=group.letter,
            label=_group_label(rule, group),
            needs=_least(rule, group),
            most=rule.group_maxima.get(group.letter),
            one_needed=group.letter in rule.one_per_group,
            projected=projected.by_group[group.letter],
            bricks=tuple(brick for brick in bricks if brick.unit.group == group.letter),
        )
        for group in verdict.qualification.groups
    ]
    at_level = tuple(
        brick
        for brick in bricks
        if rule.level.counts(brick.unit.unit.level, mandatory=brick.unit.mandatory)
    )
    level = Bar(
        "level", rule.level.words, rule.level.credit, None, False, projected.level, at_level
    )
    return (everything, *groups, level)


def _least(rule: RuleOfCombination, group: Group) -> int | None:
    return rule.mandatory_credit if group.mandatory else rule.group_minima.get(group.letter)


def _group_label(rule: RuleOfCombination, group: Group) -> str:
    """The group with what the rule asks of it; a mandatory group says so by its name."""
    if group.letter in rule.group_minima:
        return f"{group.heading}, at least {rule.group_minima[group.letter]}"
    if group.letter in rule.group_maxima:
        return f"{group.heading}, up to {rule.group_maxima[group.letter]} count"
    if group.letter in rule.one_per_group:
        return f"{group.heading}, at least one unit"
    return group.heading


def _bricks(verdict: Verdict) -> tuple[Brick, ...]:
    """Achieved first, then in progress, planned and over a maximum; each in catalogue order."""
    full = {placed.position for placed in verdict.projected.over_maximum}
    stands = verdict.achieved

    def drawn(units: Iterable[PlacedUnit], state: BrickState) -> list[Brick]:
        return [Brick(placed, state) for placed in units if placed.position not in full]

    return (
        *(Brick(placed, BrickState.ACHIEVED) for placed in stands.counted),
        *drawn(verdict.in_progress, BrickState.IN_PROGRESS),
        *drawn(verdict.planned, BrickState.PLANNED),
        *(
            Brick(placed, BrickState.OVER_MAXIMUM)
            for placed in (*stands.over_maximum, *verdict.in_progress, *verdict.planned)
            if placed in stands.over_maximum or placed.position in full
        ),
    )
