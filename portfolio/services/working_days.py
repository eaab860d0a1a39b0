"""The working days of a centre: its division's bank holidays, with those it added or took away."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.adapters.bank_holidays import calendar, shipped_days
from portfolio.domain.deadlines import Calendar
from portfolio.models.person import Centre
from portfolio.models.procedure import HolidayChange
from portfolio.queries.service_settings import holiday_changes

DIVISIONS: Mapping[str, str] = {
    "England": "england-and-wales",
    "Wales": "england-and-wales",
    "Scotland": "scotland",
    "Northern Ireland": "northern-ireland",
}
"""Where a centre is, and whose bank holidays it has."""


def calendar_of(session: Session, centre_id: UUID) -> Calendar:
    """What every deadline of this centre is counted with, in one query (R-260).

    Raises KeyError for a centre that is in none of DIVISIONS, LookupError for no centre.
    """
    rows = session.execute(
        select(Centre.division, HolidayChange.day, HolidayChange.works)
        .outerjoin(HolidayChange, HolidayChange.centre_id == Centre.id)
        .where(Centre.id == centre_id)
    ).all()
    if not rows:
        raise LookupError(f"no centre {centre_id}")
    return calendar(
        DIVISIONS[rows[0].division],
        added=frozenset(row.day for row in rows if row.day and not row.works),
        removed=frozenset(row.day for row in rows if row.day and row.works),
    )


@dataclass(frozen=True)
class HolidayRow:
    """A day that is, or was, a bank holiday of the centre."""

    day: date
    name: str
    change: HolidayChange | None

    @property
    def holds(self) -> bool:
        """Whether nobody works on it."""
        return self.change is None or not self.change.works


def holidays_of(session: Session, centre_id: UUID, year: int) -> list[HolidayRow]:
    """The bank holidays of a year with the days added and taken away, in order, in two queries."""
    division = DIVISIONS[session.get_one(Centre, centre_id).division]
    changes = {one.day: one for one in holiday_changes(session, centre_id) if one.day.year == year}
    names = dict(shipped_days(division, year))
    return [
        HolidayRow(day, names.get(day) or changes[day].label, changes.get(day))
        for day in sorted({*names, *changes})
    ]
