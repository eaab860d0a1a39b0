"""``python -m tests.bench [--quick] [--rounds N]``: measure, print, keep, judge."""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.bench import cohorts, reaches, tracker_costs, worlds
from tests.bench.client import Client
from tests.bench.first_visits import first_visits
from tests.bench.page_costs import Cost, Effort, PageCosts
from tests.bench.pages import landed
from tests.bench.report import Report
from tests.bench.rule_costs import rule_milliseconds
from tests.bench.serving import ROOT, Site, compress_static_files
from tests.bench.upload_costs import LARGE, SMALL, UploadCost, sound_file, to_folder, to_s3
from tests.servers.s3 import Rclone

RESULTS = ROOT / "docs" / "measurements" / "bench.json"
QUICK_UPLOAD = SMALL // 10
QUICK_COHORT = 20


@dataclass(frozen=True)
class Plan:
    """What a run measures, and on how much."""

    small: worlds.Size
    large: worlds.Size
    effort: Effort
    upload_sizes: tuple[int, ...]
    rule_number: int
    cohort: int
    """How many candidates the tracker shows."""
    visits: int | None = None
    """How many pages are visited for the first time; None for all."""


def plan_for(*, quick: bool, rounds: int) -> Plan:
    """Everything in full, or each thing a few times on little data."""
    if quick:
        effort = Effort(rounds=1, seconds=0.2, most=1, warming=1)
        return Plan(worlds.TINY, worlds.FEW_CENTRES, effort, (QUICK_UPLOAD,), 1, QUICK_COHORT, 2)
    effort = Effort(rounds, seconds=1)
    return Plan(
        worlds.A_CENTRE, worlds.MANY_CENTRES, effort, (SMALL, LARGE), 50, cohorts.CANDIDATES
    )


def measure(plan: Plan, folder: Path) -> Report:
    """Build both worlds in ``folder``, serve them, and measure everything."""
    compress_static_files()
    small = Site(folder / "a", partial(worlds.build, size=plan.small))
    large = Site(folder / "b", partial(worlds.build, size=plan.large))
    pages, missing = landed(small)
    with ExitStack() as stack:
        client = stack.enter_context(Client())
        served = {
            name: (site, stack.enter_context(site.served()))
            for name, site in (("a", small), ("b", large))
        }
        costs = PageCosts(client, plan.effort)
        costs.measure(pages, served)
        visits = first_visits(pages[: plan.visits], *served["a"])
    with Client() as client:
        tracker = tracker_costs.measure(client, folder / "cohort", plan.cohort)
    by_world: dict[str, dict[str, Cost]] = {
        world: {page.name: costs.cost(page.name, world) for page in pages} for world in served
    }
    return Report(
        rounds=plan.effort.rounds,
        bare=costs.bare(),
        small=by_world["a"],
        large=by_world["b"],
        first_visits=visits,
        uploads=uploads(plan, small, folder),
        rule=rule_milliseconds(plan.rule_number),
        tracker=tracker,
        missing=missing,
    )


def uploads(plan: Plan, site: Site, folder: Path) -> dict[str, dict[str, UploadCost]]:
    """To the folder and to a real S3 server."""
    files = [sound_file(folder, size) for size in plan.upload_sizes]
    s3 = Rclone()
    try:
        with Client() as client:
            return {
                "the folder": to_folder(client, site, files, plan.effort.rounds),
                "S3": to_s3(client, site, files, plan.effort.rounds, s3),
            }
    finally:
        s3.stop()


def main() -> int:
    """0 when every reach is kept, 1 when one is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="little data; times are not judged")
    parser.add_argument("--results", type=Path, help=f"instead of {RESULTS.relative_to(ROOT)}")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        report = measure(plan_for(quick=options.quick, rounds=options.rounds), Path(folder))
    judge(report, times=not options.quick)
    sys.stdout.write("\n".join(report.lines()) + "\n")
    if options.results or not options.quick:
        report.write(options.results or RESULTS)
    return 0 if report.kept else 1


def judge(report: Report, *, times: bool) -> None:
    """Hold the measurements against what was promised; ``times`` on a small run mean nothing."""
    report.reaches += reaches.of_queries(report.small, report.large)
    report.reaches += reaches.of_first_visits(report.first_visits)
    report.reaches += reaches.of_tracker(report.tracker, times=times)
    if times:
        report.reaches += reaches.of_times(report.small, report.large)
        report.reaches += reaches.of_uploads(report.uploads["the folder"], report.uploads["S3"])
        report.reaches += reaches.of_rule(report.rule)


if __name__ == "__main__":
    sys.exit(main())
