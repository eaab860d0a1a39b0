"""Deadlines of the service standards: how a rule counts from its start event to when it is due.

Working days and calendar months end with a date; hours and days end at a moment, told in UK time.
"""

import re
from calendar import monthrange
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from math import ceil
from zoneinfo import ZoneInfo

from portfolio.domain.errors import Refusal

UK = ZoneInfo("Europe/London")
AMBER_AT = 0.8
"""Share of its time after which a deadline that is not met shows amber (R-263)."""
LONGEST = 10_000
"""Most units of a rule: nobody waits longer, and counting day by day stays quick."""


class Unit(StrEnum):
    WORKING_DAYS = "working days"
    CALENDAR_MONTHS = "calendar months"
    HOURS = "hours"
    DAYS = "days"


class Colour(StrEnum):
    """How urgent an open deadline is."""

    GREEN = "In time"
    AMBER = "Due soon"
    RED = "Overdue"


class RuleFault(Refusal):
    """Words that name no rule, or a start that is no date or moment."""


@dataclass(frozen=True)
class Rule:
    """So many units after the start event."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        words = self.unit.value
        return f"{self.count} {words[:-1] if self.count == 1 else words}"

    @property
    def ends_with_a_day(self) -> bool:
        """Whether it is met until the end of a date, not until a moment of it."""
        return self.unit in {Unit.WORKING_DAYS, Unit.CALENDAR_MONTHS}


@dataclass(frozen=True)
class Calendar:
    """The days on which nobody works in one UK division, besides Saturdays and Sundays."""

    division: str
    holidays: Container[date] = field(repr=False)

    def works(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.holidays


@dataclass(frozen=True)
class Pause:
    """A time that does not count: from when, and until when, or None while it lasts."""

    since: datetime
    until: datetime | None = None

    def covers(self, moment: datetime) -> bool:
        return self.since <= moment and (self.until is None or moment < self.until)


_WORDS = re.compile(r"\s*(\d{1,5})\s+(working\s+day|calendar\s+month|hour|day)s?\s*", re.IGNORECASE)


def parse_rule(words: str) -> Rule:
    """The rule that words like "10 working days" name; raises RuleFault for others."""
    found = _WORDS.fullmatch(words)
    if found is None or not 0 < int(found[1]) <= LONGEST:
        raise RuleFault(
            f"{words!r} is no rule: say so many working days, calendar months, hours or days"
        )
    return Rule(int(found[1]), Unit(" ".join(found[2].lower().split()) + "s"))


def parse_start(words: str) -> date | datetime:
    """A date, or a moment in UK time unless it names its offset; raises RuleFault for others.

    A moment that clocks show twice in autumn is taken for the first of the two, which is
    stricter; one that they skip in spring is as long after the change as it says.
    """
    text = words.strip()
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as fault:
        raise RuleFault(f"{words!r} is neither a date nor a moment") from fault
    return in_uk(moment) if moment.tzinfo is None else moment.astimezone(UK)


def in_uk(wall: datetime) -> datetime:
    """The moment at which UK clocks show this; through UTC, so that a skipped hour is real."""
    return wall.replace(tzinfo=UK, fold=0).astimezone(UTC).astimezone(UK)


def due(
    rule: Rule, start: date | datetime, calendar: Calendar, pauses: Sequence[Pause] = ()
) -> date | datetime:
    """When the rule is due: a date for working days and months, else a moment in UK time.

    - Working days leave out the day of the event, whatever its hour, and every day on which the
      division does not work (R-260). A day at whose end the clock is paused does not count.
    - A calendar month ends on the same day number, or on the last of a shorter month (R-262);
      pauses add their whole days.
    - Hours are elapsed hours (AMB-20), days end at the same time on UK clocks (AMB-26); pauses
      add what they lasted.

    A pause that has not ended yet counts for nothing: while it lasts nothing is due.
    """
    if rule.unit is Unit.WORKING_DAYS:
        return _working_days(rule.count, _day(start), calendar, pauses)
    if rule.unit is Unit.CALENDAR_MONTHS:
        return _months(rule.count, _day(start)) + timedelta(days=_paused(start, pauses).days)
    moment = _moment(start)
    if rule.unit is Unit.HOURS:
        end = moment.astimezone(UTC) + timedelta(hours=rule.count)
    else:
        wall = moment.replace(tzinfo=None) + timedelta(days=rule.count)
        end = in_uk(wall).astimezone(UTC)
    return (end + _paused(start, pauses)).astimezone(UK)


def last_moment(due_at: date | datetime) -> datetime:
    """The moment after which it is late: the end of a due day in the UK, or the moment itself."""
    if isinstance(due_at, datetime):
        return due_at
    return in_uk(datetime.combine(due_at + timedelta(days=1), time()))


def colour(
    rule: Rule,
    start: date | datetime,
    calendar: Calendar,
    now: datetime,
    pauses: Sequence[Pause] = (),
) -> Colour:
    """Green, amber from 80 % of the time on, red once it is late (R-263)."""
    if now >= last_moment(due(rule, start, calendar, pauses)):
        return Colour.RED
    return Colour.AMBER if now >= amber_from(rule, start, calendar, pauses) else Colour.GREEN


def amber_from(
    rule: Rule, start: date | datetime, calendar: Calendar, pauses: Sequence[Pause] = ()
) -> datetime:
    """The moment at which 80 % of the time is gone; of working days, whole ones are counted."""
    if rule.unit is Unit.WORKING_DAYS:
        spent = ceil(rule.count * AMBER_AT)
        return in_uk(datetime.combine(_working_days(spent, _day(start), calendar, pauses), time()))
    begin, end = _moment(start), last_moment(due(rule, start, calendar, pauses))
    return (begin.astimezone(UTC) + (end - begin) * AMBER_AT).astimezone(UK)


def working_days_between(start: date, end: date, calendar: Calendar) -> int:
    """Working days after ``start`` up to and with ``end``; 0 when end is not later."""
    days = (end - start).days
    return sum(calendar.works(start + timedelta(days=n)) for n in range(1, days + 1))


def _working_days(count: int, start: date, calendar: Calendar, pauses: Sequence[Pause]) -> date:
    left = count
    for day in _after(start):
        if calendar.works(day) and not _paused_at_the_end_of(day, pauses):
            left -= 1
            if not left:
                return day
    raise AssertionError("days do not end")


def _after(start: date) -> Iterator[date]:
    while True:
        start += timedelta(days=1)
        yield start


def _paused_at_the_end_of(day: date, pauses: Sequence[Pause]) -> bool:
    last = last_moment(day) - timedelta(microseconds=1)
    return any(pause.until is not None and pause.covers(last) for pause in pauses)


def _months(count: int, start: date) -> date:
    years, month = divmod(start.month - 1 + count, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _paused(start: date | datetime, pauses: Sequence[Pause]) -> timedelta:
    """What ended pauses lasted since the start; they do not overlap."""
    begin = _moment(start)
    lasted = (
        pause.until.astimezone(UTC) - max(pause.since, begin).astimezone(UTC)
        for pause in pauses
        if pause.until is not None and pause.until > begin
    )
    return sum(lasted, timedelta())


def _day(start: date | datetime) -> date:
    return start.astimezone(UK).date() if isinstance(start, datetime) else start


def _moment(start: date | datetime) -> datetime:
    """In UK time; a date alone begins with it."""
    if isinstance(start, datetime):
        return start.astimezone(UK)
    return in_uk(datetime.combine(start, time()))
