"""The working days of a centre: its division's bank holidays, with those it added or took away."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.adapters.bank_holidays import calendar
from portfolio.domain.deadlines import Calendar
from portfolio.models.person import Centre
from portfolio.models.procedure import HolidayChange

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
