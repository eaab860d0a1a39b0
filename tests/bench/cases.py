"""``python -m tests.bench.cases [--quick]``: what the tracker of cases costs the server."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path

from portfolio.domain.actors import Role
from tests.bench import case_worlds
from tests.bench.client import Client
from tests.bench.page_costs import Cost, Effort, PageCosts
from tests.bench.pages import MeasuredPage
from tests.bench.reaches import QUERIES, Reach
from tests.bench.report import machine
from tests.bench.serving import ROOT, Site

RESULTS = ROOT / "docs" / "measurements" / "cases.json"
FEW = 120
TRACKER_OF_BARE, SEARCH_OF_BARE = 40, 100


def page(name: str, *query: tuple[str, str]) -> MeasuredPage:
    """The tracker, as the quality coordinator asks for it."""
    return MeasuredPage(name, "cases.tracker", Role.COORDINATOR, query=query)


LIMITS = {
    page("tracker of cases"): TRACKER_OF_BARE,
    page("cases by clock", ("clock", "Overdue")): TRACKER_OF_BARE,
    page("cases by stage", ("stage", "Appeal")): TRACKER_OF_BARE,
    page("search for a rare word", ("q", case_worlds.RARE)): SEARCH_OF_BARE,
    page("search for a common word", ("q", "room")): SEARCH_OF_BARE,
}
"""How many bare views each may cost."""


def measure(folder: Path, cases: int, effort: Effort) -> dict[str, Cost]:
    """Serve a centre with so many cases; every page beside the bare view of the same app."""
    site = Site(folder, partial(case_worlds.build, cases=cases))
    with Client() as client, site.served() as server:
        costs = PageCosts(client, effort)
        costs.measure(tuple(LIMITS), {"cases": (site, server)})
    return {one.name: costs.cost(one.name, "cases") for one in LIMITS}


def reaches(costs: dict[str, Cost], *, times: bool) -> Iterator[Reach]:
    """What was promised; ``times`` on few cases mean nothing."""
    for one, limit in LIMITS.items():
        cost = costs[one.name]
        yield Reach(f"queries of the {one.name}", QUERIES, cost.connections[1].queries)
        if times:
            yield Reach(
                f"processor time of the {one.name} to the bare view's", limit, cost.cpu_of_bare
            )


def main() -> int:
    """0 when every reach is kept, 1 when one is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.cases", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few cases; times are not judged")
    parser.add_argument("--results", type=Path, help=f"instead of {RESULTS.relative_to(ROOT)}")
    options = parser.parse_args()
    cases = FEW if options.quick else case_worlds.CASES
    effort = Effort(1, 0.2, most=3) if options.quick else Effort(5, seconds=1)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        costs = measure(Path(folder), cases, effort)
    found = list(reaches(costs, times=not options.quick))
    for one in found:
        word = "kept  " if one.kept else "MISSED"
        sys.stdout.write(f"{word} {one.what}: {one.measured:.4g}, at most {one.limit:g}\n")
    if options.results or not options.quick:
        write(options.results or RESULTS, cases, costs, found)
    return 0 if all(one.kept for one in found) else 1


def write(path: Path, cases: int, costs: dict[str, Cost], found: list[Reach]) -> None:
    """Keep it as JSON; times in milliseconds."""
    kept = {
        "cases": cases,
        "machine": machine(),
        "pages": {name: asdict(cost) for name, cost in costs.items()},
        "reaches": [asdict(one) | {"kept": one.kept} for one in found],
    }
    path.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
