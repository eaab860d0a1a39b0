"""Workers are killed at any moment; every effect still happens exactly once."""

import multiprocessing
import random
import time
from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.extensions import writing
from portfolio.models.base import Base
from portfolio.models.job import Job, OutgoingMail
from portfolio.models.notice import Notice
from portfolio.models.person import Centre, User
from portfolio.services import outbox
from tests.integration.jobs.worker_process import engine_of, work

JOBS = 300
WORKERS = 3
PATIENCE = 100


def prepare(url: str) -> None:
    engine = engine_of(url)
    Base.metadata.create_all(engine)
    with Session(engine) as session, session.begin():
        moment = clock.now()
        centre = Centre(name="Demo Training Centre", created_at=moment)
        user = User(email="person@centre.test", name="Demo Person", created_at=moment)
        session.add_all([centre, user])
        session.flush()
        for number in range(JOBS):
            facts = {"centre_id": str(centre.id), "user_id": str(user.id)}
            outbox.enqueue(session, "tell", f"tell:{number}", facts)
    engine.dispose()


def until(done: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "the jobs were not done in time"
        time.sleep(0.2)


@pytest.mark.timeout(240)
@pytest.mark.parametrize("kills", [20, pytest.param(39, marks=pytest.mark.full)])
def test_every_effect_happens_exactly_once_while_workers_are_killed(
    fresh_database, tmp_path, mail_server, kills
):
    clock.use(None)
    prepare(fresh_database)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.integration.jobs.worker_process"])
    chance = random.Random(42)  # noqa: S311 -- moments of killing, not secrets

    def start():
        process = context.Process(target=work, args=(fresh_database, tmp_path, mail_server.port))
        process.start()
        return process

    engine = engine_of(fresh_database)

    def all_done() -> bool:
        # Only looking: a transaction that claims to write would wait in line with the workers.
        writing.set(False)
        with Session(engine) as session:
            open_jobs = select(func.count()).select_from(Job).where(Job.done_at.is_(None))
            return session.scalar(open_jobs) == 0

    workers = [start() for _ in range(WORKERS)]
    try:
        for _ in range(kills):
            time.sleep(chance.uniform(0.05, 0.5))
            victim = chance.randrange(WORKERS)
            workers[victim].kill()
            workers[victim].join()
            workers[victim] = start()
        until(all_done, PATIENCE)
    finally:
        for process in workers:
            process.kill()
            process.join()
    with Session(engine) as session:
        assert session.scalar(select(func.count()).select_from(Notice)) == JOBS
        mails = session.scalars(select(OutgoingMail)).all()
    engine.dispose()
    assert len(mails) == JOBS
    assert all(mail.sent_at for mail in mails)
    ids = {one.message["Message-ID"] for one in mail_server.received}
    assert len(ids) == JOBS
    assert len(mail_server.received) - JOBS <= kills
