"""Guidance given to a provider: by when it is to be acknowledged as passed on (R-318)."""

from dataclasses import dataclass
from datetime import date, datetime

from portfolio.domain import deadlines
from portfolio.domain.deadlines import Calendar, Colour, Rule, Unit

PASSED_ON_WITHIN = Rule(10, Unit.WORKING_DAYS)
CLOSED = "Closed"


@dataclass(frozen=True)
class Standing:
    """Where guidance stands: a word of the clock states, and the day by which to hear of it."""

    state: str
    due_on: date

    @property
    def is_flagged(self) -> bool:
        return self.state == Colour.RED.value


def standing(
    given_on: date, passed_on_on: date | None, calendar: Calendar, now: datetime
) -> Standing:
    """Whether guidance of a day was passed on, can still be, or is flagged as unacknowledged."""
    due = deadlines.due(PASSED_ON_WITHIN, given_on, calendar)
    if passed_on_on is not None:
        return Standing(CLOSED, due)
    colour = deadlines.colour(PASSED_ON_WITHIN, given_on, calendar, now)
    return Standing(colour.value, due)
