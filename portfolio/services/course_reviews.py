"""Reviewing a course; a review can be an informal complaint as well (R-346)."""

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.about import About, usual_category
from portfolio.domain.actors import Actor
from portfolio.domain.cases import EntryKind, Relation
from portfolio.domain.course_review_events import CourseReviewed
from portfolio.domain.course_reviews import Review, check
from portfolio.domain.procedure import Channel, TrackKey
from portfolio.models.case import Case
from portfolio.models.course_review import CourseReview
from portfolio.models.enrolment import Candidate
from portfolio.models.person import Centre
from portfolio.queries import procedures
from portfolio.services import audit, case_log, cases
from portfolio.services.case_log import PERSON, Line


def give(session: Session, actor: Actor, candidate: Candidate, review: Review) -> CourseReview:
    """Keep the review, and take it in as a complaint where the candidate asks for that.

    Raises Refusal where it says nothing, or is a complaint without words.
    """
    check(review)
    case = _complaint(session, actor, candidate, review) if review.as_complaint else None
    row = CourseReview(
        centre_id=candidate.centre_id,
        candidate_id=candidate.id,
        ratings=dict(review.ratings),
        went_well=review.went_well,
        to_improve=review.to_improve,
        case_id=case.id if case else None,
        reviewed_at=clock.now(),
    )
    session.add(row)
    session.flush()
    event = CourseReviewed(row.id, case.reference if case else "")
    audit.record(session, actor, event, candidate_id=candidate.id)
    return row


def _complaint(session: Session, actor: Actor, candidate: Candidate, review: Review) -> Case:
    """The informal complaint, with the whole form in its history."""
    followed = procedures.read(procedures.followed(session, candidate.centre_id))
    centre = session.get_one(Centre, candidate.centre_id)
    intake = cases.Intake(
        track=TrackKey.COMPLAINT,
        category=usual_category(followed, About.COMPLAINT).key,
        channel=Channel.REVIEW_FORM,
        name=candidate.user.name,
        email=candidate.user.email,
        said=review.to_improve,
        received_at=clock.now(),
        relation=Relation.CANDIDATE,
        candidate_id=candidate.id,
    )
    case = cases.receive(session, actor, centre, intake)
    line = Line(EntryKind.ADDED, "Course review form", review.text, False, by_words=PERSON)
    case_log.note(session, case, None, line)
    return case
