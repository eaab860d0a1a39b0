"""Open readings of a rule: where the awarding organisation's words can be taken in two ways.

A verdict is given on the stored reading; here it is given on every other, to say where it turns.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from portfolio.domain.clauses import Shortfall, Tally, shortfalls, tally
from portfolio.domain.combination import Verdict, outcome
from portfolio.domain.numbering import normalise_unit_number
from portfolio.domain.qualification import PlacedUnit, Unit
from portfolio.domain.rule import DoubtfulUnit, RuleOfCombination


class Point(StrEnum):
    """What can be read in two ways; AMB-01 to AMB-04 in docs/rules-of-combination.md."""

    COMPARISON = "AMB-01"
    SCOPE = "AMB-02"
    COMPARISON_AND_SCOPE = "AMB-01 and AMB-02"
    MAXIMUM_CUT = "AMB-03, cut inside a unit"
    MAXIMUM_BREACH = "AMB-03, a breach"
    UNIT_LIST = "AMB-04"


@dataclass(frozen=True)
class Alternative:
    """The achieved units on another reading: their credits, what fails, and what is at issue."""

    point: Point
    tally: Tally
    failing: tuple[Shortfall, ...]
    breached: tuple[str, ...] = ()
    doubtful: tuple[DoubtfulUnit, ...] = ()

    @property
    def met(self) -> bool:
        return not self.failing and not self.breached

    @property
    def failing_codes(self) -> list[str]:
        """Codes of the clauses that fail, those of groups over a maximum among them."""
        over = [f"GROUP_MAX:{letter}" for letter in self.breached]
        return sorted([*over, *(shortfall.code for shortfall in self.failing)])


def alternatives(verdict: Verdict) -> Iterator[Alternative]:
    """The achieved units on every other reading that is open for the rule."""
    rule = verdict.rule
    level = rule.level
    other = {"or_above": not level.or_above, "optional_only": not level.optional_only}
    if rule.is_open("comparison"):
        yield _on(verdict, Point.COMPARISON, rule.with_level(or_above=other["or_above"]))
    if rule.is_open("scope"):
        yield _on(verdict, Point.SCOPE, rule.with_level(optional_only=other["optional_only"]))
    if rule.is_open("comparison") and rule.is_open("scope"):
        yield _on(verdict, Point.COMPARISON_AND_SCOPE, rule.with_level(**other))
    if verdict.achieved.over_maximum:
        yield from _on_the_maximum(verdict)
    typed = {normalise_unit_number(text) for text in verdict.ignored_inputs}
    doubtful = tuple(unit for unit in rule.doubtful_units if unit.number in typed)
    if doubtful:
        units = [*map(_placed, doubtful), *achieved(verdict)]
        found = outcome(units, verdict.qualification, rule)
        yield Alternative(Point.UNIT_LIST, found.tally, found.failing, doubtful=doubtful)


def achieved(verdict: Verdict) -> list[PlacedUnit]:
    """Every achieved unit, counted or over a maximum, in catalogue order."""
    units = (*verdict.achieved.counted, *verdict.achieved.over_maximum)
    return sorted(units, key=lambda placed: placed.position)


def _on(verdict: Verdict, point: Point, rule: RuleOfCombination) -> Alternative:
    found = outcome(achieved(verdict), verdict.qualification, rule)
    return Alternative(point, found.tally, found.failing)


def _on_the_maximum(verdict: Verdict) -> Iterator[Alternative]:
    """A maximum as a cut at its figure, and as a breach; level credit is then of every unit."""
    qualification, rule = verdict.qualification, verdict.rule
    every = tally(achieved(verdict), qualification, rule)
    over = {
        letter: every.by_group[letter] - most
        for letter, most in rule.group_maxima.items()
        if every.by_group[letter] > most
    }
    optional = {group.letter for group in qualification.groups if not group.mandatory}
    cut = replace(
        every,
        total=every.total - sum(over.values()),
        optional=every.optional - sum(over[letter] for letter in over.keys() & optional),
        by_group={letter: had - over.get(letter, 0) for letter, had in every.by_group.items()},
    )
    yield Alternative(Point.MAXIMUM_CUT, cut, shortfalls(cut, qualification, rule))
    yield Alternative(
        Point.MAXIMUM_BREACH, every, shortfalls(every, qualification, rule), tuple(sorted(over))
    )


def _placed(doubtful: DoubtfulUnit) -> PlacedUnit:
    """The unit as if it were listed, ahead of all that are."""
    unit = Unit(doubtful.reference, "", doubtful.credit, doubtful.level, 0, "competence")
    return PlacedUnit(unit, doubtful.number, doubtful.group, position=0, mandatory=False)
