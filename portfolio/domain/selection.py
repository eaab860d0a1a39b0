"""Which achieved units count when a group has a maximum: whole units, the best choice of them.

Source: 002 s2.2 with AMB-03. In this order: the rule is met, most counted credit, most level
credit, fewest units from groups with a maximum, earliest in catalogue order.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from portfolio.domain.clauses import is_met, tally
from portfolio.domain.qualification import PlacedUnit, Qualification
from portfolio.domain.rule import RuleOfCombination


@dataclass(frozen=True)
class Choice:
    """Some units, by position, with their credit and their credit for the level clause."""

    credit: int
    level_credit: int
    positions: tuple[int, ...]

    @property
    def preference(self) -> tuple[int, int, int, tuple[int, ...]]:
        """Sort key: the better of two choices that both meet the rule, or both do not, is first."""
        return (-self.credit, -self.level_credit, len(self.positions), self.positions)


def select(
    units: Sequence[PlacedUnit], qualification: Qualification, rule: RuleOfCombination
) -> tuple[tuple[PlacedUnit, ...], tuple[PlacedUnit, ...]]:
    """The units that count and those over a maximum, each in the order given."""
    by_group: dict[str, list[PlacedUnit]] = {letter: [] for letter in rule.group_maxima}
    certain: list[PlacedUnit] = []
    for placed in units:
        by_group.get(placed.group, certain).append(placed)
    if all(_credit(group) <= rule.group_maxima[letter] for letter, group in by_group.items()):
        return tuple(units), ()
    frontiers = [
        choices_within(group, rule.group_maxima[letter], rule) for letter, group in by_group.items()
    ]
    choices = sorted(map(_joined, product(*frontiers)), key=lambda choice: choice.preference)
    capped = {placed.position: placed for group in by_group.values() for placed in group}
    chosen = set(choices[0].positions)
    for choice in choices:
        counted = [*certain, *(capped[position] for position in choice.positions)]
        if is_met(tally(counted, qualification, rule), qualification, rule):
            chosen = set(choice.positions)
            break
    dropped = capped.keys() - chosen
    return (
        tuple(placed for placed in units if placed.position not in dropped),
        tuple(placed for placed in units if placed.position in dropped),
    )


def choices_within(units: Sequence[PlacedUnit], most: int, rule: RuleOfCombination) -> list[Choice]:
    """The choices of whole units worth considering under a maximum of `most` credits.

    For each pair of credit and level credit only the choice with fewest and earliest units
    matters. A choice with no more of either than another is never better: no clause can be met
    by less. What is left is a handful, where all subsets of 17 units would be 131,072.
    """
    best: dict[tuple[int, int], tuple[int, ...]] = {(0, 0): ()}
    for placed in units:
        credit = placed.unit.credit
        at_level = rule.level.counts(placed.unit.level, mandatory=placed.mandatory)
        for (had, had_at_level), positions in list(best.items()):
            if had + credit > most:
                continue
            sums = (had + credit, had_at_level + credit * at_level)
            extended = (*positions, placed.position)
            held = best.get(sums)
            if held is None or (len(extended), extended) < (len(held), held):
                best[sums] = extended
    frontier: list[Choice] = []
    for (credit, level_credit), positions in sorted(best.items(), reverse=True):
        if not frontier or level_credit > frontier[-1].level_credit:
            frontier.append(Choice(credit, level_credit, positions))
    return frontier


def _credit(units: Iterable[PlacedUnit]) -> int:
    return sum(placed.unit.credit for placed in units)


def _joined(choices: tuple[Choice, ...]) -> Choice:
    return Choice(
        sum(choice.credit for choice in choices),
        sum(choice.level_credit for choice in choices),
        tuple(sorted(position for choice in choices for position in choice.positions)),
    )
