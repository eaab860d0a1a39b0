"""The cases of a year for its register, and the registers somebody asked for."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session, joinedload

from portfolio import clock
from portfolio.domain.case_register import Entry
from portfolio.domain.date_words import day
from portfolio.domain.deadlines import in_uk
from portfolio.models.case import Case
from portfolio.models.case_record import ImprovementAction, OutsideContact
from portfolio.models.case_register import CaseRegister

MOST_LISTED = 50


def asked_for(session: Session, centre_id: UUID) -> Sequence[CaseRegister]:
    """The registers of a centre, the latest first, with who asked for them."""
    query = select(CaseRegister).where(CaseRegister.centre_id == centre_id)
    with_person = query.options(joinedload(CaseRegister.asked_by))
    return session.scalars(
        with_person.order_by(CaseRegister.asked_at.desc()).limit(MOST_LISTED)
    ).all()


def being_made(
    session: Session, centre_id: UUID, year: int, *, unmasked: bool
) -> CaseRegister | None:
    """One that was asked for alike, within a day, and is not made yet."""
    return session.scalar(
        select(CaseRegister).where(
            CaseRegister.centre_id == centre_id,
            CaseRegister.year == year,
            CaseRegister.unmasked == unmasked,
            CaseRegister.made_at.is_(None),
            CaseRegister.asked_at > clock.now() - timedelta(days=1),
        )
    )


def entries(session: Session, centre_id: UUID, year: int) -> list[Entry]:
    """Every case received in the year, in the order they came; three queries."""
    came = _came(centre_id, year)
    bodies, lessons = _bodies(session, came), _lessons(session, came)
    rows = session.execute(
        select(
            Case.id, Case.reference, Case.kind, Case.received_at, Case.name, Case.relation,
            Case.channel, Case.category_label, Case.stage_name, Case.formal, Case.state,
            Case.outcome, Case.closed_at, Case.in_time, Case.satisfaction, Case.equality,
            Case.procedure_sent_at, Case.locked_at.is_not(None),
        )
        .where(came)
        .order_by(Case.received_at, Case.id)
    )  # fmt: skip
    return [_entry(row, bodies, lessons) for row in rows]


def _entry(row: Any, bodies: dict[UUID, list[str]], lessons: dict[UUID | None, list[str]]) -> Entry:
    case_id, *columns = row
    told, learnt = "; ".join(bodies.get(case_id, ())), "; ".join(lessons.get(case_id, ()))
    return replace(Entry(*columns), bodies=told, lessons=learnt)


def _came(centre_id: UUID, year: int) -> ColumnElement[bool]:
    since = in_uk(datetime.combine(date(year, 1, 1), time()))
    until = in_uk(datetime.combine(date(year + 1, 1, 1), time()))
    return and_(Case.centre_id == centre_id, Case.received_at >= since, Case.received_at < until)


def _bodies(session: Session, came: ColumnElement[bool]) -> dict[UUID, list[str]]:
    query = select(OutsideContact.case_id, OutsideContact.body, OutsideContact.told_on)
    told = query.join(Case, Case.id == OutsideContact.case_id).where(came)
    found: dict[UUID, list[str]] = defaultdict(list)
    for case_id, body, told_on in session.execute(told.order_by(OutsideContact.told_on)):
        found[case_id].append(f"{body} on {day(told_on)}")
    return found


def _lessons(session: Session, came: ColumnElement[bool]) -> dict[UUID | None, list[str]]:
    query = select(ImprovementAction.case_id, ImprovementAction.lesson)
    learnt = query.join(Case, Case.id == ImprovementAction.case_id).where(came)
    found: dict[UUID | None, list[str]] = defaultdict(list)
    for case_id, lesson in session.execute(learnt.order_by(ImprovementAction.recorded_at)):
        found[case_id].append(lesson)
    return found
