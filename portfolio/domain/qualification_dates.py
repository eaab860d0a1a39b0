"""The last days for entry and certification of a qualification, and when to remind of them.

Both are inclusive and empty until the awarding organisation announces them (002 at a glance,
s8.4; 003 s2.1).
"""

from dataclasses import dataclass
from datetime import date

from portfolio.domain.errors import Refusal

REMIND_AT = (180, 90, 30)
"""Days before the last certification at which the centre is told who is not finished."""


@dataclass(frozen=True)
class Dates:
    """The last day for entries and for certification, either none while not announced."""

    last_entry_on: date | None = None
    last_certification_on: date | None = None

    def before(self, published: "Dates") -> "Dates":
        """Each date of these, or where it is empty the one that is published."""
        return Dates(
            self.last_entry_on or published.last_entry_on,
            self.last_certification_on or published.last_certification_on,
        )


def check_dates(dates: Dates) -> None:
    """Raises Refusal for entries that would end after the last certification."""
    entry, certification = dates.last_entry_on, dates.last_certification_on
    if entry and certification and entry > certification:
        raise Refusal(
            "The last certification cannot be before the last entry", "last_certification_on"
        )


def reminder_due(last_certification_on: date, today: date) -> int | None:
    """The reminder whose time has come, as its days before the last day; none before the first.

    It stays due until the next one is, so that a day on which nothing runs misses none; after the
    last day nothing can be certificated and there is nothing to remind of.
    """
    left = (last_certification_on - today).days
    if left < 0:
        return None
    return min((days for days in REMIND_AT if left <= days), default=None)
