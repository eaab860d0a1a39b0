"""What is begun by the clock and not by a deed: the daily digest and tidying up."""

from datetime import datetime, time

from portfolio import clock
from portfolio.jobs.lease import Database
from portfolio.services import outbox

DAILY = ("daily-digest", "housekeeping")
DIGEST_AT = time(8)
"""On UK clocks, so that it is at the same hour in summer and winter."""


class Schedule:
    """Queues each day's work once, whichever of several workers comes first."""

    def __init__(self) -> None:
        self._queued_on: object = None

    def __call__(self, database: Database) -> None:
        """Queue what is due now; cheap when there is nothing to queue."""
        here = clock.now().astimezone(clock.UK)
        if here.time() < DIGEST_AT or self._queued_on == here.date():
            return
        with database.writing() as session:
            day = here.date().isoformat()
            for name in DAILY:
                outbox.enqueue(session, name, f"{name}:{day}", {"day": day}, _at(here))
        self._queued_on = here.date()


def _at(here: datetime) -> datetime:
    return datetime.combine(here.date(), DIGEST_AT, clock.UK)
