"""What a senior management meeting looks at: cases, escalations, trends, lessons (R-286)."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from portfolio.domain import case_report_words as words
from portfolio.domain import trends
from portfolio.domain.case_report_words import Received
from portfolio.domain.clock_words import ClockState
from portfolio.domain.date_words import day, day_with_weekday, deadline
from portfolio.domain.deadlines import in_uk
from portfolio.domain.procedure import CaseKind
from portfolio.domain.quarters import last_quarters
from portfolio.domain.report import Report, Section, Table
from portfolio.models.case import Case, CaseStage
from portfolio.models.case_record import Escalation
from portfolio.models.person import User
from portfolio.models.procedure import SeniorMeeting
from portfolio.queries.case_list import stands
from portfolio.queries.case_trends import by_category
from portfolio.queries.period_report import Period, figures, lessons

QUARTERS = 4
MOST_LISTED = 200
FIRST = timedelta(days=91)
"""How far back the pack of the first meeting looks."""


def meetings(session: Session, centre_id: UUID) -> Sequence[SeniorMeeting]:
    """All of the centre's, the latest first."""
    query = select(SeniorMeeting).where(SeniorMeeting.centre_id == centre_id)
    return session.scalars(query.order_by(SeniorMeeting.held_on.desc()).limit(MOST_LISTED)).all()


def pack(session: Session, meeting: SeniorMeeting, centre_name: str, now: datetime) -> Report:
    """In ten queries. It names cases by reference only; of locked ones nothing else."""
    period = _since_the_one_before(session, meeting, now)
    centre_id = meeting.centre_id
    came = and_(
        Case.centre_id == centre_id,
        Case.received_at >= period.since,
        Case.received_at < period.until,
    )
    received, resolved = figures(session, came, now)
    return Report(
        f"Senior management meeting, {day(meeting.held_on)}",
        f"{centre_name}. Complaints, appeals and enquiries since {day(period.since)}.",
        (
            _summary(session, centre_id, received, now),
            _to_this_meeting(session, meeting),
            _escalations(session, centre_id, period),
            _overdue(session, centre_id, now),
            words.by_kind(received, resolved),
            _trends(session, centre_id, now),
            lessons(session, centre_id, period),
        ),
    )


def _since_the_one_before(session: Session, meeting: SeniorMeeting, now: datetime) -> Period:
    """From the day of the meeting before until that of this one, or until now if that is sooner."""
    before = session.scalar(
        select(func.max(SeniorMeeting.held_on)).where(
            SeniorMeeting.centre_id == meeting.centre_id,
            SeniorMeeting.held_on < meeting.held_on,
            SeniorMeeting.cancelled_at.is_(None),
        )
    )
    since = in_uk(datetime.combine(before or meeting.held_on - FIRST, time()))
    held = in_uk(datetime.combine(meeting.held_on + timedelta(days=1), time()))
    return Period("", since.astimezone(UTC), min(held, now))


def _summary(
    session: Session, centre_id: UUID, received: Sequence[Received], now: datetime
) -> Section:
    row = session.execute(
        select(func.count(), func.count().filter(stands(ClockState.OVERDUE, now))).where(
            Case.centre_id == centre_id, stands("open", now)
        )
    ).one()
    came = sum(one.count.total for one in received)
    return Section(
        "In short",
        (f"{came:,} came since the last meeting. {row[0]:,} are open now, {row[1]:,} overdue.",),
    )


def _to_this_meeting(session: Session, meeting: SeniorMeeting) -> Section:
    """Appeals put to this meeting (001 s6.0)."""
    rows = session.execute(
        select(Case, CaseStage)
        .join(CaseStage, CaseStage.case_id == Case.id)
        .where(CaseStage.meeting_id == meeting.id)
        .order_by(CaseStage.began_at)
    ).all()
    table = Table(
        "Cases put to this meeting",
        ("Case", "About", "Stage", "Since", "Answer due"),
        [
            (case.reference, *HIDDEN)
            if case.locked_at
            else (
                case.reference,
                case.category_label,
                stage.name,
                day(stage.began_at),
                deadline(case.clock_due_at) if case.clock_due_at else "answered",
            )
            for case, stage in rows
        ],
        (3, 5, 4, 3, 4),
    )
    return Section("Put to this meeting", table=table, empty="No appeal is put to this meeting.")


HIDDEN = ("Hidden", "Locked", "", "")


def _escalations(session: Session, centre_id: UUID, period: Period) -> Section:
    """Every step since the meeting before, with whether its reply came in time (001 s8.0)."""
    rows = session.execute(
        select(Escalation, Case, User.name)
        .join(Case, Case.id == Escalation.case_id)
        .outerjoin(User, User.id == Escalation.holder_id)
        .where(
            Case.centre_id == centre_id,
            or_(
                Escalation.told_at.between(period.since, period.until),
                and_(
                    Escalation.told_at.is_(None),
                    Escalation.planned_at.between(period.since, period.until),
                ),
            ),
        )
        .order_by(Escalation.planned_at)
        .limit(MOST_LISTED)
    ).all()
    table = Table(
        "Escalations since the meeting before",
        ("Case", "Told", "When", "Reply due", "Reply"),
        [
            (case.reference, *HIDDEN)
            if case.locked_at
            else (
                case.reference,
                f"{one.office.value}{f', {name}' if name else ': nobody'}",
                deadline(one.told_at) if one.told_at else "not told",
                deadline(one.reply_due_at) if one.reply_due_at else "",
                _reply(one),
            )
            for one, case, name in rows
        ],
        (3, 5, 4, 4, 6),
    )
    return Section("Escalations", table=table, empty="Nothing was escalated.")


def _reply(one: Escalation) -> str:
    if one.replied_at is None:
        return "none yet"
    kept = one.reply_due_at is None or one.replied_at < one.reply_due_at
    what = "will be put right" if one.resolves else "cannot be resolved there"
    return f"{'in time' if kept else 'late'}, {day(one.replied_at)}: {what}"


def _overdue(session: Session, centre_id: UUID, now: datetime) -> Section:
    rows = session.execute(
        select(Case, User.name)
        .outerjoin(User, User.id == Case.with_id)
        .where(Case.centre_id == centre_id, stands(ClockState.OVERDUE, now))
        .order_by(Case.sort_at)
        .limit(MOST_LISTED)
    ).all()
    table = Table(
        "Cases that are overdue",
        ("Case", "About", "Stage", "With", "Was due"),
        [
            (
                case.reference,
                case.category_label,
                case.stage_name,
                name or f"{case.with_office.value}: nobody",
                day_with_weekday(case.sort_at),
            )
            for case, name in rows
        ],
        (3, 5, 4, 4, 4),
    )
    return Section("Overdue now", table=table, empty="Nothing is overdue.")


def _trends(session: Session, centre_id: UUID, now: datetime) -> Section:
    quarters = last_quarters(QUARTERS, now)
    counted = by_category(session, centre_id, CaseKind.COMPLAINT, quarters, now)
    series = trends.trends(counted, quarters)
    every = trends.together(series, quarters, "All categories")
    return words.trend_table(series, every, quarters)
