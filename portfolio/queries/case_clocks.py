"""The clock of a stored case in words, for every page, file and mail that shows it."""

from datetime import datetime
from typing import NamedTuple

from portfolio.domain import clock_words
from portfolio.domain.cases import CaseState
from portfolio.domain.clock_words import ClockWords, Ended, RunningClock
from portfolio.domain.deadlines import Calendar
from portfolio.models.case import Case


class Paused(NamedTuple):
    """Since when the clocks of a case stand still, and why."""

    since: datetime
    reason: str


def words_of(case: Case, pause: Paused | None, calendar: Calendar, now: datetime) -> ClockWords:
    """What the clock of ``case`` says; ``pause`` is the one that lasts, if one does."""
    if case.closed_at is not None:
        ended = Ended(
            case.received_at, case.closed_at, case.outcome, case.in_time, case.satisfaction
        )
        return clock_words.closed(ended, calendar)
    if case.locked_at is not None:
        return clock_words.locked(case.locked_at, now)
    running = _running(case)
    if case.state is CaseState.PAUSED and pause is not None:
        return clock_words.paused(pause.since, pause.reason, running, now)
    return clock_words.running(running, calendar, now) if running else clock_words.no_limit()


def _running(case: Case) -> RunningClock | None:
    started_at, amber_at, due_at = case.clock_started_at, case.clock_amber_at, case.clock_due_at
    if started_at is None or amber_at is None or due_at is None:
        return None
    return RunningClock(case.clock_label, case.clock_rule, started_at, amber_at, due_at)
