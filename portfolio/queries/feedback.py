"""Feedback a candidate was given: released assessments of their evidence, the newest first."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from portfolio.domain.actors import Actor
from portfolio.domain.numbering import criterion_order
from portfolio.domain.states import DecisionOutcome
from portfolio.models.assessment import Assessment, Decision
from portfolio.models.enrolment import Candidate
from portfolio.models.evidence import Evidence, RecordComment
from portfolio.models.notice import Notice
from portfolio.queries.unit_places import UnitPlace, places
from portfolio.queries.visibility import may_see

PAGE = 20


@dataclass(frozen=True)
class Judged:
    """The criteria of one unit that one assessment decided."""

    place: UnitPlace | None
    met: list[Decision]
    not_yet: list[Decision]


@dataclass(frozen=True)
class Feedback:
    """One released assessment as the candidate reads it."""

    assessment: Assessment
    evidence: Evidence
    units: list[Judged]
    comments: list[RecordComment]
    unread: Notice | None


@dataclass(frozen=True)
class FeedbackPage:
    entries: list[Feedback]
    page: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


def of_candidate(session: Session, actor: Actor, page: int) -> FeedbackPage:
    """A page of the feedback given to ``actor``, in eight queries; ``page`` counts from 1."""
    released = (
        select(Assessment)
        .join(Evidence, Evidence.id == Assessment.evidence_id)
        .join(Evidence.candidate)
        .where(
            may_see(actor),
            Candidate.user_id == actor.user_id,
            Assessment.released_at.is_not(None),
        )
    )
    total = session.scalar(select(func.count()).select_from(released.subquery())) or 0
    page = min(max(page, 1), max(1, -(-total // PAGE)))
    assessments = session.scalars(
        released.options(
            joinedload(Assessment.assessor),
            selectinload(Assessment.decisions).joinedload(Decision.criterion),
        )
        .order_by(Assessment.released_at.desc(), Assessment.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    ).all()
    return FeedbackPage(_entries(session, actor.user_id, assessments), page, total)


def _entries(session: Session, user_id: UUID, assessments: Sequence[Assessment]) -> list[Feedback]:
    evidence_ids = {one.evidence_id for one in assessments}
    items = {
        item.id: item
        for item in session.scalars(select(Evidence).where(Evidence.id.in_(evidence_ids)))
    }
    comments: dict[UUID, list[RecordComment]] = defaultdict(list)
    for comment in session.scalars(
        select(RecordComment)
        .join(RecordComment.author)
        .options(contains_eager(RecordComment.author))
        .where(RecordComment.evidence_id.in_(evidence_ids))
        .order_by(RecordComment.created_at)
    ):
        comments[comment.evidence_id].append(comment)
    where = places(session, {one.unit_id for a in assessments for one in a.decisions})
    unread = _unread(session, user_id, assessments)
    return [
        Feedback(
            assessment,
            items[assessment.evidence_id],
            _judged(assessment, where),
            comments[assessment.evidence_id],
            unread.get(assessment.id),
        )
        for assessment in assessments
    ]


def _unread(
    session: Session, user_id: UUID, assessments: Sequence[Assessment]
) -> dict[UUID, Notice]:
    """The unread news of each assessment, by its id."""
    keys = {f"assessment:released:{one.id}:{user_id}": one.id for one in assessments}
    return {
        keys[notice.key]: notice
        for notice in session.scalars(
            select(Notice).where(Notice.key.in_(keys), Notice.read_at.is_(None))
        )
    }


def _judged(assessment: Assessment, where: dict[UUID, UnitPlace]) -> list[Judged]:
    by_unit: dict[UUID, list[Decision]] = defaultdict(list)
    in_order = sorted(
        assessment.decisions, key=lambda one: criterion_order(one.criterion.criterion_number)
    )
    for decision in in_order:
        by_unit[decision.unit_id].append(decision)
    return [
        Judged(
            where.get(unit_id),
            [one for one in decisions if one.outcome is DecisionOutcome.MET],
            [one for one in decisions if one.outcome is DecisionOutcome.NOT_YET],
        )
        for unit_id, decisions in by_unit.items()
    ]
