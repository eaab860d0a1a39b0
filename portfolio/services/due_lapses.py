"""What changes by the day: nobody wrote for too long, no meeting before an answer is due."""

from collections.abc import Collection, Iterator
from datetime import timedelta
from uuid import UUID

from portfolio.domain import case_alerts as rules
from portfolio.domain.case_alerts import AlertKind
from portfolio.domain.date_words import uk_date
from portfolio.models.case import Case, CaseClock
from portfolio.queries import case_alerts as queries
from portfolio.queries import procedures
from portfolio.services.alert_items import Item, Looking, key_of, last_day, of_each, stage_of

A_DAY = timedelta(days=1)
"""No procedure counts contact in less."""


def find(looking: Looking, case_ids: Collection[UUID] | None) -> Iterator[Item]:
    """Of all cases or of those named, whether it was told or not."""
    session, now = looking.session, looking.now
    silent = queries.unheard(session, now - A_DAY, case_ids)
    yield from of_each(silent, lambda case: _unheard(looking, case))
    clocks = queries.running(session, case_ids)
    yield from of_each(clocks, lambda clock: _too_late_to_meet(looking, clock))


def _unheard(looking: Looking, case: Case) -> Iterator[Item]:
    """R-281, for whoever coordinates."""
    procedure = procedures.read(case.version)
    stage = procedure.track(case.track).stage(case.stage_key)
    if procedure.contact_every is None or stage.external:
        return
    last = case.last_contact_at or case.received_at
    calendar = looking.calendar(case.centre_id)
    lapsed_at = rules.contact_lapses_at(procedure.contact_every, last, calendar)
    if lapsed_at <= looking.now:
        user_id = looking.coordinator(case)
        key = key_of(AlertKind.NO_CONTACT, case.id, last, user_id)
        text = rules.no_contact(case.reference, uk_date(last))
        yield Item(key, AlertKind.NO_CONTACT, case, None, user_id, text, lapsed_at)


def _too_late_to_meet(looking: Looking, clock: CaseClock) -> Iterator[Item]:
    """R-284, for whoever answers and whoever coordinates."""
    case, stage = clock.stage.case, stage_of(clock)
    if not stage.at_meeting or clock.due_at <= looking.now:
        return
    meetings = looking.meeting_days(case.centre_id)
    conflict = rules.meeting_conflict(last_day(clock), meetings, uk_date(looking.now))
    if conflict is None:
        return
    text = f"{case.reference}: {conflict.words}"
    for user_id in looking.told(case):
        key = f"{key_of(AlertKind.MEETING, clock.id, clock.due_at, user_id)}:{conflict.meets_on}"
        yield Item(key, AlertKind.MEETING, case, clock, user_id, text, clock.started_at)
