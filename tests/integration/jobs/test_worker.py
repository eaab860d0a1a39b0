"""Jobs: done once, tried again, given up loudly."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.jobs import lease
from portfolio.jobs.for_good import ForGood
from portfolio.jobs.slow import slow
from portfolio.jobs.worker import ATTEMPTS, WAITS, Worker
from portfolio.models.job import Job
from portfolio.models.person import Centre
from portfolio.services import outbox
from tests.conftest import NOON


def queue(session, name="plant", **arguments) -> Job:
    key = uuid4().hex
    outbox.enqueue(session, name, key, arguments)
    session.commit()
    return session.scalars(select(Job).where(Job.key == key)).one()


def doing(worker: Worker, **handlers) -> Worker:
    return Worker(worker.database, worker.outside, handlers)


def plant(session, outside, arguments):
    session.add(Centre(name="planted", created_at=clock.now()))


def planted(session) -> int:
    session.expire_all()
    return len(session.scalars(select(Centre).where(Centre.name == "planted")).all())


def test_a_job_is_done_once_and_marked(session, worker):
    job = queue(session)
    assert doing(worker, plant=plant).run_due() == 1
    assert doing(worker, plant=plant).run_due() == 0
    assert planted(session) == 1
    assert job.done_at == NOON


def test_a_job_is_queued_once_under_its_key(session):
    for _ in range(2):
        outbox.enqueue(session, "plant", "the same key", {})
    assert len(session.scalars(select(Job)).all()) == 1


def test_a_job_not_yet_due_waits(session, worker):
    outbox.enqueue(session, "plant", "later", {}, NOON + timedelta(minutes=1))
    session.commit()
    assert doing(worker, plant=plant).run_due() == 0
    clock.use(lambda: NOON + timedelta(minutes=1))
    assert doing(worker, plant=plant).run_due() == 1


def test_a_failing_job_leaves_nothing_waits_longer_each_time_and_is_given_up(session, worker):
    def fail(session, outside, arguments):
        plant(session, outside, arguments)
        session.flush()
        raise OSError("somebody@centre.test is away")

    job = queue(session)
    failing = doing(worker, plant=fail)
    moment = NOON
    for wait in WAITS:
        clock.use(lambda at=moment: at)
        assert failing.run_due() == 1
        session.refresh(job)
        assert job.due_at == moment + wait
        assert job.last_error == "OSError"
        moment = job.due_at
    clock.use(lambda: moment)
    failing.run_due()
    session.refresh(job)
    assert job.attempts == ATTEMPTS
    assert job.failed_at == moment
    assert planted(session) == 0
    assert failing.run_due() == 0


def test_a_job_that_can_never_be_done_is_given_up_at_once(session, worker):
    def refuse(session, outside, arguments):
        raise ForGood("mail is not set up")

    job = queue(session)
    doing(worker, plant=refuse).run_due()
    session.refresh(job)
    assert (job.failed_at, job.last_error) == (NOON, "mail is not set up")


def test_a_claimed_job_is_nobody_elses_until_its_lease_ends(session, worker):
    queue(session)
    first = lease.claim(worker.database)
    assert first is not None
    assert lease.claim(worker.database) is None
    clock.use(lambda: NOON + lease.LEASE + timedelta(seconds=1))
    second = lease.claim(worker.database)
    assert second is not None
    assert second.attempts == 2
    with worker.database.writing() as own:
        assert lease.held(own, first) is None
        assert lease.held(own, second) is not None


def test_a_worker_that_lost_its_lease_writes_nothing(session, worker):
    def lose(session, outside, arguments):
        clock.use(lambda: NOON + lease.LEASE + timedelta(seconds=1))
        lease.claim(worker.database)
        return lambda own: plant(own, outside, arguments)

    job = queue(session)
    doing(worker, plant=slow(lose)).run_one()
    session.refresh(job)
    assert planted(session) == 0
    assert job.done_at is None


def test_a_slow_job_writes_what_it_returns_together_with_done(session, worker):
    @slow
    def prepare(session, outside, arguments):
        session.rollback()
        return lambda own: plant(own, outside, arguments)

    job = queue(session)
    doing(worker, plant=prepare).run_due()
    session.refresh(job)
    assert planted(session) == 1
    assert job.done_at == NOON


@pytest.mark.parametrize("limit", [1, 2])
def test_a_worker_does_no_more_than_it_is_asked(session, worker, limit):
    for _ in range(3):
        queue(session)
    assert doing(worker, plant=plant).run_due(limit) == limit
