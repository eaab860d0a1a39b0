"""What takes minutes holds up nothing that people wait for."""

from __future__ import annotations

from threading import Event, Thread

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from portfolio import clock
from portfolio.config import Settings
from portfolio.extensions import writing
from portfolio.jobs import lanes
from portfolio.jobs.handlers import HANDLERS
from portfolio.jobs.lease import Database
from portfolio.jobs.slow import repeatable
from portfolio.jobs.worker import Worker
from portfolio.models.base import Base
from portfolio.models.job import Job
from portfolio.outside import Outside
from portfolio.services import outbox
from tests.integration.jobs.worker_process import engine_of


def test_every_job_has_one_lane():
    assert sorted(name for lane in lanes.LANES for name in lane) == sorted(HANDLERS)


def test_a_check_is_done_while_a_film_is_being_converted(tmp_path):
    clock.use(None)
    engine = engine_of(f"sqlite:///{tmp_path / 'jobs.sqlite3'}")
    Base.metadata.create_all(engine)
    begun, checked, stop = Event(), Event(), Event()

    @repeatable
    def convert(session, outside, arguments):
        begun.set()
        assert checked.wait(20), "the check waited for the film"
        stop.set()
        return lambda own: None

    @repeatable
    def check(session, outside, arguments):
        assert begun.wait(20)
        checked.set()
        return lambda own: None

    with Session(engine) as session, session.begin():
        writing.set(True)
        outbox.enqueue(session, "convert-file", "film", {})
        outbox.enqueue(session, "check-file", "photo", {})
    settings = Settings(secret_key="x", database_url="", data_folder=tmp_path)
    database = Database(sessionmaker(engine), writing.set)
    worker = Worker(
        database,
        Outside(settings, store=None, mailer=None),
        {"convert-file": convert, "check-file": check},
    )
    thread = Thread(target=lanes.run, args=(worker, stop, lambda _database: None))
    thread.start()
    thread.join(40)
    assert not thread.is_alive()
    with Session(engine) as session:
        assert all(job.done_at for job in session.scalars(select(Job)))
    engine.dispose()
