"""What whoever brought a case does with it: adds to it, says what they think of the outcome.

Taking it to the next stage is ``case_steps.begin_stage``, accepting is ``case_ends.accept``.
"""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from portfolio.domain.actors import Actor
from portfolio.domain.case_person_events import InformationAdded, SatisfactionTold
from portfolio.domain.cases import CaseState, EntryKind, Satisfaction
from portfolio.domain.errors import Conflict, Refusal
from portfolio.models.case import Case
from portfolio.services import audit, case_files, case_log, case_steps, notices
from portfolio.services.case_log import PERSON, Line
from portfolio.services.evidence_files import Received
from portfolio.services.notices import News

PASSED_ON = "It was passed to the safeguarding lead, who will be in touch"


def add(
    session: Session, candidate: Actor | None, case: Case, words: str, files: Sequence[Received]
) -> None:
    """Add words, files or both, and tell whom the case waits on.

    Raises Refusal with neither or once it is locked, Conflict once it is closed.
    """
    check_not_locked(case)
    case_steps.check_open(case)
    if not words.strip() and not files:
        raise Refusal("Write something or choose a file", "words")
    line = Line(EntryKind.ADDED, "More was added", words, staff_only=False, by_words=PERSON)
    entry = case_log.note(session, case, None, line)
    if files:
        case_files.add(session, candidate, case, files, staff_only=False)
    session.flush()
    event = InformationAdded(case.id, case.reference, len(files))
    audit.record(
        session, candidate, event, centre_id=case.centre_id, candidate_id=case.candidate_id
    )
    for user_id in {case.with_id, case.owner_id} - {None}:
        news = News(
            key=f"case:added:{entry.id}:{user_id}",
            centre_id=case.centre_id,
            kind="case",
            text=f"{case.reference}: whoever brought it added something",
            path=f"/cases/{case.id}",
        )
        if user_id is not None:
            notices.tell(session, user_id, news)


def tell_satisfaction(
    session: Session,
    candidate: Actor | None,
    case: Case,
    satisfaction: Satisfaction,
    words: str = "",
) -> None:
    """Keep what the person thinks of the outcome (R-291).

    Raises Refusal before there is one, Conflict once they have said it.
    """
    check_not_locked(case)
    if case.satisfaction not in {None, Satisfaction.NOT_KNOWN}:
        raise Conflict("What you think of the outcome was kept before")
    answered = any(stage.answered_at for stage in case.stages)
    if case.state is not CaseState.CLOSED and not answered:
        raise Refusal("There is no outcome yet to say something about")
    case.satisfaction, case.satisfaction_words = satisfaction, words
    title = f"About the outcome: {satisfaction.value.lower()}"
    line = Line(EntryKind.ADDED, title, words, staff_only=False, by_words=PERSON)
    case_log.note(session, case, None, line)
    event = SatisfactionTold(case.id, case.reference, satisfaction.value)
    audit.record(session, candidate, event, centre_id=case.centre_id)


def check_not_locked(case: Case) -> None:
    """Raise Refusal for a case that only the safeguarding lead deals with."""
    if case.locked_at is not None:
        raise Refusal(PASSED_ON)
