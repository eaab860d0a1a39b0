"""Workers are killed while hundreds of deadlines are due: everybody hears of each exactly once."""

from __future__ import annotations

import multiprocessing
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.extensions import writing
from portfolio.models.case_alert import CaseAlert
from portfolio.models.case_record import Escalation
from portfolio.models.job import OutgoingMail
from tests import figures
from tests.integration.jobs.many_due import prepare
from tests.integration.jobs.worker_process import engine_of, work_by_the_clock
from tests.servers.processes import wait_until
from tests.servers.smtp import MailServer

WORKERS = 2
PATIENCE = 240
FORKS = multiprocessing.get_context("forkserver")


@dataclass
class Slot:
    """One worker after another, with a mail server that only they use."""

    url: str
    folder: Path
    server: MailServer
    engine: Engine
    taken_before: int = 0

    def start(self) -> BaseProcess:
        self.taken_before = len(self.server.received)
        arguments = (self.url, self.folder, self.server.port)
        self.process = FORKS.Process(target=work_by_the_clock, args=arguments)
        self.process.start()
        return self.process

    def kill(self) -> bool:
        """Kill the worker; whether that fell between the server's answer and our commit.

        A commit on its way to PostgreSQL may still be done after we have looked, so that this
        counts a few too many there, never too few.
        """
        self.process.kill()
        self.process.join()
        wait_until(lambda: self.server.connected == 0, "the mail server's rest")
        own = self.server.received[self.taken_before :]
        ids = {one.message["Message-ID"].strip("<>").partition("@")[0] for one in own}
        with reading(self.engine) as session:
            unsent = OutgoingMail.message_id.in_(ids) & OutgoingMail.sent_at.is_(None)
            return bool(session.scalar(select(func.count()).where(unsent)))


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    # A transaction that claims to write would wait in line with the workers.
    writing.set(False)
    with Session(engine) as session:
        yield session


@contextmanager
def working(url: str, folder: Path, engine: Engine) -> Iterator[list[Slot]]:
    FORKS.set_forkserver_preload(["tests.integration.jobs.worker_process"])
    slots = [Slot(url, folder, MailServer(), engine) for _ in range(WORKERS)]
    try:
        for slot in slots:
            slot.start()
        yield slots
    finally:
        for slot in slots:
            slot.process.kill()
            slot.process.join()
            slot.server.stop()


def told(engine: Engine) -> int:
    with reading(engine) as session:
        query = select(func.count()).where(CaseAlert.told_at.is_not(None))
        return session.scalar(query) or 0


def kill_often(slots: list[Slot], kills: int, engine: Engine, due: int) -> int:
    """Kill so often while there is work; every second time just when a mail was taken.

    Returns how many kills fell between the server's answer and our commit.
    """
    chance = random.Random(42)  # noqa: S311 -- moments of killing, not secrets
    between = 0
    for number in range(kills):
        victim = slots[number % len(slots)]
        if number % 2 == 0:
            victim = next_to_send(slots)
        else:
            time.sleep(chance.uniform(0.02, 0.3))
        between += victim.kill()
        assert told(engine) < due, "everybody was told before all kills were done"
        victim.start()
    return between


def next_to_send(slots: list[Slot]) -> Slot:
    """Wait for the next mail that is taken and return whose it is."""
    seen = [len(slot.server.received) for slot in slots]
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        for slot, before in zip(slots, seen, strict=True):
            if len(slot.server.received) > before:
                return slot
        time.sleep(0.002)
    raise TimeoutError("no mail was sent")


@pytest.mark.timeout(600)
@pytest.mark.req("R-285")
@pytest.mark.req("R-335", part="once for each event, whatever is killed")
@pytest.mark.parametrize(
    ("due", "kills"),
    [
        pytest.param(20, 3, marks=pytest.mark.quickly_with("sqlite")),
        pytest.param(300, 30, marks=pytest.mark.full),
    ],
)
def test_everybody_hears_once_of_what_is_due_while_workers_are_killed(
    fresh_database, tmp_path, request, due, kills
):
    clock.use(None)
    prepare(fresh_database, due)
    engine = engine_of(fresh_database)
    begun = time.monotonic()
    with working(fresh_database, tmp_path, engine) as slots:
        between = kill_often(slots, kills, engine, due)
        wait_until(lambda: told(engine) == due, "everybody was told", PATIENCE)
        seconds = time.monotonic() - begun
    received = [one.message["Message-ID"] for slot in slots for one in slot.server.received]
    repeats = len(received) - len(set(received))
    found = {
        "due": due,
        "kills": kills,
        "kills between the server's answer and our commit": between,
        "mails the server took": len(received),
        "distinct Message-IDs": len(set(received)),
        "repeats": repeats,
        "seconds": round(seconds, 1),
    }
    sys.stdout.write(f"{found}\n")
    with reading(engine) as session:
        queued = session.scalars(select(OutgoingMail.message_id)).all()
        alerts = session.scalars(select(CaseAlert.key)).all()
        rungs = session.scalars(select(Escalation)).all()
    engine.dispose()
    assert len(queued) == len(set(queued)) == len(alerts) == due
    assert {one.strip("<>").partition("@")[0] for one in received} == set(queued)
    assert len(rungs) == due // 3
    assert all(rung.told_at and rung.reply_due_at for rung in rungs)
    assert repeats <= between
    if request.config.getoption("--full"):
        database = request.config.getoption("--database")
        figures.keep("escalations", f"{due} due, {kills} kills, {database}", found)
