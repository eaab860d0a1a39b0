"""Bank holidays of the UK divisions, as computed by a library; no network."""

from collections.abc import Container
from datetime import date
from functools import cache

import holidays

from portfolio.domain.deadlines import Calendar

DIVISIONS = {
    "england-and-wales": "ENG",
    "scotland": "SCT",
    "northern-ireland": "NIR",
}


@cache
def _bank_holidays(division: str) -> "holidays.HolidayBase":
    """Grows by itself with the years asked for. Raises KeyError for no such division."""
    return holidays.country_holidays("GB", subdiv=DIVISIONS[division])


class _WithChanges(Container[date]):
    """The library's days with those a centre added or took away, as proclaimed."""

    def __init__(self, division: str, added: frozenset[date], removed: frozenset[date]) -> None:
        self._known, self._added, self._removed = _bank_holidays(division), added, removed

    def __contains__(self, day: object) -> bool:
        return day in self._added or (day in self._known and day not in self._removed)


def calendar(
    division: str,
    added: frozenset[date] = frozenset(),
    removed: frozenset[date] = frozenset(),
) -> Calendar:
    """The working days of a division; raises KeyError for a division that is none of DIVISIONS."""
    return Calendar(division, _WithChanges(division, added, removed))


def shipped_days(division: str, year: int) -> list[tuple[date, str]]:
    """The days of a year the library knows, with their names, in order."""
    known = holidays.country_holidays("GB", subdiv=DIVISIONS[division], years=year)
    return sorted((day, str(name)) for day, name in known.items())
