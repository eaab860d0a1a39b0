"""Course reviews of a centre: the latest first, and how they rate on the whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from portfolio.models.course_review import CourseReview
from portfolio.models.enrolment import Candidate

A_PAGE = 25


@dataclass(frozen=True)
class Reviews:
    rows: Sequence[CourseReview]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(-(-self.total // A_PAGE), 1)


@dataclass(frozen=True)
class Average:
    """How many rated a question, and their mean mark from 1 to 5."""

    number: int
    mean: float


def latest(session: Session, centre_id: UUID, page: int) -> Reviews:
    """A page of reviews, newest first; past the end the last page."""
    mine = CourseReview.centre_id == centre_id
    total = session.scalar(select(func.count(CourseReview.id)).where(mine)) or 0
    page = max(1, min(page, -(-total // A_PAGE) or 1))
    rows = session.scalars(
        select(CourseReview)
        .join(CourseReview.candidate)
        .join(Candidate.user)
        .options(
            contains_eager(CourseReview.candidate).contains_eager(Candidate.user),
            joinedload(CourseReview.case),
        )
        .where(mine)
        .order_by(CourseReview.reviewed_at.desc(), CourseReview.id)
        .limit(A_PAGE)
        .offset((page - 1) * A_PAGE)
    ).all()
    return Reviews(rows, total, page)


def averages(session: Session, centre_id: UUID, since: datetime) -> Mapping[str, Average]:
    """The mean mark of each question in reviews since then; questions nobody rated are left out."""
    marks: dict[str, list[int]] = {}
    ratings = session.scalars(
        select(CourseReview.ratings).where(
            CourseReview.centre_id == centre_id, CourseReview.reviewed_at >= since
        )
    )
    for one in ratings:
        for question, mark in one.items():
            marks.setdefault(question, []).append(mark)
    return {question: Average(len(found), fmean(found)) for question, found in marks.items()}
