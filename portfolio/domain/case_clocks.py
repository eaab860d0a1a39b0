"""When one deadline of a case is due and from when it shows amber."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from portfolio.domain import deadlines
from portfolio.domain.deadlines import AMBER_AT, Calendar, Pause, Rule, Unit
from portfolio.domain.procedure import ClockRule, Special

AMBER_OF_IMMEDIATE = Rule(1, Unit.HOURS)
"""How long "immediately" may take before it shows amber (AMB-26)."""
LATE_OF_IMMEDIATE = timedelta(hours=24)
"""From when "immediately" counts as missed: 004 names no time, so that a day is our reading."""
NO_LIMIT = datetime(9000, 1, 1, tzinfo=UTC)
PAUSED = datetime(9001, 1, 1, tzinfo=UTC)
LOCKED = datetime(9002, 1, 1, tzinfo=UTC)
CLOSED = datetime(9990, 1, 1, tzinfo=UTC)
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Times:
    """Of one clock: amber from when, late after which moment, and the day where it ends so."""

    amber_at: datetime
    due_at: datetime
    due_on: date | None = None


def times(
    clock: ClockRule, started_at: datetime, calendar: Calendar, pauses: Sequence[Pause] = ()
) -> Times:
    """Of a clock that started then. Raises ValueError for a target date, which people set."""
    if clock.rule is Special.TARGET:
        raise ValueError("a target date is set, not counted")
    if clock.rule is Special.IMMEDIATELY:
        amber = deadlines.due(clock.amber_after or AMBER_OF_IMMEDIATE, started_at, calendar, pauses)
        late = deadlines.due(Rule(24, Unit.HOURS), started_at, calendar, pauses)
        return Times(deadlines.last_moment(amber), deadlines.last_moment(late))
    due = deadlines.due(clock.rule, started_at, calendar, pauses)
    return Times(
        deadlines.amber_from(clock.rule, started_at, calendar, pauses),
        deadlines.last_moment(due),
        None if isinstance(due, datetime) else due,
    )


def target_times(started_at: datetime, target_at: datetime) -> Times:
    """Of a target that somebody set: amber when 80 % of the time until then is gone."""
    return Times(started_at + (target_at - started_at) * AMBER_AT, target_at)


def sort_at(
    due_at: datetime | None, *, paused: bool, locked: bool, closed_at: datetime | None
) -> datetime:
    """Where a case stands among others: closest to its limit first, the lately closed before."""
    if closed_at is not None:
        return CLOSED - (closed_at - BEGINNING)
    if locked:
        return LOCKED
    if paused:
        return PAUSED
    return due_at or NO_LIMIT
