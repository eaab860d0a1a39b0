"""Quarters of the calendar year, in UK time: what is counted together."""

from dataclasses import dataclass
from datetime import date, datetime, time

from portfolio.domain.date_words import uk_date
from portfolio.domain.deadlines import in_uk


@dataclass(frozen=True, order=True)
class Quarter:
    """January to March is the first."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year} Q{self.number}"

    @property
    def first_day(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def begins_at(self) -> datetime:
        return in_uk(datetime.combine(self.first_day, time()))

    @property
    def ends_at(self) -> datetime:
        """The first moment after it."""
        return self.next.begins_at

    @property
    def next(self) -> "Quarter":
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def before(self) -> "Quarter":
        if self.number == 1:
            return Quarter(self.year - 1, 4)
        return Quarter(self.year, self.number - 1)


def quarter_of(value: date) -> Quarter:
    """The quarter of a day, or of a moment on UK clocks."""
    day = uk_date(value)
    return Quarter(day.year, (day.month + 2) // 3)


def last_quarters(count: int, until: date) -> list[Quarter]:
    """So many quarters, the oldest first, the last of them the one ``until`` lies in."""
    found = [quarter_of(until)]
    while len(found) < count:
        found.insert(0, found[0].before)
    return found
