"""Counting running clocks anew once a centre's working days changed (R-260)."""

from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from portfolio.domain import deadlines
from portfolio.domain.cases import EntryKind
from portfolio.domain.date_words import day
from portfolio.domain.deadlines import Calendar, Pause, Unit, parse_rule
from portfolio.domain.procedure_events import CaseClocksRecounted
from portfolio.models.case import Case, CaseClock, CasePause
from portfolio.services import audit, case_clocks, case_log, outbox
from portfolio.services.case_log import Line
from portfolio.services.working_days import calendar_of

RECOUNT = "recount-clocks"


def soon(session: Session, centre_id: UUID) -> None:
    """Have the clocks of the centre counted anew, in the background: there may be many."""
    # A key of its own each time: one that runs now may have read the days before this change.
    outbox.enqueue(session, RECOUNT, f"{RECOUNT}:{uuid4()}", {"centre_id": str(centre_id)})


def recount(session: Session, centre_id: UUID) -> int:
    """Count every running clock in working days anew; how many are due on another day.

    One that was given a new timeline stays as people were told. Each case whose clock moves says
    so in its history. Counting again changes nothing.
    """
    calendar = calendar_of(session, centre_id)
    concerned = session.scalars(
        select(Case.id)
        .join(CaseClock, CaseClock.case_id == Case.id)
        .where(Case.centre_id == centre_id, Case.closed_at.is_(None), *_counted())
        .distinct()
        .order_by(Case.id)
    ).all()
    return sum(_recount_case(session, case_id, calendar) for case_id in concerned)


def _counted() -> tuple[ColumnElement[bool], ...]:
    """Clocks that run in working days and were not set by hand."""
    return (
        CaseClock.stopped_at.is_(None),
        CaseClock.extended_from.is_(None),
        CaseClock.rule.like("%working day%"),
    )


def _recount_case(session: Session, case_id: UUID, calendar: Calendar) -> int:
    case = session.scalars(select(Case).where(Case.id == case_id).with_for_update()).one()
    running = session.scalars(
        select(CaseClock).where(CaseClock.case_id == case_id, *_counted())
    ).all()
    every = session.scalars(select(CasePause).where(CasePause.case_id == case_id)).all()
    pauses = [Pause(one.since, one.until) for one in every]
    moved = [said for one in running if (said := _move(one, calendar, pauses))]
    if moved:
        line = Line(EntryKind.CLOCK, "Counted anew: bank holidays changed", "; ".join(moved))
        case_log.note(session, case, None, line)
        event = CaseClocksRecounted(case.id, case.reference, tuple(moved))
        audit.record(session, None, event, centre_id=case.centre_id)
        case_clocks.refresh(session, case)
    return len(moved)


def _move(running: CaseClock, calendar: Calendar, pauses: list[Pause]) -> str:
    """Set the clock anew; what moved in words, nothing where its day is the same."""
    rule, start = parse_rule(running.rule), running.started_at
    due = deadlines.due(rule, start, calendar, pauses)
    amber = deadlines.amber_from(rule, start, calendar, pauses)
    before = running.due_on
    if rule.unit is not Unit.WORKING_DAYS or (before, running.amber_at) == (due, amber):
        return ""
    running.due_on, running.amber_at = due, amber
    running.due_at = deadlines.last_moment(due)
    was = day(before) if before else "no day"
    return f"{running.label}: {was} → {day(due)}"
