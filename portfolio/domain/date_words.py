"""How days and moments are written: British, in UK time, on pages and in mails alike."""

from datetime import date, datetime

from portfolio.domain.deadlines import UK

NOON, MIDNIGHT = 12, 0
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""Written out, since strftime takes a tenth of a millisecond and a list says hundreds of dates."""


def in_uk(moment: datetime) -> datetime:
    """Turn an aware moment into UK time; a naive one raises ValueError."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment without a time zone: {moment.isoformat()}")
    return moment.astimezone(UK)


def uk_date(day: date) -> date:
    """The day itself, or the UK day of a moment."""
    return in_uk(day).date() if isinstance(day, datetime) else day


def day(value: date) -> str:
    """24 November 2026, from a date or an aware moment."""
    there = uk_date(value)
    return f"{there.day} {MONTHS[there.month - 1]} {there.year}"


def day_with_weekday(value: date) -> str:
    """Tuesday 24 November 2026: for days on which somebody must act."""
    return f"{WEEKDAYS[uk_date(value).weekday()]} {day(value)}"


def time_of_day(moment: datetime) -> str:
    """9.30am, 5pm, 12 noon or midnight, in UK time."""
    there = in_uk(moment)
    if there.minute == 0 and there.hour in (NOON, MIDNIGHT):
        return "12 noon" if there.hour == NOON else "midnight"
    minutes = f".{there:%M}" if there.minute else ""
    return f"{there.hour % 12 or 12}{minutes}{'am' if there.hour < NOON else 'pm'}"


def deadline(value: date) -> str:
    """Thursday 26 November 2026, 5pm: by when somebody must act; a bare date has no time."""
    if isinstance(value, datetime):
        return f"{day_with_weekday(value)}, {time_of_day(value)}"
    return day_with_weekday(value)


def weekday_this_year(value: date, now: datetime) -> str:
    """Thursday 26 November, with its year where that is not the present one: in dense tables."""
    there = uk_date(value)
    year = "" if there.year == uk_date(now).year else f" {there.year}"
    return f"{WEEKDAYS[there.weekday()]} {there.day} {MONTHS[there.month - 1]}{year}"


def deadline_this_year(value: date, now: datetime) -> str:
    """Thursday 26 November, 5pm, with its year where that is not the present one."""
    words = weekday_this_year(value, now)
    return f"{words}, {time_of_day(value)}" if isinstance(value, datetime) else words
