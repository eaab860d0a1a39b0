"""Rule of combination: which units count, what they add up to, and what is still missing.

Only signed-off units are achieved; units in progress and planned units make the projection.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portfolio.domain.clauses import Shortfall, Tally, shortfalls, tally
from portfolio.domain.qualification import PlacedUnit, Qualification
from portfolio.domain.rule import RuleOfCombination
from portfolio.domain.selection import select


@dataclass(frozen=True)
class Outcome:
    """What a set of units comes to under a rule; every tuple is in catalogue order."""

    counted: tuple[PlacedUnit, ...]
    over_maximum: tuple[PlacedUnit, ...]
    tally: Tally
    failing: tuple[Shortfall, ...]

    @property
    def met(self) -> bool:
        return not self.failing

    @property
    def wasted_over_maximum(self) -> int:
        """Credit of units that do not count because their group is full."""
        return sum(placed.unit.credit for placed in self.over_maximum)


@dataclass(frozen=True)
class Verdict:
    """The rule of combination applied to one candidate's units in one qualification.

    `achieved` is what stands; `projected` is what it would come to with the units in progress
    and planned. Inputs that mean no unit here are kept as typed in `ignored_inputs` (achieved)
    and `ignored_plans` (the rest).
    """

    qualification: Qualification
    rule: RuleOfCombination
    achieved: Outcome
    projected: Outcome
    in_progress: tuple[PlacedUnit, ...]
    planned: tuple[PlacedUnit, ...]
    ignored_inputs: tuple[str, ...]
    duplicate_inputs: int
    ignored_plans: tuple[str, ...]

    @property
    def met(self) -> bool:
        return self.achieved.met

    @property
    def surplus(self) -> int:
        """Credit beyond the total asked for: totals are minima (AMB-05)."""
        return max(0, self.achieved.tally.total - self.rule.total_min)


def evaluate(
    qualification: Qualification,
    achieved: Sequence[str],
    in_progress: Sequence[str] = (),
    planned: Sequence[str] = (),
    rule: RuleOfCombination | None = None,
) -> Verdict:
    """The verdict on unit numbers as typed: achieved (signed off), in progress and planned.

    `rule` is the stored version to judge by; without one, the qualification's own.
    """
    by_rule = rule or qualification.rule
    done, ignored, duplicates = _read(qualification, achieved)
    started, ignored_started, _ = _read(qualification, in_progress)
    chosen, ignored_chosen, _ = _read(qualification, planned)
    started = {position: unit for position, unit in started.items() if position not in done}
    known = done | started
    chosen = {position: unit for position, unit in chosen.items() if position not in known}
    stands = outcome(_in_order(done), qualification, by_rule)
    everything = known | chosen
    return Verdict(
        qualification=qualification,
        rule=by_rule,
        achieved=stands,
        projected=(
            stands
            if len(everything) == len(done)
            else outcome(_in_order(everything), qualification, by_rule)
        ),
        in_progress=_in_order(started),
        planned=_in_order(chosen),
        ignored_inputs=tuple(ignored),
        duplicate_inputs=duplicates,
        ignored_plans=(*ignored_started, *ignored_chosen),
    )


def outcome(
    units: Sequence[PlacedUnit], qualification: Qualification, rule: RuleOfCombination
) -> Outcome:
    """What these different units, in catalogue order, come to under the rule."""
    counted, over_maximum = select(units, qualification, rule)
    credits = tally(counted, qualification, rule)
    return Outcome(counted, over_maximum, credits, shortfalls(credits, qualification, rule))


def as_expect_dict(verdict: Verdict) -> dict[str, Any]:
    """The verdict as plain values for a command's JSON; `projected` only if units are planned."""
    facts: dict[str, Any] = {
        **_facts(verdict.achieved, verdict.rule),
        "ignored_inputs": list(verdict.ignored_inputs),
        "duplicate_inputs": verdict.duplicate_inputs,
    }
    if verdict.in_progress or verdict.planned or verdict.ignored_plans:
        facts["projected"] = _facts(verdict.projected, verdict.rule) | {
            "ignored_inputs": list(verdict.ignored_plans)
        }
    return facts


def _facts(of: Outcome, rule: RuleOfCombination) -> dict[str, Any]:
    return {
        "verdict": "met" if of.met else "not met",
        "total_credit": of.tally.total,
        "credit_by_group": dict(of.tally.by_group),
        "level_credit": of.tally.level,
        "level_needed": rule.level.credit,
        "wasted_over_maximum": of.wasted_over_maximum,
        "failing_clauses": [shortfall.code for shortfall in of.failing],
        "counted_units": [placed.number for placed in of.counted],
        "dropped_over_maximum": [placed.number for placed in of.over_maximum],
    }


def _read(
    qualification: Qualification, typed: Sequence[str]
) -> tuple[dict[int, PlacedUnit], list[str], int]:
    """Units by position, the inputs that mean none, and how many named a unit again."""
    units: dict[int, PlacedUnit] = {}
    ignored: list[str] = []
    duplicates = 0
    for text in typed:
        placed = qualification.find(text)
        if placed is None:
            ignored.append(text)
        elif placed.position in units:
            duplicates += 1
        else:
            units[placed.position] = placed
    return units, ignored, duplicates


def _in_order(units: dict[int, PlacedUnit]) -> tuple[PlacedUnit, ...]:
    return tuple(units[position] for position in sorted(units))
