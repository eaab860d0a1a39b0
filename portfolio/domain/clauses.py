"""The clauses of a rule of combination, each explained on one set of counted units."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portfolio.domain.qualification import PlacedUnit, Qualification
from portfolio.domain.rule import RuleOfCombination


@dataclass(frozen=True)
class Tally:
    """Credits of a set of counted units: in all, per group, optional, and for the level clause."""

    total: int
    by_group: dict[str, int]
    optional: int
    level: int


@dataclass(frozen=True)
class Shortfall:
    """A clause that fails: its code, its name in words, and credits (or units) had and needed."""

    code: str
    clause: str
    have: int
    needed: int
    unit_of_count: str = "credits"

    @property
    def short(self) -> int:
        return self.needed - self.have

    @property
    def words(self) -> str:
        """The clause with the amount missing, as the panel says it."""
        if self.unit_of_count == "units":
            return f"{self.clause}: no unit yet, {self.needed} needed"
        return f"{self.clause}: {self.have} of {self.needed}, {self.short} short"


def tally(
    units: Iterable[PlacedUnit], qualification: Qualification, rule: RuleOfCombination
) -> Tally:
    """The credits of the units, all of them counted."""
    by_group = {group.letter: 0 for group in qualification.groups}
    total = optional = at_level = 0
    for placed in units:
        credit = placed.unit.credit
        total += credit
        by_group[placed.group] += credit
        if not placed.mandatory:
            optional += credit
        if rule.level.counts(placed.unit.level, mandatory=placed.mandatory):
            at_level += credit
    return Tally(total, by_group, optional, at_level)


def is_met(counted: Tally, qualification: Qualification, rule: RuleOfCombination) -> bool:
    """Whether no clause fails on these credits."""
    return next(_failing(counted, qualification, rule), None) is None


def shortfalls(
    counted: Tally, qualification: Qualification, rule: RuleOfCombination
) -> tuple[Shortfall, ...]:
    """Every failing clause, in the order of its code; none when the rule is met."""
    return tuple(sorted(_failing(counted, qualification, rule), key=lambda s: s.code))


def _failing(
    counted: Tally, qualification: Qualification, rule: RuleOfCombination
) -> Iterator[Shortfall]:
    if counted.total < rule.total_min:
        yield Shortfall("MIN_TOTAL", "All credit", counted.total, rule.total_min)
    if rule.optional_min is not None and counted.optional < rule.optional_min:
        yield Shortfall("MIN_OPTIONAL", "Optional credit", counted.optional, rule.optional_min)
    if counted.level < rule.level.credit:
        yield Shortfall("LEVEL_MIN", rule.level.words, counted.level, rule.level.credit)
    mandatory = [group for group in qualification.groups if group.mandatory]
    have = sum(counted.by_group[group.letter] for group in mandatory)
    if have < rule.mandatory_credit:
        clause = ", ".join(group.heading for group in mandatory)
        yield Shortfall("MANDATORY", clause, have, rule.mandatory_credit)
    yield from _failing_groups(counted, qualification, rule)


def _failing_groups(
    counted: Tally, qualification: Qualification, rule: RuleOfCombination
) -> Iterator[Shortfall]:
    for letter, least in rule.group_minima.items():
        if counted.by_group[letter] < least:
            clause = qualification.group(letter).heading
            yield Shortfall(f"GROUP_MIN:{letter}", clause, counted.by_group[letter], least)
    for letter in rule.one_per_group:
        # Every unit carries credit, so no credit means no unit.
        if not counted.by_group[letter]:
            clause = qualification.group(letter).heading
            yield Shortfall(f"ONE_PER_GROUP:{letter}", clause, 0, 1, "units")
