"""Many phones on poor lines send files at once, and everybody else works on."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.client import HTTPConnection
from pathlib import Path

import pytest
from sqlalchemy import select

from portfolio.domain.actors import Role
from portfolio.domain.states import UploadState
from portfolio.extensions import db
from portfolio.models.upload import Upload
from tests.bench import worlds
from tests.bench.client import BOUNDARY, Answers, Ask, Client, form_around
from tests.bench.page_costs import p95
from tests.bench.serving import Server, Site
from tests.integration.uploads.measured import keep
from tests.integration.uploads.phone import Phone

RATE = 50_000
"""Bytes a second of a poor line."""
STEP = 0.1
PIECE = 256 * 1024
FORM = re.compile(r'action="(/candidate/evidence/upload/[^"]+)"')
PATIENCE = 0.3
"""Seconds within which 19 of 20 pages answer; on a machine too busy for that even without any
upload, twice what they took before."""


@pytest.fixture
def fixed_clock() -> None:
    """The server has its own clock, and the sign-ins of the world must hold there."""


@pytest.fixture
def site(fixed_clock: None, tmp_path: Path) -> Site:
    return Site(tmp_path / "site", partial(worlds.build, size=worlds.TINY))


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


def send_in_pieces(server: Server, site: Site, number: int, content: bytes) -> int:
    """How often it was told to wait while a phone sent its file at RATE, piece by piece."""
    phone = SlowPhone(server.port, site.cookie(Role.CANDIDATE) | site.csrf(), timeout=240)
    announced = phone.announce(len(content), filename="notes.txt", key=f"phone-{number}")
    place, offset, waits = announced.headers["location"], 0, 0
    while offset < len(content):
        try:
            answer = phone.send(place, offset, content[offset : offset + PIECE])
        except ConnectionResetError:  # the answer was lost on its way: ask where to go on
            waits += 1
            time.sleep(1)
            offset = phone.offset(place)
            continue
        if answer.status == 503:
            waits += 1
            time.sleep(int(answer.headers["retry-after"]))
        else:
            assert answer.status == 204, answer
            offset = answer.offset
    return waits


class SlowPhone(Phone):
    """A phone on a poor line, which keeps its requests near five seconds."""

    def pour(self, line: socket.socket, body: bytes) -> None:
        for some in drip(body):
            line.sendall(some)


@pytest.mark.timeout(240)
@pytest.mark.parametrize(
    ("phones", "seconds"),
    [
        pytest.param(8, 6, id="8 phones", marks=pytest.mark.quickly_with("sqlite")),
        pytest.param(60, 20, id="60 phones", marks=pytest.mark.full),
    ],
)
def test_slow_uploads_arrive_while_pages_stay_quick(site, phones, seconds):
    content = note_of(seconds)
    add = site.url("candidates.add_evidence")
    with site.served() as server, Client() as client, ThreadPoolExecutor(phones) as threads:
        before = quiet(client, server, site)
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


@pytest.mark.timeout(360)
@pytest.mark.req("R-349", part="over a poor connection")
@pytest.mark.parametrize(
    ("phones", "seconds"),
    [
        pytest.param(8, 6, id="8 phones", marks=pytest.mark.quickly_with("postgresql")),
        pytest.param(60, 25, id="60 phones", marks=pytest.mark.full),
    ],
)
def test_slow_phones_need_threads_but_no_connections_to_the_database(
    site, request, phones, seconds
):
    content = note_of(seconds)
    with (
        site.served(DATABASE_CONNECTIONS="5") as server,
        Client() as client,
        ThreadPoolExecutor(phones) as threads,
    ):
        before = quiet(client, server, site)
        sending = [
            threads.submit(send_in_pieces, server, site, number, content)
            for number in range(phones)
        ]
        time.sleep(1)  # until each is on its first piece
        meanwhile = pages(client, server, site, connections=2, most=20)
        none_was_through = not any(one.done() for one in sending)
        waits = [one.result() for one in sending]

    with site.app.app_context():
        arrived = db.session.scalars(select(Upload.state)).all()
    keep(
        request,
        "phones on a poor line",
        {
            "phones": phones,
            "bytes_a_second_each": RATE,
            "connections_of_a_web_process": 5,
            "arrived": len(arrived),
            "told_to_wait": sum(waits),
            "page_p95_milliseconds": round(p95(meanwhile.latencies) * 1000),
            "page_p95_milliseconds_before": round(before * 1000),
        },
    )
    assert none_was_through
    assert arrived == [UploadState.RECEIVED] * phones
    assert set(meanwhile.statuses) == {"200"}
    assert p95(meanwhile.latencies) <= max(PATIENCE, 2 * before)


def note_of(seconds: int) -> bytes:
    """A text that takes a poor line so long."""
    return b"What I did for a customer, line by line.\n" * (RATE * seconds // 41)


def quiet(client: Client, server: Server, site: Site) -> float:
    """How long pages take while nobody sends anything, their first requests left out."""
    pages(client, server, site, connections=8, most=5)
    return p95(pages(client, server, site, connections=2, most=20).latencies)
