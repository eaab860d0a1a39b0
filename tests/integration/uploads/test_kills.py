"""Processes are killed while files arrive; every file is there once, whole, and soon."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from http.client import HTTPException
from pathlib import Path
from random import Random
from threading import Event

import pytest
from sqlalchemy import func, select

from portfolio import clock
from portfolio.domain.states import FileState
from portfolio.models.evidence import EvidenceFile
from portfolio.models.upload import Upload
from tests.bench.report import machine
from tests.integration.uploads.conftest import QUICK
from tests.integration.uploads.phone import Answer, Phone
from tests.integration.uploads.served import Served, running
from tests.servers.postgres import Postgres
from tests.servers.processes import wait_until
from tests.servers.s3 import S3Server

PHONES = 3
PIECE = 256 * 1024
AT_ONCE = 60.0
"""Seconds within which everything ends stored or refused once all is back."""
DOWN = (0.2, 1.5)
"""Seconds something that was killed stays away."""
RESULTS = Path(__file__).resolve().parents[3] / "docs" / "measurements" / "receiving.json"


class Sender:
    """One phone that goes on whatever happens, and notes what was acknowledged to it."""

    def __init__(self, served: Served, number: int, over: Event) -> None:
        self.phone = Phone(served.port, served.by_token, timeout=20)
        self.chance = Random(number)  # noqa: S311 -- what is sent, no secrets
        self.number = number
        self.over = over
        self.pieces = 0
        """How many pieces were acknowledged so far."""
        self.sent: dict[str, str] = {}
        """The fingerprint of each file that was acknowledged whole, by its key."""

    def run(self) -> dict[str, str]:
        """Send one file after another until it is over; the one begun is sent to its end."""
        while not self.over.is_set():
            key = f"phone-{self.number}-{len(self.sent)}"
            content = b"A note of a phone. " + self.chance.randbytes(
                self.chance.randrange(PIECE, 6 * PIECE)
            )
            text = content.hex().encode()
            self._send(key, text)
            self.sent[key] = sha256(text).hexdigest()
        return self.sent

    def _send(self, key: str, content: bytes) -> None:
        size, acknowledged = len(content), 0
        created = self._insist(
            lambda: self.phone.announce(size, filename=f"{key}.txt", key=key), {201}
        )
        place = created.headers["location"]
        while acknowledged < size:
            offset = self._insist(lambda: self.phone.ask("HEAD", place), {200}).offset
            assert offset >= acknowledged, "an acknowledged byte is lost"
            acknowledged = offset
            if offset < size:
                body = content[offset : offset + PIECE]
                answer = self._once(lambda o=offset, b=body: self.phone.send(place, o, b))
                if answer is not None and answer.status == 204:
                    acknowledged = answer.offset
                    self.pieces += 1

    def _insist(self, ask: Callable[[], Answer], wanted: set[int]) -> Answer:
        """Ask until it is answered so, as a phone does."""
        end = time.monotonic() + 3 * AT_ONCE
        while time.monotonic() < end:
            answer = self._once(ask)
            if answer is not None and answer.status in wanted:
                return answer
            assert answer is None or answer.status >= 500, answer
        raise AssertionError("no answer in time")

    def _once(self, ask: Callable[[], Answer]) -> Answer | None:
        try:
            return ask()
        except (OSError, HTTPException, ValueError, IndexError, KeyError):
            time.sleep(0.2)  # the line broke, or what came was cut off
            return None


@pytest.fixture
def lasting(request: pytest.FixtureRequest) -> str:
    if request.config.getoption("--database") == "postgresql":
        return str(request.getfixturevalue("postgres").lasting_database())
    return ""


@pytest.fixture
def on_its_own(lasting: str, s3_server: S3Server, tmp_path: Path) -> Iterator[Served]:
    """Portfolio that a test may break, its files on a real S3 server."""
    clock.use(None)
    with running(tmp_path, lasting, s3_server.settings(), **QUICK) as served:
        yield served


@pytest.fixture
def victims(
    request: pytest.FixtureRequest, on_its_own: Served, s3_server: S3Server
) -> dict[str, Callable[[float], None]]:
    """What can be killed, and how it comes back after so many seconds."""

    def gateway(away: float) -> None:
        s3_server.kill()
        time.sleep(away)
        s3_server.revive()

    def database(away: float) -> None:
        postgres: Postgres = request.getfixturevalue("postgres")
        postgres.kill()
        time.sleep(away)
        postgres.revive()

    found: dict[str, Callable[[float], None]] = {
        "web worker": lambda _away: on_its_own.kill_web_worker(),
        "job worker": lambda _away: on_its_own.kill_job_worker(),
        "S3 gateway": gateway,
    }
    if request.config.getoption("--database") == "postgresql":
        found["database"] = database
    return found


def unsettled(served: Served) -> int:
    """How many uploads are neither files that are stored nor refused."""
    with served.database() as session:
        waits = (
            select(func.count())
            .select_from(Upload)
            .outerjoin(EvidenceFile, EvidenceFile.id == Upload.file_id)
            .where((EvidenceFile.id.is_(None)) | (EvidenceFile.state == FileState.CHECKING))
        )
        return session.scalar(waits) or 0


def wait_for_pieces(senders: list[Sender]) -> None:
    """Return once more pieces came through: whatever is killed next breaks into something."""
    before = sum(sender.pieces for sender in senders)
    enough = before + 2 * len(senders)
    wait_until(lambda: sum(one.pieces for one in senders) >= enough, "a few pieces", AT_ONCE)


def settle(served: Served) -> float:
    """Wait, touching nothing, until everything has ended; the seconds that took."""
    begun = time.monotonic()
    while unsettled(served):
        assert time.monotonic() - begun < AT_ONCE, "not everything ended in time"
        time.sleep(0.25)
    return time.monotonic() - begun


def check_everything(served: Served, sent: dict[str, str]) -> None:
    """Each file is there once, stored, and its bytes are those that were sent."""
    with served.database() as session:
        uploads = session.scalars(select(Upload)).all()
        files = {one.item_key: one.file for one in uploads}
        assert (
            len(uploads)
            == len(sent)
            == session.scalar(select(func.count()).select_from(EvidenceFile))
        )
        for key, fingerprint in sent.items():
            file = files[key]
            assert file is not None
            assert (file.state, file.sha256) == (FileState.STORED, fingerprint)
            digest = sha256()
            with served.store.open(file.key) as chunks:
                for chunk in chunks:
                    digest.update(chunk)
            assert digest.hexdigest() == fingerprint


@pytest.mark.req("R-350", part="no kill loses, halves or doubles a file")
@pytest.mark.req("R-331", part="a crash at any moment loses nothing that was acknowledged")
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(
    "kills",
    [
        pytest.param(0, id="once each", marks=pytest.mark.quickly_with("postgresql")),
        pytest.param(50, id="50", marks=pytest.mark.full),
    ],
)
def test_whatever_is_killed_every_file_is_there_once_and_whole(request, on_its_own, victims, kills):
    over, chance, done = Event(), Random(7), dict.fromkeys(victims, 0)  # noqa: S311 -- moments
    senders = [Sender(on_its_own, number, over) for number in range(PHONES)]
    with ThreadPoolExecutor(PHONES) as pool:
        running_now = [pool.submit(sender.run) for sender in senders]
        try:
            for number in range(kills or len(victims)):
                wait_for_pieces(senders)
                time.sleep(chance.uniform(0, 1))
                name = list(victims)[number % len(victims)]
                victims[name](chance.uniform(*DOWN))
                done[name] += 1
        finally:
            over.set()
        sent = {key: one for run in running_now for key, one in run.result().items()}
    seconds = settle(on_its_own)
    check_everything(on_its_own, sent)
    assert sent
    if kills == 50:
        pieces = sum(sender.pieces for sender in senders)
        counts = {"kills": done, "files": len(sent), "pieces": pieces}
        keep(request, counts | {"seconds_to_settle": round(seconds, 1)})


def keep(request: pytest.FixtureRequest, values: dict[str, object]) -> None:
    """Write down what the full count measured."""
    known = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    known["machine"] = machine()
    known[f"50 kills, {request.config.getoption('--database')}"] = values
    RESULTS.write_text(json.dumps(dict(sorted(known.items())), indent=2) + "\n")
