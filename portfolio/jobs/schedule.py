"""What is begun by the clock, not by a deed: deadlines of cases, daily digest, tidying up."""

from datetime import UTC, datetime, time, timedelta

from portfolio import clock
from portfolio.jobs.case_clocks import CaseClocks
from portfolio.jobs.handlers import scanning
from portfolio.jobs.handlers.scanning import SCAN_KEPT
from portfolio.jobs.lease import Database
from portfolio.queries import files_arriving, jobs, uploads
from portfolio.services import outbox

DAILY = ("remind-of-closing", "flag-guidance", "daily-digest", "housekeeping", "sweep-store")
DIGEST_AT = time(8)
"""On UK clocks, so that it is at the same hour in summer and winter."""
OLD_UPLOADS_EVERY = timedelta(minutes=10)
"""How often we look for uploads to which nothing came for too long."""

KEPT_EVERY = timedelta(minutes=10)
"""How often we look for files kept without a virus check, while one is set up."""


class Schedule:
    """Queues each day's work once, whichever of several workers comes first."""

    def __init__(self, *, scanner_on: bool = False) -> None:
        self._scanner_on = scanner_on
        self._scanned_at = datetime.min.replace(tzinfo=UTC)
        self._queued_on: object = None
        self._looked_at = datetime.min.replace(tzinfo=UTC)
        self._case_clocks = CaseClocks()

    def __call__(self, database: Database) -> None:
        """Queue what is due now; cheap when there is nothing to queue."""
        self._case_clocks(database)
        self._daily(database)
        self._old_uploads(database)
        self._kept_without_a_scan(database)

    def _old_uploads(self, database: Database) -> None:
        moment = clock.now()
        if moment - self._looked_at < OLD_UPLOADS_EVERY:
            return
        self._looked_at = moment
        with database.reading() as session:
            any_too_old = uploads.any_too_old(session)
        if any_too_old:
            with database.writing() as session:
                outbox.enqueue(session, "expire-uploads", f"expire-uploads:{moment:%FT%H:%M}", {})

    def _kept_without_a_scan(self, database: Database) -> None:
        moment = clock.now()
        if not self._scanner_on or moment - self._scanned_at < KEPT_EVERY:
            return
        self._scanned_at = moment
        with database.reading() as session:
            waits = files_arriving.next_to_scan(session, 1) and not jobs.waits(session, SCAN_KEPT)
        if waits:
            with database.writing() as session:
                scanning.begin(session)

    def _daily(self, database: Database) -> None:
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
