"""The sweep over deadlines of cases: finds what is due and queues one job for each person.

Everything that fell due since the last look, after an outage all of it, goes to a person at once.
"""

import logging
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from portfolio import clock
from portfolio.jobs.handlers.case_clocks import SETTLE, TELL
from portfolio.jobs.lease import Database
from portfolio.queries import case_alerts, jobs
from portfolio.services import due_alerts, outbox
from portfolio.services.alert_items import Item

log = logging.getLogger(__name__)

EVERY = timedelta(seconds=20)
"""Between two looks: whoever is due to be told is told within a minute."""
LAPSES_EVERY = timedelta(minutes=5)
"""Between two looks for what changes by the day: nobody wrote, no meeting in time."""

NEVER = datetime.min.replace(tzinfo=UTC)


class CaseClocks:
    """Looks now and then; cheap when nothing is due."""

    def __init__(self) -> None:
        self._looked_at = NEVER
        self._lapses_at = NEVER

    def __call__(self, database: Database) -> None:
        moment = clock.now()
        # A clock that was put back must not stop the looks until it has caught up.
        if abs(moment - self._looked_at) < EVERY:
            return
        lapses = abs(moment - self._lapses_at) >= LAPSES_EVERY
        self._looked_at = moment
        self._lapses_at = moment if lapses else self._lapses_at
        with database.reading() as session:
            due = _by_person(due_alerts.find(session, moment, lapses=lapses))
            settles = bool(case_alerts.given_up(session))
            at_work = {one["user_id"] for one in jobs.open_arguments(session, TELL)} if due else {}
        waiting = {person: cases for person, cases in due.items() if _words(person) not in at_work}
        if waiting or settles:
            _queue(database, waiting, moment, settles=settles)


def _queue(
    database: Database,
    waiting: Mapping[UUID | None, list[str]],
    moment: datetime,
    *,
    settles: bool,
) -> None:
    try:
        with database.writing() as session:
            for person, case_ids in waiting.items():
                arguments = {"user_id": _words(person), "case_ids": case_ids}
                outbox.enqueue(session, TELL, _key(person, case_ids, moment), arguments)
            if settles:
                outbox.enqueue(session, SETTLE, f"{SETTLE}:{moment:%FT%H:%M:%S}", {})
    except IntegrityError:
        # Nothing is lost: whatever is still due then is found by the next look.
        log.info("another worker looked in the same second and has queued it")


def _by_person(items: list[Item]) -> Mapping[UUID | None, list[str]]:
    """The cases about which each person is to be told."""
    found: dict[UUID | None, set[str]] = defaultdict(set)
    for item in items:
        found[item.user_id].add(str(item.case.id))
    return {person: sorted(case_ids) for person, case_ids in found.items()}


def _words(person: UUID | None) -> str | None:
    return None if person is None else str(person)


def _key(person: UUID | None, case_ids: list[str], moment: datetime) -> str:
    cases = sha256(" ".join(case_ids).encode()).hexdigest()[:16]
    return f"{TELL}:{person}:{cases}:{moment:%FT%H:%M:%S}"
