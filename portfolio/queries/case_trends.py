"""Cases of a centre counted by what they are about, by quarter and by how they stand."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from portfolio.domain.clock_words import ClockState
from portfolio.domain.procedure import CaseKind
from portfolio.domain.quarters import Quarter
from portfolio.domain.trends import Count
from portfolio.models.case import Case
from portfolio.queries.case_list import stands, told_as


def by_category(
    session: Session, centre_id: UUID, kind: CaseKind, quarters: Sequence[Quarter], now: datetime
) -> list[tuple[str, Quarter, Count]]:
    """Of the cases of one kind received in these quarters, in one query (R-312)."""
    place = case(
        *[(Case.received_at < one.ends_at, n) for n, one in enumerate(quarters)],
        else_=len(quarters) - 1,
    ).label("place")
    about = told_as(Case.category_label)
    late = or_(Case.in_time.is_(False), stands(ClockState.OVERDUE, now))
    in_time = and_(Case.closed_at.is_not(None), Case.in_time.is_not(False))
    rows = session.execute(
        select(
            about,
            place,
            func.count().filter(in_time),
            func.count().filter(late),
            func.count(),
        )
        .where(
            Case.centre_id == centre_id,
            Case.kind == kind,
            Case.received_at >= quarters[0].begins_at,
            Case.received_at < quarters[-1].ends_at,
        )
        .group_by(about, place)
    )
    return [
        (label, quarters[at], Count(kept, missed, every - kept - missed))
        for label, at, kept, missed, every in rows
    ]
