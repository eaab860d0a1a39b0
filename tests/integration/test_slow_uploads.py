"""Many phones on poor lines send files at once, and everybody else works on."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

import pytest

from portfolio.domain.actors import Role
from tests.bench import worlds
from tests.bench.client import BOUNDARY, Answers, Ask, Client, form_around
from tests.bench.page_costs import p95
from tests.bench.serving import Server, Site

RATE = 50_000
"""Bytes a second of a poor line."""
STEP = 0.1
FORM = re.compile(r'action="(/candidate/evidence/upload/[^"]+)"')
PATIENCE = 0.3
"""Seconds within which 19 of 20 pages answer; on a machine too busy for that even without any
upload, twice what they took before."""


@pytest.fixture
def fixed_clock() -> None:
    """The server has its own clock, and the sign-ins of the world must hold there."""


@pytest.fixture
def site(fixed_clock: None, tmp_path: Path) -> Site:
    return Site(tmp_path / "site", worlds.TINY)


def ask(server: Server, site: Site, path: str) -> str:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", path, headers=site.cookie(Role.CANDIDATE))
    answer = connection.getresponse().read().decode()
    connection.close()
    return answer


def drip(body: bytes) -> Iterator[bytes]:
    """The body as a poor line carries it."""
    size = int(RATE * STEP)
    for start in range(0, len(body), size):
        yield body[start : start + size]
        time.sleep(STEP)


def send_slowly(server: Server, site: Site, path: str, content: bytes) -> int:
    """The status of a form sent at RATE."""
    head, tail = form_around("notes.txt")
    body = head + content + tail
    headers = site.cookie(Role.CANDIDATE) | {
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        "Content-Length": str(len(body)),
    }
    connection = HTTPConnection("127.0.0.1", server.port, timeout=120)
    connection.request("POST", path, body=drip(body), headers=headers)
    status = connection.getresponse().status
    connection.close()
    return status


def pages(client: Client, server: Server, site: Site, connections: int, most: int) -> Answers:
    path, headers = site.url("candidates.home"), site.cookie(Role.CANDIDATE)
    return client.ask(Ask(server.port, path, headers, connections, 60, most))


@pytest.mark.timeout(240)
@pytest.mark.parametrize(
    ("phones", "seconds"),
    [
        pytest.param(8, 6, id="8 phones"),
        pytest.param(60, 20, id="60 phones", marks=pytest.mark.full),
    ],
)
def test_slow_uploads_arrive_while_pages_stay_quick(site, phones, seconds):
    content = b"What I did for a customer, line by line.\n" * (RATE * seconds // 41)
    add = site.url("candidates.add_evidence")
    with site.served() as server, Client() as client, ThreadPoolExecutor(phones) as threads:
        pages(client, server, site, connections=8, most=5)  # what only the first requests cost
        before = p95(pages(client, server, site, connections=2, most=20).latencies)
        forms = [FORM.search(ask(server, site, add))[1] for _ in range(phones)]
        sending = [threads.submit(send_slowly, server, site, form, content) for form in forms]
        time.sleep(STEP)
        meanwhile = pages(client, server, site, connections=2, most=20)
        none_was_through = not any(one.done() for one in sending)
        statuses = [one.result() for one in sending]

    assert none_was_through
    assert statuses == [303] * phones
    assert set(meanwhile.statuses) == {"200"}
    assert p95(meanwhile.latencies) <= max(PATIENCE, 2 * before)
