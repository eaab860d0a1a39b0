"""``python -m tests.bench.planner``: how long a plan takes, from nothing and from any state."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import quantiles
from time import process_time

from portfolio.catalogue import read_shipped
from portfolio.domain import planner, planner_search
from portfolio.domain.qualification import PlacedUnit, Qualification
from tests.bench.serving import ROOT

RESULTS = ROOT / "docs" / "measurements" / "planner.json"
STATES = 400
LIMIT_MS = 50


@dataclass(frozen=True)
class State:
    """What is achieved, wanted and left out."""

    held: list[PlacedUnit]
    pinned: list[PlacedUnit]
    excluded: list[PlacedUnit]


def states(qualification: Qualification, count: int) -> Iterator[State]:
    """From nothing; then so many states of any size, a third with wishes, always the same ones."""
    yield State([], [], [])
    chance = random.Random(qualification.entry_code)  # noqa: S311 -- the same states each time
    for _ in range(count):
        units = chance.sample(qualification.units, len(qualification.units))
        held = units[: chance.choice([0, 1, 2, 3, 4, 6, 9, 14, 20])]
        rest = units[len(held) :]
        wishes = chance.random() < 1 / 3
        yield State(held, rest[:2] if wishes else [], rest[2:12] if wishes else [])


def milliseconds(qualification: Qualification, count: int) -> list[float]:
    """Processor time of a plan of each state, with nothing remembered from the one before."""
    taken = []
    for state in states(qualification, count):
        planner.forget()
        planner_search.forget()
        begun = process_time()
        planner.plan(qualification, qualification.rule, state.held, state.pinned, state.excluded)
        taken.append(1000 * (process_time() - begun))
    return taken


def measure(count: int) -> dict[str, dict[str, float]]:
    """For each published qualification: from nothing, and the median, p95 and most of all."""
    found = {}
    for qualification in read_shipped().qualifications:
        taken = milliseconds(qualification, count)
        parts = quantiles(taken, n=20)
        found[qualification.entry_code] = {
            "units": len(qualification.units),
            "from_nothing_ms": round(taken[0], 1),
            "median_ms": round(parts[9], 1),
            "p95_ms": round(parts[18], 1),
            "most_ms": round(max(taken), 1),
        }
    return found


def main() -> int:
    """0 when every p95 keeps to the limit, 1 when one does not."""
    found = measure(STATES)
    RESULTS.write_text(
        json.dumps({"states": STATES, "limit_ms": LIMIT_MS, "qualifications": found}, indent=2)
        + "\n",
        encoding="utf-8",
    )
    for code, times in found.items():
        sys.stdout.write(f"{code}: {times}\n")
    return 0 if all(times["p95_ms"] <= LIMIT_MS for times in found.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
