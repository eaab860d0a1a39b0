"""The worker: claims one due job by lease, does it, and writes its effect together with "done".

Killed at any moment, it leaves either no effect or an effect with its job done. What goes to the
outside (mail) may be handed over twice, under the same Message-ID.
"""

import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from threading import Event

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.adapters.storage import StoreFull, StoreUnavailable
from portfolio.jobs import lease
from portfolio.jobs.for_good import ForGood
from portfolio.jobs.handlers import Handler
from portfolio.jobs.lease import LEASE, SHORT, Claimed, Database
from portfolio.jobs.not_yet import NotYet
from portfolio.jobs.slow import is_repeatable, is_slow
from portfolio.models.job import Job
from portfolio.outside import Outside

log = logging.getLogger(__name__)

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 2 * 60, 8 * 60, 24 * 60))
"""How long a failed job waits before the next attempt; after the last wait it has failed."""
ATTEMPTS = len(WAITS) + 1
SOON = timedelta(seconds=20)
"""How long a job waits for something outside that is down: it goes on soon after that is back."""
LOST = "its worker ended while it ran"
EVERY = 0.3
"""Seconds between two looks at an empty queue."""
DOWN = (NotYet, StoreUnavailable, StoreFull, OperationalError)
"""The store, the database or the virus check does not answer: no fault of the job."""


@dataclass(frozen=True)
class Worker:
    """``only`` names the jobs it takes, None for all."""

    database: Database
    outside: Outside
    handlers: Mapping[str, Handler]
    lease: timedelta = LEASE
    only: Collection[str] | None = None

    def run_due(self, limit: int | None = None) -> int:
        """Do what is due, at most ``limit`` jobs; returns how many were claimed."""
        claimed = 0
        while (limit is None or claimed < limit) and self.run_one():
            claimed += 1
        return claimed

    def run_one(self) -> bool:
        """Claim one job and do it; False if nothing was due."""
        job = lease.claim(self.database, self._lease_of, self.only)
        if job is None:
            return False
        if job.attempts > ATTEMPTS and not self._is_repeatable(job.name):
            self._note_failure(job, LOST, for_good=True)
            return True
        try:
            self._do(job)
        except ForGood as error:
            log.error("job %s (%s) can never be done: %s", job.id, job.name, error)
            self._note_failure(job, str(error), for_good=True)
        except DOWN as error:
            log.error("job %s (%s) waits: %s", job.id, job.name, type(error).__name__)
            self._note_wait(job, error)
        except Exception as error:
            log.exception("job %s (%s), attempt %d", job.id, job.name, job.attempts)
            self._note_failure(job, type(error).__name__, for_good=False)
        return True

    def run(self, stop: Event, each_round: Callable[[Database], None]) -> None:
        """Work until ``stop`` is set; a job begun is finished first."""
        while not stop.is_set():
            try:
                each_round(self.database)
                worked = self.run_one()
            except DBAPIError as error:
                log.error("the database does not answer: %s", type(error.orig).__name__)
                worked = False
            if not worked:
                stop.wait(EVERY)

    def _lease_of(self, name: str) -> timedelta:
        return min(self.lease, SHORT) if self._is_repeatable(name) else self.lease

    def _is_repeatable(self, name: str) -> bool:
        return name in self.handlers and is_repeatable(self.handlers[name])

    def _do(self, job: Claimed) -> None:
        handler = self.handlers[job.name]
        if not is_slow(handler):
            self._finish(job, lambda session: handler(session, self.outside, job.arguments))
            return
        held = lease.kept(self.database, job, self._lease_of(job.name))
        with held, self.database.reading() as session:
            write = handler(session, self.outside, job.arguments)
            session.rollback()
        self._finish(job, write or _nothing)

    def _finish(self, job: Claimed, write: Callable[[Session], object]) -> None:
        """Write the effect and "done" in one transaction, unless another worker took over."""
        with self.database.writing() as session:
            row = lease.held(session, job)
            if row is None:
                log.warning("job %s (%s) was taken over by another worker", job.id, job.name)
                return
            write(session)
            row.done_at = clock.now()
            row.last_error = ""

    def _note_wait(self, job: Claimed, error: Exception) -> None:
        """Try again soon; waiting for something outside never uses up the job's attempts."""
        with self.database.writing() as session:
            row = lease.held(session, job)
            if row is None:
                return
            if isinstance(error, NotYet) and error.note is not None:
                error.note(session)
            self._let_go(row, str(error) if isinstance(error, NotYet) else type(error).__name__)
            row.attempts -= 1
            row.due_at = clock.now() + SOON

    def _note_failure(self, job: Claimed, error: str, *, for_good: bool) -> None:
        with self.database.writing() as session:
            row = lease.held(session, job)
            if row is None:
                return
            self._let_go(row, error)
            if for_good or job.attempts >= ATTEMPTS:
                row.failed_at = clock.now()
            else:
                row.due_at = clock.now() + WAITS[job.attempts - 1]

    @staticmethod
    def _let_go(row: Job, error: str) -> None:
        row.last_error = error[:200]
        row.lease_token = row.leased_until = None


def _nothing(_session: Session) -> None:
    """What a slow job writes when there is nothing to write."""
