"""The figures above the tracker and beside its name in the navigation."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, func, select
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


def standing(session: Session, centre_id: UUID, now: datetime) -> Standing:
    """All figures in one query, each read from an index."""
    this_quarter = Case.closed_at >= quarter_of(now).begins_at
    row = session.execute(
        select(
            _count(centre_id, stands(OPEN, now)),
            _count(centre_id, stands(ClockState.OVERDUE, now)),
            _count(centre_id, stands(ClockState.DUE_SOON, now)),
            _count(centre_id, this_quarter, Case.in_time.is_not(None)),
            _count(centre_id, this_quarter, Case.in_time.is_(True)),
        )
    ).one()
    return Standing(*row)


def _count(centre_id: UUID, *those: ColumnElement[bool]) -> ScalarSelect[Any]:
    return (
        select(func.count())
        .select_from(Case)
        .where(Case.centre_id == centre_id, *those)
        .scalar_subquery()
    )
