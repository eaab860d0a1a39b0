"""The figures behind the published service standards of a centre, from the clocks of its cases."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from portfolio.domain import indicators as domain
from portfolio.domain.cases import CaseState
from portfolio.domain.indicators import Indicator, Measured
from portfolio.domain.quarters import Quarter, last_quarters
from portfolio.models.case import Case, CaseClock
from portfolio.queries import procedures

QUARTERS = 4


def indicators(session: Session, centre_id: UUID, now: datetime) -> list[Indicator]:
    """Of the last four quarters, the present one among them, in two queries (R-309)."""
    quarters = last_quarters(QUARTERS, now)
    procedure = procedures.read(procedures.followed(session, centre_id))
    return domain.indicators(procedure, _measured(session, centre_id, quarters, now), quarters, now)


def _measured(
    session: Session, centre_id: UUID, quarters: Sequence[Quarter], now: datetime
) -> list[Measured]:
    begins, ends = quarters[0].begins_at, quarters[-1].ends_at
    met = and_(CaseClock.stopped_at >= begins, CaseClock.stopped_at < ends)
    # While a case is paused or locked nothing is due, so that nothing is missed.
    runs = _of_a_case(Case.state == CaseState.OPEN, Case.locked_at.is_(None))
    missed = and_(CaseClock.stopped_at.is_(None), CaseClock.due_at.between(begins, now), runs)
    of_the_centre = _of_a_case(Case.centre_id == centre_id)
    rows = session.execute(
        select(
            CaseClock.indicator, CaseClock.started_at, CaseClock.due_at, CaseClock.stopped_at
        ).where(CaseClock.indicator > "", or_(met, missed), of_the_centre)
    )
    return [Measured(*row) for row in rows]


def _of_a_case(*such: ColumnElement[bool]) -> ColumnElement[bool]:
    """Asked of each clock, so that those of these quarters are found by their index first."""
    case = select(Case.id).where(Case.id == CaseClock.case_id, *such)
    return case.correlate(CaseClock).exists()
