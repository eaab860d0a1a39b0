"""What the whole tracker costs: a cohort by every unit of a large qualification, on one page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from portfolio.domain.actors import Role
from tests.bench import cohorts
from tests.bench.client import Ask, Client
from tests.bench.page_costs import p95
from tests.bench.serving import Site

WARMING = 2
ASKED = 20
"""Requests measured, one after another."""


@dataclass(frozen=True)
class TrackerCost:
    """Of the page with so many candidates and units; ``bytes`` as they are sent, compressed."""

    candidates: int
    units: int
    seconds: float
    """What 19 of 20 requests took at most."""
    bytes: int
    queries: int


def measure(client: Client, folder: Path, candidates: int) -> TrackerCost:
    """Serve a cohort of so many candidates and ask for its tracker as its administrator."""
    site = Site(folder, partial(cohorts.build, candidates=candidates))
    path, cookie = site.url("tracker.grid"), site.cookie(Role.ADMINISTRATOR)
    with site.served() as server:
        client.ask(Ask(server.port, path, cookie, most=WARMING, seconds=60))
        answers = client.ask(Ask(server.port, path, cookie, most=ASKED, seconds=60))
        if set(answers.statuses) != {"200"}:
            raise RuntimeError(f"the tracker answered {answers.statuses}\n{server.last_words()}")
    return TrackerCost(
        candidates,
        cohorts.UNITS,
        p95(answers.latencies),
        answers.body_bytes,
        answers.statements,
    )
