"""What was promised of speed and size, and whether the measurements keep it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from portfolio.config import MIB
from tests.bench.first_visits import FirstVisit
from tests.bench.page_costs import Cost
from tests.bench.pages import POLL, PROGRESS
from tests.bench.tracker_costs import TrackerCost
from tests.bench.upload_costs import UploadCost

QUERIES = 12
PROGRESS_OF_BARE, POLL_OF_BARE = 35, 5
LARGE_OF_SMALL = 2
VISIT_BYTES, VISIT_REQUESTS = 100_000, 12
CAPTURE, CAPTURE_BYTES = "add evidence", 160_000
"""The capture page brings the modules that keep and send by themselves; its bound is of bytes."""
OF_PUT, OF_BARE_UPLOAD, OF_PLAIN_LARGE = 2.5, 2, 2.5
GROWTH = 32 * MIB
RULE_MS = 0.5
TRACKER_SECONDS, TRACKER_BYTES = 1, 100_000


@dataclass(frozen=True)
class Reach:
    """``measured`` is to be at most ``limit``; ``by`` is what came nearest to it."""

    what: str
    limit: float
    measured: float
    by: str = ""

    @property
    def kept(self) -> bool:
        return self.measured <= self.limit


def of_queries(small: dict[str, Cost], large: dict[str, Cost]) -> Iterator[Reach]:
    """What is asked of the queries of pages, by page in the small and the large world."""
    queries = {name: max(_queries(cost), _queries(large[name])) for name, cost in small.items()}
    yield _worst("queries on a page", QUERIES, queries)
    differ = {name: abs(_queries(cost) - _queries(large[name])) for name, cost in small.items()}
    yield _worst("difference of queries between (a) and (b)", 0, differ)


def of_times(small: dict[str, Cost], large: dict[str, Cost]) -> Iterator[Reach]:
    """What is asked of the times of pages, by page in the small and the large world."""
    slower = {
        f"{name}, {n} at once": large[name].connections[n].p95 / reading.p95
        for name, cost in small.items()
        for n, reading in cost.connections.items()
    }
    yield _worst("p95 of a page at (b) to that at (a)", LARGE_OF_SMALL, slower)
    for name, limit in ((PROGRESS, PROGRESS_OF_BARE), (POLL, POLL_OF_BARE)):
        if name in small:
            cpu = max(small[name].cpu_of_bare, large[name].cpu_of_bare)
            yield Reach(f"processor time of the {name} to the bare view's", limit, cpu)


def of_first_visits(visits: dict[str, FirstVisit]) -> Iterator[Reach]:
    """What is asked of a first visit."""
    if CAPTURE in visits:
        yield Reach(
            "bytes of a first visit to the capture page", CAPTURE_BYTES, visits[CAPTURE].bytes
        )
    others = {name: visit for name, visit in visits.items() if name != CAPTURE}
    sizes = {name: visit.bytes for name, visit in others.items()}
    yield _worst("bytes of a first visit", VISIT_BYTES, sizes)
    asked = {name: visit.requests for name, visit in others.items()}
    yield _worst("requests of a first visit", VISIT_REQUESTS, asked)


def of_uploads(folder: dict[str, UploadCost], s3: dict[str, UploadCost]) -> Iterator[Reach]:
    """What is asked of uploads, by size."""
    for place, costs, limit, plain in (
        ("the folder", folder, OF_BARE_UPLOAD, "the bare view"),
        ("S3", s3, OF_PUT, "boto3's put"),
    ):
        for index, (size, cost) in enumerate(costs.items()):
            most = OF_PLAIN_LARGE if index else limit
            yield Reach(f"{size} to {place}, to {plain}", most, cost.ratio)
            if index:
                yield Reach(
                    f"growth in MiB during {size} to {place}", GROWTH / MIB, cost.grown / MIB
                )


def of_tracker(cost: TrackerCost, *, times: bool) -> Iterator[Reach]:
    """What is asked of a cohort by all units of its qualification on one page (R-338)."""
    named = f"the tracker of {cost.candidates} candidates by {cost.units} units"
    yield Reach(f"bytes of {named}", TRACKER_BYTES, cost.bytes)
    yield Reach(f"queries of {named}", QUERIES, cost.queries)
    if times:
        yield Reach(f"p95 in seconds of {named}", TRACKER_SECONDS, cost.seconds)


def of_rule(milliseconds: list[float]) -> Iterator[Reach]:
    """What is asked of the rule of combination, of its slowest worked case."""
    yield Reach("milliseconds of one evaluation of the rule", RULE_MS, max(milliseconds))


def _queries(cost: Cost) -> int:
    return cost.connections[1].queries


def _worst(what: str, limit: float, measured: dict[str, float] | dict[str, int]) -> Reach:
    name = max(measured, key=lambda one: measured[one])
    return Reach(what, limit, measured[name], name)
