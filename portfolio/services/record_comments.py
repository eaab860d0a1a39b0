"""What a candidate says of an assessor's record or of feedback; it changes no decision (R-146)."""

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal
from portfolio.domain.evidence_events import RecordCommented
from portfolio.domain.states import EvidenceState
from portfolio.models.evidence import Evidence, RecordComment
from portfolio.queries import evidence_decisions
from portfolio.services import audit, notices

MOST_WORDS = 5_000
"""Characters of one comment."""


def comment(session: Session, actor: Actor, evidence: Evidence, text: str) -> RecordComment:
    """Add a comment under an assessor's record, or under an item that has been decided on."""
    if not _may_be_commented(evidence):
        raise Refusal("You can comment once your assessor has decided on it", "text")
    if not text.strip():
        raise Refusal("Write your comment", "text")
    said = RecordComment(
        evidence_id=evidence.id,
        author_id=actor.user_id,
        text=text.strip(),
        created_at=clock.now(),
    )
    session.add(said)
    session.flush()
    event = RecordCommented(evidence.id, evidence.code)
    audit.record(session, actor, event, candidate_id=evidence.candidate_id)
    _tell(session, evidence, said)
    return said


def _may_be_commented(evidence: Evidence) -> bool:
    decided = {EvidenceState.ACCEPTED, EvidenceState.REFERRED}
    return evidence.staff_record or evidence.state in decided


def _tell(session: Session, evidence: Evidence, said: RecordComment) -> None:
    """Tell whoever made the record or decided on the item."""
    people = set(evidence_decisions.released_by(session, evidence.id))
    if evidence.staff_record:
        people.add(evidence.created_by_id)
    for user_id in people:
        news = notices.News(
            key=f"record:commented:{said.id}:{user_id}",
            centre_id=evidence.candidate.centre_id,
            kind="record:commented",
            text="A candidate commented on a record or decision of yours",
            path=f"/evidence/{evidence.id}",
        )
        notices.tell(session, user_id, news)
