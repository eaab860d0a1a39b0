"""Where a verdict turns on a reading: what it would be, and what to ask about it."""

from dataclasses import dataclass

from portfolio.domain.combination import Verdict
from portfolio.domain.readings import Alternative, Point, achieved, alternatives
from portfolio.domain.words import credits_of, listed


@dataclass(frozen=True)
class OpenReading:
    """A reading on which the verdict would be another, and the question to put."""

    point: Point
    consequence: str
    question: str


def open_readings(verdict: Verdict) -> tuple[OpenReading, ...]:
    """The readings on which this verdict would be another, in either direction.

    Two points taken together are said only where neither alone turns it.
    """
    turning = [other for other in alternatives(verdict) if other.met is not verdict.met]
    alone = {other.point for other in turning} & {Point.COMPARISON, Point.SCOPE}
    return tuple(
        OpenReading(
            other.point,
            f"{_now(verdict, other.point)}; {_then(verdict, other)}",
            _asked(verdict, other),
        )
        for other in turning
        if other.point is not Point.COMPARISON_AND_SCOPE or not alone
    )


def _now(verdict: Verdict, point: Point) -> str:
    """The verdict on the reading that is stored."""
    literal = not verdict.rule.level.or_above and verdict.rule.level.optional_only
    match point:
        case Point.MAXIMUM_CUT | Point.MAXIMUM_BREACH:
            reading = "counting whole units only"
        case Point.UNIT_LIST:
            reading = "on the unit list of the rule"
        case _:
            reading = f"on the {'literal' if literal else 'wider'} reading"
    return f"{'Met' if verdict.met else 'Not met'} {reading}"


def _then(verdict: Verdict, other: Alternative) -> str:
    """What it would be on the other one: "would be met if level 4 counted"."""
    would = "would be met if" if other.met else "would not be met if"
    return f"{would} {_supposed(verdict, other)}"


def _supposed(verdict: Verdict, other: Alternative) -> str:
    level = verdict.rule.level
    comparison = f"{_levels_above(verdict)} {'did not count' if level.or_above else 'counted'}"
    scope = f"mandatory credit {'counted' if level.optional_only else 'did not count'}"
    match other.point:
        case Point.COMPARISON:
            return comparison
        case Point.SCOPE:
            return scope
        case Point.COMPARISON_AND_SCOPE:
            return f"both {comparison} and {scope}"
        case Point.MAXIMUM_CUT:
            return _maxima(verdict, "Group {} counted up to {} even inside a unit")
        case Point.MAXIMUM_BREACH:
            return f"{_maxima(verdict, 'more than {1} in Group {0}')} broke the rule"
        case Point.UNIT_LIST:
            named = [f"unit {unit.number} in Group {unit.group}" for unit in other.doubtful]
            return f"{listed(named)} counted"


def _asked(verdict: Verdict, other: Alternative) -> str:
    rule = verdict.rule
    least = f"the minimum of {rule.level.credit} at level {rule.level.level}"
    above = f"credit above level {rule.level.level}"
    match other.point:
        case Point.COMPARISON:
            return f"Does {above} count towards {least}?"
        case Point.SCOPE:
            return f"Does mandatory credit count towards {least}?"
        case Point.COMPARISON_AND_SCOPE:
            return f"Do {above} and mandatory credit count towards {least}?"
        case Point.MAXIMUM_CUT | Point.MAXIMUM_BREACH:
            return (
                f"When {_maxima(verdict, 'more than {1} in Group {0}')} are achieved, do only "
                "whole units count up to that, does credit count up to it even inside a unit, or "
                "is the rule broken?"
            )
        case Point.UNIT_LIST:
            named = [f"{unit.number} ({unit.reference})" for unit in other.doubtful]
            where = listed(sorted({unit.listed_in for unit in other.doubtful}))
            return f"Does unit {listed(named)} count? {where} lists it, the rule does not."


def _levels_above(verdict: Verdict) -> str:
    """ "level 4", "levels 4 and 5": those achieved above the level of the clause."""
    level = verdict.rule.level.level
    found = sorted({placed.unit.level for placed in achieved(verdict)} - set(range(level + 1)))
    named = listed([str(one) for one in found]) if found else f"{level + 1}"
    return f"{'level' if len(found) < 2 else 'levels'} {named}"


def _maxima(verdict: Verdict, form: str) -> str:
    """The maxima that are passed, each in this form: its group's letter, its credits."""
    over = {placed.group for placed in verdict.achieved.over_maximum}
    return listed(
        [
            form.format(letter, credits_of(most))
            for letter, most in verdict.rule.group_maxima.items()
            if letter in over
        ]
    )
