"""The worker: claims one due job by lease, does it, and writes its effect together with "done".

Killed at any moment, it leaves either no effect or an effect with its job done. What goes to the
outside (mail) may be handed over twice, under the same Message-ID.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from threading import Event

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.jobs import lease
from portfolio.jobs.for_good import ForGood
from portfolio.jobs.handlers import Handler
from portfolio.jobs.lease import LEASE, Claimed, Database
from portfolio.jobs.slow import is_slow
from portfolio.outside import Outside

log = logging.getLogger(__name__)

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 2 * 60, 8 * 60, 24 * 60))
"""How long a failed job waits before the next attempt; after the last wait it has failed."""
ATTEMPTS = len(WAITS) + 1
LOST = "its worker ended while it ran"
EVERY = 1.0
"""Seconds between two looks at an empty queue."""


@dataclass(frozen=True)
class Worker:
    database: Database
    outside: Outside
    handlers: Mapping[str, Handler]
    lease: timedelta = LEASE

    def run_due(self, limit: int | None = None) -> int:
        """Do what is due, at most ``limit`` jobs; returns how many were claimed."""
        claimed = 0
        while (limit is None or claimed < limit) and self.run_one():
            claimed += 1
        return claimed

    def run_one(self) -> bool:
        """Claim one job and do it; False if nothing was due."""
        job = lease.claim(self.database, self.lease)
        if job is None:
            return False
        if job.attempts > ATTEMPTS:
            self._note_failure(job, LOST, for_good=True)
            return True
        try:
            self._do(job)
        except ForGood as error:
            log.error("job %s (%s) can never be done: %s", job.id, job.name, error)
            self._note_failure(job, str(error), for_good=True)
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
            except OperationalError as error:
                log.error("the database does not answer: %s", type(error.orig).__name__)
                worked = False
            if not worked:
                stop.wait(EVERY)

    def _do(self, job: Claimed) -> None:
        handler = self.handlers[job.name]
        if not is_slow(handler):
            self._finish(job, lambda session: handler(session, self.outside, job.arguments))
            return
        with lease.kept(self.database, job, self.lease), self.database.reading() as session:
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

    def _note_failure(self, job: Claimed, error: str, *, for_good: bool) -> None:
        with self.database.writing() as session:
            row = lease.held(session, job)
            if row is None:
                return
            row.last_error = error[:200]
            row.lease_token = row.leased_until = None
            if for_good or job.attempts >= ATTEMPTS:
                row.failed_at = clock.now()
            else:
                row.due_at = clock.now() + WAITS[job.attempts - 1]


def _nothing(_session: Session) -> None:
    """What a slow job writes when there is nothing to write."""
