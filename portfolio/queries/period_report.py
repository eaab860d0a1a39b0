"""The report of a period: what came, how it was answered, equality, feedback, lessons (R-268)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from portfolio.domain import case_report_words as words
from portfolio.domain.case_report_words import Received, Resolved
from portfolio.domain.clock_words import ClockState
from portfolio.domain.date_words import day, uk_date
from portfolio.domain.deadlines import in_uk
from portfolio.domain.procedure import CaseKind
from portfolio.domain.quarters import Quarter
from portfolio.domain.report import Report, Section, Table
from portfolio.domain.trends import Count
from portfolio.models.case import Case
from portfolio.models.case_record import ImprovementAction
from portfolio.models.course_review import CourseReview
from portfolio.models.person import User
from portfolio.queries.case_list import stands, told_as
from portfolio.queries.indicators import indicators

MOST_WORDS = 300
"""Signs of a piece of feedback that the report quotes."""
MOST_LISTED = 200
HIDDEN = ("Hidden", "Hidden", "Hidden")


@dataclass(frozen=True)
class Period:
    """From the first moment until before the last; ``label`` is how it is named."""

    label: str
    since: datetime
    until: datetime


def quarter(of: Quarter) -> Period:
    return Period(str(of), of.begins_at, of.ends_at)


def year(of: int) -> Period:
    """A calendar year."""
    return Period(str(of), in_uk(datetime.combine(date(of, 1, 1), time())),
                  in_uk(datetime.combine(date(of + 1, 1, 1), time())))  # fmt: skip


def report(
    session: Session, centre_id: UUID, centre_name: str, period: Period, now: datetime
) -> Report:
    """In nine queries, whatever came. Of locked cases nothing but their number is told."""
    came = _came(centre_id, period)
    received, resolved = figures(session, came, now)
    return Report(
        f"Complaints, appeals and enquiries: {period.label}",
        f"{centre_name}. Cases received in {period.label}, as they stand on {day(now)}.",
        (
            words.by_kind(received, resolved),
            words.by_category(received),
            words.by_stage(received),
            _equality(session, came),
            _feedback(session, centre_id, came, period),
            words.standards(indicators(session, centre_id, now)),
            lessons(session, centre_id, period),
        ),
    )


def figures(
    session: Session, came: ColumnElement[bool], now: datetime
) -> tuple[list[Received], list[Resolved]]:
    """The cases that ``came``, counted alike with alike, and how long those took that are over."""
    late = or_(Case.in_time.is_(False), stands(ClockState.OVERDUE, now))
    in_time = and_(Case.closed_at.is_not(None), Case.in_time.is_not(False))
    alike = (Case.kind, told_as(Case.category_label), told_as(Case.stage_name))
    rows = session.execute(
        select(*alike, func.count().filter(in_time), func.count().filter(late), func.count())
        .where(came)
        .group_by(*alike)
    )
    ended = session.execute(
        select(Case.kind, Case.received_at, Case.closed_at).where(came, Case.closed_at.is_not(None))
    )
    received = [
        Received(kind, category, stage, Count(kept, missed, every - kept - missed))
        for kind, category, stage, kept, missed, every in rows
    ]
    return received, [Resolved(kind, came_at, at) for kind, came_at, at in ended if at]


def lessons(session: Session, centre_id: UUID, period: Period) -> Section:
    """What was learnt in the period, and what is done about it (R-269)."""
    rows = session.execute(
        select(ImprovementAction, User.name, Case.reference, Case.locked_at)
        .outerjoin(User, User.id == ImprovementAction.owner_id)
        .outerjoin(Case, Case.id == ImprovementAction.case_id)
        .where(
            ImprovementAction.centre_id == centre_id,
            ImprovementAction.recorded_at >= period.since,
            ImprovementAction.recorded_at < period.until,
        )
        .order_by(ImprovementAction.recorded_at)
        .limit(MOST_LISTED)
    ).all()
    table = Table(
        "Lessons and actions",
        ("Lesson", "Action", "Whose", "By", "Done", "Case"),
        [
            (
                *(HIDDEN if locked_at else (one.lesson, one.action, name or "")),
                day(one.due_on) if one.due_on else "",
                day(one.done_on) if one.done_on else "",
                reference or "",
            )
            for one, name, reference, locked_at in rows
        ],
        (5, 5, 3, 3, 3, 3),
    )
    return Section("Lessons and actions", table=table, empty="None were recorded.")


def _came(centre_id: UUID, period: Period) -> ColumnElement[bool]:
    return and_(
        Case.centre_id == centre_id,
        Case.received_at >= period.since,
        Case.received_at < period.until,
    )


def _equality(session: Session, came: ColumnElement[bool]) -> Section:
    """What was marked as about discrimination or equality (R-270)."""
    rows = session.execute(
        select(Case.reference, Case.received_at, Case.category_label, Case.characteristics,
               Case.state, Case.locked_at)
        .where(came, Case.equality)
        .order_by(Case.received_at)
    ).all()  # fmt: skip
    counts = Counter(one for row in rows if not row.locked_at for one in row.characteristics)
    told = tuple(f"{name}: {count}." for name, count in counts.most_common())
    table = Table(
        "Cases marked as about equality",
        ("Case", "Received", "About", "Characteristics", "State"),
        [
            (row.reference, day(row.received_at), "Hidden", "Hidden", "Locked")
            if row.locked_at
            else (
                row.reference,
                day(row.received_at),
                row.category_label,
                ", ".join(row.characteristics) or "none named",
                row.state.value,
            )
            for row in rows[:MOST_LISTED]
        ],
        (3, 3, 5, 5, 2),
    )
    many = f"{len(rows):,} {'case was' if len(rows) == 1 else 'cases were'} marked so."
    return Section("Equality", (many, *told) if rows else (), table, "No case was marked so.")


def _feedback(
    session: Session, centre_id: UUID, came: ColumnElement[bool], period: Period
) -> Section:
    """Feedback and course reviews, to be read beside the indicators (R-310)."""
    rows = session.execute(
        select(Case.reference, Case.received_at, Case.category_label, Case.said)
        .where(came, Case.kind == CaseKind.FEEDBACK, Case.locked_at.is_(None))
        .order_by(Case.received_at)
        .limit(MOST_LISTED)
    ).all()
    reviews: Sequence[dict[str, int]] = session.scalars(
        select(CourseReview.ratings).where(
            CourseReview.centre_id == centre_id,
            CourseReview.reviewed_at >= period.since,
            CourseReview.reviewed_at < period.until,
        )
    ).all()
    table = Table(
        "Feedback",
        ("Case", "Received", "About", "In their words"),
        [
            (row.reference, str(uk_date(row.received_at)), row.category_label, _short(row.said))
            for row in rows
        ],
        (3, 3, 4, 10),
    )
    return Section("Feedback", _of_reviews(reviews), table, "No feedback came besides.")


def _of_reviews(reviews: Sequence[dict[str, int]]) -> tuple[str, ...]:
    if not reviews:
        return ("No course was reviewed.",)
    given: dict[str, list[int]] = {}
    for ratings in reviews:
        for asked, mark in ratings.items():
            given.setdefault(asked, []).append(mark)
    means = tuple(
        f"{asked}: {sum(marks) / len(marks):.1f} of 5 on average, from {len(marks):,}."
        for asked, marks in given.items()
    )
    return (f"Course reviews: {len(reviews):,}.", *means)


def _short(said: str) -> str:
    plain = " ".join(said.split())
    return plain if len(plain) <= MOST_WORDS else plain[: MOST_WORDS - 1] + "…"
