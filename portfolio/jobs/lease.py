"""Claiming jobs: a worker holds one for a while; one that was killed loses it by waiting."""

import logging
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Thread
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, and_, exists, or_, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.models.job import Job

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
SHORT = timedelta(seconds=24)
"""The lease of what may be done twice: so long at most it waits when its worker is killed."""


@dataclass(frozen=True)
class Database:
    """How a worker reaches the database.

    ``begin_writing`` says, for the thread, whether the transactions to come write: SQLite must
    know at the beginning of each.
    """

    sessions: Callable[[], Session]
    begin_writing: Callable[[bool], object]

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose transaction writes; committed at the end, rolled back on an error."""
        self.begin_writing(True)
        with self.sessions() as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session whose transaction only reads."""
        self.begin_writing(False)
        with self.sessions() as session:
            yield session


@dataclass(frozen=True)
class Claimed:
    """A job held by this worker, apart from the database."""

    id: UUID
    token: UUID
    name: str
    arguments: dict[str, Any]
    attempts: int


def claim(
    database: Database,
    lease: Callable[[str], timedelta] = lambda name: LEASE,
    only: Collection[str] | None = None,
) -> Claimed | None:
    """Take the job longest due, or None if nothing is due. No two workers get the same.

    ``lease`` says how long a job of this name is held; ``only`` names the jobs to choose from.
    """
    waiting = [_is_due(), *([] if only is None else [Job.name.in_(only)])]
    with database.reading() as session:
        # An empty queue is looked at without making anybody wait who writes.
        if not session.scalar(select(exists().where(*waiting))):
            return None
    with database.writing() as session:
        job = session.scalars(
            select(Job)
            .where(*waiting)
            .order_by(Job.due_at)
            .limit(1)
            .with_for_update(skip_locked=True)
        ).one_or_none()
        if job is None:
            return None
        job.lease_token = uuid4()
        job.leased_until = clock.now() + lease(job.name)
        job.attempts += 1
        return Claimed(job.id, job.lease_token, job.name, dict(job.arguments), job.attempts)


def _is_due() -> ColumnElement[bool]:
    moment = clock.now()
    return and_(
        Job.done_at.is_(None),
        Job.failed_at.is_(None),
        Job.due_at <= moment,
        or_(Job.leased_until.is_(None), Job.leased_until < moment),
    )


def held(session: Session, claimed: Claimed) -> Job | None:
    """The job, locked, if this worker still holds it; None if another one took it over."""
    return session.scalar(
        select(Job)
        .where(Job.id == claimed.id, Job.lease_token == claimed.token, Job.done_at.is_(None))
        .with_for_update()
    )


@contextmanager
def kept(database: Database, claimed: Claimed, lease: timedelta) -> Iterator[None]:
    """Renew the lease of a slow job every third of its length, until it is through."""
    through = Event()

    def renew() -> None:
        while not through.wait(lease.total_seconds() / 3):
            try:
                _renew(database, claimed, lease)
            except DBAPIError as error:
                log.error("lease of %s not renewed: %s", claimed.id, type(error.orig).__name__)

    thread = Thread(target=renew, name=f"lease of {claimed.id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        through.set()
        thread.join()


def _renew(database: Database, claimed: Claimed, lease: timedelta) -> None:
    with database.writing() as session:
        session.execute(
            update(Job)
            .where(Job.id == claimed.id, Job.lease_token == claimed.token)
            .values(leased_until=clock.now() + lease)
        )
