"""The only source of the time, so that tests can set it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

UK = ZoneInfo("Europe/London")

_source: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731 -- replaced as a whole


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _source()


def today() -> date:
    """The date on UK clocks now: roles, access and age begin and end on UK dates."""
    return now().astimezone(UK).date()


def use(source: Callable[[], datetime] | None) -> Callable[[], datetime]:
    """Take the time from ``source`` from now on, or from the system again with ``None``.

    Returns what told the time before, to be put back.
    """
    global _source
    before = _source
    _source = source or (lambda: datetime.now(UTC))
    return before
