"""What the clock of a case says: its word, what is left, how far its bar is, rule and dates."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property

from portfolio.domain.cases import Outcome, Satisfaction
from portfolio.domain.date_words import deadline_this_year, uk_date, weekday_this_year
from portfolio.domain.deadlines import (
    Calendar,
    RuleFault,
    Unit,
    last_moment,
    parse_rule,
    working_days_between,
)
from portfolio.domain.procedure import Special

AMBER_SHARE = 80
"""Where the mark of the bar stands, in per cent of its length."""
HOURS_UP_TO = 48
"""More hours than these are said as days and hours."""


class ClockState(StrEnum):
    """The words of every clock, on pages, in files and in mails."""

    IN_TIME = "In time"
    DUE_SOON = "Due soon"
    OVERDUE = "Overdue"
    PAUSED = "Paused"
    CLOSED = "Closed"
    LOCKED = "Locked"


@dataclass(frozen=True)
class ClockWords:
    """As ``components/clock.html`` shows it; ``share`` is None where no bar is drawn."""

    state: ClockState
    left: str
    rule: str = ""
    share: float | None = None


@dataclass(frozen=True)
class RunningClock:
    """A deadline that is not met yet: late from ``due_at`` on."""

    label: str
    """What is to be done by then: "Acknowledge"."""
    rule: str
    """As the procedure says it: "10 working days", "48 hours", "target date", "immediately"."""
    started_at: datetime
    amber_at: datetime
    due_at: datetime

    @cached_property
    def unit(self) -> Unit | None:
        """None where no number of days or hours names it: a target date, "immediately"."""
        try:
            return parse_rule(self.rule).unit
        except RuleFault:
            return None

    @cached_property
    def last_day(self) -> date | None:
        """The day at whose end it is late; None where it is due at a moment of a day."""
        last = uk_date(self.due_at - timedelta(microseconds=1))
        if self.unit in {Unit.WORKING_DAYS, Unit.CALENDAR_MONTHS}:
            return last
        by_day = self.rule == Special.TARGET and self.due_at == last_moment(last)
        return last if by_day else None


@dataclass(frozen=True)
class Ended:
    """How a case ended. ``in_time`` is None where no clock ran."""

    received_at: datetime
    closed_at: datetime
    outcome: Outcome | None
    in_time: bool | None
    satisfaction: Satisfaction | None


def state_of(clock: RunningClock, now: datetime) -> ClockState:
    """Overdue from its due moment on, due soon once 80 % of its time is gone (R-263)."""
    if now >= clock.due_at:
        return ClockState.OVERDUE
    return ClockState.DUE_SOON if now >= clock.amber_at else ClockState.IN_TIME


def running(clock: RunningClock, calendar: Calendar, now: datetime) -> ClockWords:
    """Of a clock that runs, at this moment; working days are those of ``calendar``."""
    return ClockWords(
        state=state_of(clock, now),
        left=left(clock, calendar, now),
        rule=rule_and_dates(clock, now),
        share=share(clock, now),
    )


def paused(since: datetime, reason: str, clock: RunningClock | None, now: datetime) -> ClockWords:
    """Of a case whose clocks stand still since then, for a stated reason."""
    words = f"Paused {weekday_this_year(since, now)}: {reason}"
    how_far = share(clock, since) if clock else None
    return ClockWords(ClockState.PAUSED, "the clock stands still", words, how_far)


def locked(since: datetime, now: datetime) -> ClockWords:
    """Of a case that went to safeguarding; nothing else is told of it."""
    return ClockWords(ClockState.LOCKED, "referred", f"Referred {deadline_this_year(since, now)}")


def no_limit() -> ClockWords:
    """Of an open case in which nothing is due by a day."""
    return ClockWords(ClockState.IN_TIME, "no limit runs")


def closed(ended: Ended, calendar: Calendar) -> ClockWords:
    """Of a case that is over: in how long, with what, and what the person thought of it."""
    kept = {True: "in time", False: "late", None: "without a limit"}[ended.in_time]
    days = working_days_between(uk_date(ended.received_at), uk_date(ended.closed_at), calendar)
    how = ended.outcome.value if ended.outcome else "Closed"
    when = f"after {_counted(days, 'working day')}" if days else "on the day it came"
    thought = {
        Satisfaction.SATISFIED: "; the person was satisfied",
        Satisfaction.NOT_SATISFIED: "; the person was not satisfied",
    }.get(ended.satisfaction or Satisfaction.NOT_KNOWN, "")
    return ClockWords(ClockState.CLOSED, kept, f"{how} {when}{thought}")


def left(clock: RunningClock, calendar: Calendar, now: datetime) -> str:
    """ "4 working days left", "28 hours left", "2 days 7 hours left", "3 days 16 hours over"."""
    if clock.rule == Special.IMMEDIATELY:
        return f"waiting for {_elapsed(now - clock.started_at, HOURS_UP_TO)}"
    if clock.last_day is not None:
        return _days_left(clock, clock.last_day, calendar, uk_date(now))
    hours = HOURS_UP_TO if clock.unit is Unit.HOURS else 1
    if now >= clock.due_at:
        return f"{_elapsed(now - clock.due_at, hours)} over"
    return f"{_elapsed(clock.due_at - now, hours)} left"


def share(clock: RunningClock, now: datetime) -> float:
    """How far the bar goes, 0 to 100; at its mark the moment it is due soon.

    Working days turn amber by whole days, so that both parts of the bar have a pace of their own.
    """
    if now >= clock.due_at:
        return 100.0
    if now >= clock.amber_at:
        beyond = _part(clock.amber_at, clock.due_at, now)
        return round(AMBER_SHARE + (100 - AMBER_SHARE) * beyond, 1)
    return round(AMBER_SHARE * _part(clock.started_at, clock.amber_at, now), 1)


def rule_and_dates(clock: RunningClock, now: datetime) -> str:
    """ "Answer in writing: 20 working days from Monday 2 November, due Monday 30 November"."""
    due = (
        weekday_this_year(clock.last_day, now)
        if clock.last_day
        else deadline_this_year(clock.due_at, now)
    )
    start = weekday_this_year(clock.started_at, now)
    if clock.rule == Special.TARGET:
        return f"{clock.label}: target {due}, counted from {start}"
    if clock.last_day is None:
        start = deadline_this_year(clock.started_at, now)
    if clock.rule == Special.IMMEDIATELY:
        return f"{clock.label} immediately, from {start}"
    return f"{clock.label}: {clock.rule} from {start}, due {due}"


def _days_left(clock: RunningClock, last: date, calendar: Calendar, today: date) -> str:
    if today == last:
        return "today"
    if clock.unit is Unit.WORKING_DAYS:
        before = working_days_between(today, last, calendar)
        over, one = working_days_between(last, today, calendar), "working day"
    else:
        before, over, one = (last - today).days, (today - last).days, "day"
    if today < last:
        return f"{_counted(before, one)} left"
    return f"{_counted(over, one)} over" if over else "past its last day"


def _part(start: datetime, end: datetime, now: datetime) -> float:
    whole = (end - start).total_seconds()
    return min(max((now - start).total_seconds() / whole, 0.0), 1.0) if whole > 0 else 0.0


def _elapsed(time: timedelta, hours_up_to: int) -> str:
    """ "40 minutes", "28 hours", "2 days 7 hours"; hours alone as long as they are so few."""
    minutes = max(int(time.total_seconds() // 60), 0)
    hours = minutes // 60
    if hours < 1:
        return _counted(minutes, "minute")
    if hours <= max(hours_up_to, 23):
        return _counted(hours, "hour")
    days, rest = divmod(hours, 24)
    return f"{_counted(days, 'day')} {_counted(rest, 'hour')}" if rest else _counted(days, "day")


def _counted(count: int, one: str) -> str:
    return f"{count:,} {one}" if count == 1 else f"{count:,} {one}s"
