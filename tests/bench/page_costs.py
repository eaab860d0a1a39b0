"""What each page costs: the small world, the large one and the bare view in turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from tests.bench.app import BARE
from tests.bench.client import Answers, Ask, Client
from tests.bench.pages import MeasuredPage
from tests.bench.serving import Server, Site

CONNECTIONS = (1, 8)


@dataclass(frozen=True)
class Effort:
    """How long a page is asked for at a time, and how often all is done again."""

    rounds: int
    seconds: float
    most: int = 1_000_000
    warming: int = 3
    """Requests of each of eight connections before anything is measured."""


@dataclass(frozen=True)
class Reading:
    """Of one page in one round on one number of connections; times in milliseconds."""

    median: float
    p95: float
    requests_per_second: float
    cpu: float
    """Of the server, for one request."""
    queries: int
    bytes: int


@dataclass(frozen=True)
class Cost:
    """Medians over the rounds; ``cpu_of_bare`` is how many bare views one request costs."""

    connections: dict[int, Reading]
    cpu_of_bare: float


class PageCosts:
    """The readings of all rounds: by page, world, number of connections, one each round."""

    def __init__(self, client: Client, effort: Effort) -> None:
        self.client, self.effort = client, effort
        self._readings: dict[tuple[str, str, int], list[Reading]] = {}
        self._bare: dict[tuple[str, int], list[Reading]] = {}

    def measure(
        self, pages: Sequence[MeasuredPage], worlds: dict[str, tuple[Site, Server]]
    ) -> None:
        """Take every round. Raises RuntimeError naming a page that does not answer as it should."""
        for page in pages:
            for site, server in worlds.values():
                self._warm(page, site, server)
        for _ in range(self.effort.rounds):
            for page in pages:
                self._turn(page, worlds)

    def _warm(self, page: MeasuredPage, site: Site, server: Server) -> None:
        path, headers = page.path(site), page.headers(site)
        answers = self.client.ask(Ask(server.port, path, headers, 8, most=self.effort.warming))
        _check(page.name, page.status, answers, server)

    def _turn(self, page: MeasuredPage, worlds: dict[str, tuple[Site, Server]]) -> None:
        for connections in CONNECTIONS:
            for name, (site, server) in worlds.items():
                ask = self._ask(server, page.path(site), page.headers(site), connections)
                reading = self._read(page.name, page.status, server, ask)
                self._readings.setdefault((page.name, name, connections), []).append(reading)
            ask = self._ask(server, BARE, {}, connections)
            bare = self._read("the bare view", 200, server, ask)
            self._bare.setdefault((page.name, connections), []).append(bare)

    def _ask(self, server: Server, path: str, headers: dict[str, str], connections: int) -> Ask:
        effort = self.effort
        return Ask(server.port, path, headers, connections, effort.seconds, effort.most)

    def _read(self, name: str, status: int, server: Server, ask: Ask) -> Reading:
        before = server.cpu_seconds()
        answers = self.client.ask(ask)
        used = server.cpu_seconds() - before
        _check(name, status, answers, server)
        count = len(answers.latencies)
        return Reading(
            median=1000 * median(answers.latencies),
            p95=1000 * p95(answers.latencies),
            requests_per_second=count / answers.seconds,
            cpu=1000 * used / count,
            queries=answers.statements,
            bytes=answers.body_bytes,
        )

    def cost(self, page: str, world: str) -> Cost:
        """Of one page in one world."""
        alone = CONNECTIONS[0]
        ratios = [
            reading.cpu / bare.cpu
            for reading, bare in zip(
                self._readings[page, world, alone], self._bare[page, alone], strict=True
            )
            if bare.cpu
        ]
        return Cost(
            {n: _middle(self._readings[page, world, n]) for n in CONNECTIONS},
            median(ratios or [0]),
        )

    def bare(self) -> dict[int, Reading]:
        """Of the bare view, over everything measured beside it."""
        return {
            n: _middle([one for (_, at), many in self._bare.items() if at == n for one in many])
            for n in CONNECTIONS
        }


def p95(latencies: Sequence[float]) -> float:
    """What 19 of 20 requests took at most."""
    return (
        quantiles(latencies, n=20, method="inclusive")[-1] if len(latencies) > 1 else max(latencies)
    )


def _middle(readings: Sequence[Reading]) -> Reading:
    return Reading(
        median=median(one.median for one in readings),
        p95=median(one.p95 for one in readings),
        requests_per_second=median(one.requests_per_second for one in readings),
        cpu=median(one.cpu for one in readings),
        queries=max(one.queries for one in readings),
        bytes=max(one.bytes for one in readings),
    )


def _check(name: str, status: int, answers: Answers, server: Server) -> None:
    if set(answers.statuses) != {str(status)}:
        raise RuntimeError(
            f"{name} answered {answers.statuses}, not {status}\n{server.last_words()}"
        )
