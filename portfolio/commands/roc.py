"""``roc``: the rule of combination on unit numbers, without a database."""

import argparse
import json
import sys
from collections.abc import Mapping
from typing import Any

from portfolio.catalogue import read_shipped
from portfolio.domain.combination import Outcome, Verdict, as_expect_dict, evaluate
from portfolio.domain.planner import further
from portfolio.domain.planner_words import cannot, reason


def add_to(commands: "argparse._SubParsersAction[Any]") -> None:
    command = commands.add_parser("roc", help="does a set of units meet a qualification's rule?")
    command.add_argument("code", metavar="CODE", help="the qualification's entry code, as 10380")
    command.add_argument(
        "--achieved", metavar="UNITS", type=numbers, default=[], help="signed-off units, as 1,2,3"
    )
    command.add_argument(
        "--planned", metavar="UNITS", type=numbers, default=[], help="units still to be done"
    )
    command.add_argument("--json", action="store_true", help="print the verdict as JSON")
    command.set_defaults(run=run)


def numbers(typed: str) -> list[str]:
    """Unit numbers as typed, kept raw: what means no unit is reported, not refused."""
    return typed.split(",") if typed else []


def run(arguments: argparse.Namespace, _environ: Mapping[str, str]) -> int:
    """Print the verdict; the exit status is 0 whether or not the rule is met."""
    known = {one.entry_code: one for one in read_shipped().qualifications}
    if arguments.code not in known:
        print(f"{arguments.code} is none of {', '.join(sorted(known))}", file=sys.stderr)
        return 2
    verdict = evaluate(known[arguments.code], arguments.achieved, planned=arguments.planned)
    facts = as_expect_dict(verdict) | _completion(verdict, verdict.achieved)
    if "projected" in facts:
        facts["projected"] |= _completion(verdict, verdict.projected)
    if arguments.json:
        print(json.dumps(facts, indent=2))
        return 0
    print(f"{arguments.code}: {facts['verdict']}, {facts['total_credit']} credits")
    for shortfall in verdict.achieved.failing:
        print(f"  missing: {shortfall.code}")
    if "projected" in facts:
        print(f"with what is planned: {facts['projected']['verdict']}")
    _print_ways(verdict)
    return 0


def _completion(verdict: Verdict, achieved: Outcome) -> dict[str, Any]:
    """The least that completes it, on top of what is achieved; null where nothing does."""
    found = further(achieved, verdict)
    example = found.ways[0].units if found.ways else ()
    return {
        "min_further_credits": found.least_credit,
        "example_completion": None if found.impossible else [unit.number for unit in example],
        "min_further_units": found.fewest_units,
    }


def _print_ways(verdict: Verdict) -> None:
    """The ways to finish on top of what is achieved and planned."""
    found = further(verdict.projected, verdict)
    if found.impossible:
        print(cannot(found))
    for way in found.ways:
        numbers = ", ".join(unit.number for unit in way.units)
        print(f"  a way to finish: {numbers}. {reason(verdict.qualification, way)}")
