"""Answering an escalation: the ladder stops for as long as it was promised, or goes on up."""

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.cases import CaseState, EntryKind
from portfolio.domain.date_words import day_with_weekday
from portfolio.domain.errors import Conflict
from portfolio.domain.escalation import Reply, check_reply
from portfolio.domain.escalation_events import EscalationAnswered
from portfolio.domain.procedure import Office
from portfolio.models.case_record import Escalation
from portfolio.services import audit, case_log, notices, offices
from portfolio.services.case_log import Line
from portfolio.services.notices import News


def answer(session: Session, actor: Actor, taken: Escalation, reply: Reply) -> None:
    """Keep the reply of whoever was told and tell the coordinator.

    Raises Conflict when it was answered before or the case is closed, Refusal beside the field
    for a reply that says too little.
    """
    case = taken.case
    if taken.replied_at is not None:
        raise Conflict("This was answered before")
    if case.state is CaseState.CLOSED:
        raise Conflict(f"{case.reference} was closed meanwhile")
    check_reply(reply, clock.today())
    taken.reply, taken.resolves, taken.replied_at = reply.words, reply.resolves, clock.now()
    taken.put_right_by = reply.put_right_by if reply.resolves else None
    line = Line(EntryKind.ESCALATION, f"{taken.office.value}: {_says(taken)}", reply.words)
    case_log.note(session, case, actor, line)
    event = EscalationAnswered(
        case.id, case.reference, taken.rung, taken.office.value, reply.resolves
    )
    audit.record(session, actor, event)
    _tell_coordinator(session, taken)


def _says(taken: Escalation) -> str:
    if taken.put_right_by is None:
        return "cannot put it right"
    return f"it will be put right by {day_with_weekday(taken.put_right_by)}"


def _tell_coordinator(session: Session, taken: Escalation) -> None:
    case = taken.case
    owner = case.owner_id
    if owner is None:
        area = case.provision_area
        found = offices.holder(session, case.centre_id, Office.COORDINATOR, area)
        owner = found.id if found else None
    if owner is None:
        title = "Nobody told of this reply: nobody coordinates"
        case_log.note(session, case, None, Line(EntryKind.TOLD, title))
        return
    news = News(
        key=f"escalation:answered:{taken.id}:{owner}",
        centre_id=case.centre_id,
        kind="escalation",
        text=f"{case.reference}: the {taken.office.value} has replied, {_says(taken)}",
        path=f"/cases/{case.id}",
    )
    notices.tell(session, owner, news)
