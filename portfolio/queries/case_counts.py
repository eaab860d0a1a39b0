"""The figures above the tracker and beside its name in the navigation."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, ScalarSelect, bindparam, func, select
from sqlalchemy.orm import Session

from portfolio.domain.clock_words import ClockState
from portfolio.domain.quarters import quarter_of
from portfolio.models.case import Case
from portfolio.queries.case_list import OPEN, stands


@dataclass(frozen=True)
class Standing:
    """How many cases of a centre stand how; ``in_time`` of those ``ended`` this quarter."""

    open: int
    overdue: int
    due_soon: int
    ended: int
    in_time: int

    @property
    def per_cent(self) -> str:
        """ "87.5%"; a dash while nothing with a limit has ended."""
        if not self.ended:
            return "–"
        return f"{round(100 * self.in_time / self.ended, 1):g}%"


_CENTRE: BindParameter[Any] = bindparam("centre")
_NOW: BindParameter[Any] = bindparam("now")
_QUARTER: BindParameter[Any] = bindparam("quarter")


def _count(*those: ColumnElement[bool]) -> ScalarSelect[Any]:
    counted = select(func.count()).select_from(Case)
    return counted.where(Case.centre_id == _CENTRE, *those).scalar_subquery()


_STANDING = select(
    _count(stands(OPEN, _NOW)),
    _count(stands(ClockState.OVERDUE, _NOW)),
    _count(stands(ClockState.DUE_SOON, _NOW)),
    _count(Case.closed_at >= _QUARTER, Case.in_time.is_not(None)),
    _count(Case.closed_at >= _QUARTER, Case.in_time.is_(True)),
)
"""Put together once: the tracker asks it each time, and building it took longer than running it."""


def standing(session: Session, centre_id: UUID, now: datetime) -> Standing:
    """All figures in one query, each read from an index."""
    asked = {"centre": centre_id, "now": now, "quarter": quarter_of(now).begins_at}
    return Standing(*session.execute(_STANDING, asked).one())
