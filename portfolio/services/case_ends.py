"""How a case ends, and whom it waits on until then."""

from uuid import UUID

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.case_events import CaseAccepted, CaseAssigned, CaseClosed
from portfolio.domain.case_rules import missing_to_close
from portfolio.domain.cases import CaseState, EntryKind, Outcome, Satisfaction
from portfolio.domain.errors import Refusal
from portfolio.models.case import Case
from portfolio.models.person import User
from portfolio.queries import appeals
from portfolio.queries.case_standing import standing
from portfolio.services import (
    appeal_outcomes,
    audit,
    case_clocks,
    case_log,
    case_stages,
    notices,
    offices,
)
from portfolio.services.case_log import PERSON, Line
from portfolio.services.case_steps import check_open
from portfolio.services.notices import News


def close(
    session: Session, actor: Actor, case: Case, satisfaction: Satisfaction, words: str = ""
) -> None:
    """End the case with what the person thinks of it (R-291).

    Raises Refusal while something is missing, as a written answer is (R-282).
    """
    check_open(case)
    missing = missing_to_close(standing(case), case.kind)
    if missing:
        raise Refusal(f"Missing: {missing[0].words}", "satisfaction")
    outcome = next((s.outcome for s in reversed(case.stages) if s.outcome), Outcome.ANSWERED)
    _end(session, case, outcome, satisfaction, words)
    title = f"Closed: {satisfaction.value.lower()}"
    case_log.note(session, case, actor, Line(EntryKind.CLOSED, title, words, staff_only=False))
    audit.record(session, actor, CaseClosed(case.id, case.reference, outcome.value))


def accept(
    session: Session, case: Case, words: str = "", *, candidate: Actor | None = None
) -> None:
    """Whoever brought it accepts the written answer, which closes the case.

    Raises Refusal before there is an answer to accept.
    """
    stage = check_open(case)
    if stage.answered_at is None:
        raise Refusal("There is no written answer to accept yet")
    stage.accepted_at = clock.now()
    _end(session, case, stage.outcome or Outcome.ANSWERED, Satisfaction.SATISFIED, words)
    line = Line(EntryKind.CLOSED, "The answer was accepted", words, False, PERSON)
    case_log.note(session, case, None, line)
    event = CaseAccepted(case.id, case.reference)
    audit.record(session, candidate, event, centre_id=case.centre_id)


def withdraw(session: Session, actor: Actor | None, case: Case, reason: str) -> None:
    """End a case that its person takes back, told by staff or by themselves."""
    check_open(case)
    if actor is not None and actor.is_staff and not reason.strip():
        raise Refusal("Say how and why it was taken back", "reason")
    case_clocks.stop_all(session, case, clock.now())
    appeal_outcomes.end(session, actor, case.id)
    _end(session, case, Outcome.WITHDRAWN, Satisfaction.NOT_KNOWN, "")
    staff = actor if actor and actor.is_staff else None
    by_words = "" if staff else PERSON
    line = Line(EntryKind.CLOSED, "Taken back", reason, False, by_words)
    case_log.note(session, case, staff, line)
    event = CaseClosed(case.id, case.reference, Outcome.WITHDRAWN.value)
    audit.record(session, actor, event, centre_id=case.centre_id)


def assign(session: Session, actor: Actor, case: Case, user_id: UUID) -> None:
    """Let the case wait on somebody else of the staff, and tell them.

    Raises Refusal beside ``person`` for somebody who had to do with the decision of an appeal.
    """
    check_open(case)
    if (part := appeals.part_in(session, case.id, user_id)) is not None:
        raise Refusal(f"This person is {part} in this appeal. Choose somebody else", "person")
    who = session.get_one(User, user_id)
    case.with_id = who.id
    offices.concern(session, case, who.id, case.with_office, locked=case.locked_at is not None)
    case_log.note(session, case, actor, Line(EntryKind.CHANGE, f"Waits on {who.name} now"))
    audit.record(session, actor, CaseAssigned(case.id, case.reference, str(who.id)))
    news = News(
        key=f"case:assigned:{case.id}:{case.edits}:{who.id}",
        centre_id=case.centre_id,
        kind="case",
        text=f"{case.reference} waits on you",
        path=f"/cases/{case.id}",
    )
    notices.tell(session, who.id, news)
    case_clocks.refresh(session, case)


def _end(
    session: Session, case: Case, outcome: Outcome, satisfaction: Satisfaction, words: str
) -> None:
    now = clock.now()
    if case.state is CaseState.PAUSED:
        case_clocks.resume(session, case)
    case.state, case.closed_at, case.outcome = CaseState.CLOSED, now, outcome
    case.satisfaction, case.satisfaction_words = satisfaction, words
    case.in_time = case_clocks.all_in_time(session, case, now)
    case_clocks.stop_all(session, case, now)
    if case.stages:
        case_stages.end(session, case, case.stages[-1])
    case_clocks.refresh(session, case)
