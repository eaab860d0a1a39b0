"""Planning senior management meetings, to which appeals and escalations are put (001 s6.0)."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.case_report_events import SeniorMeetingCancelled, SeniorMeetingPlanned
from portfolio.domain.errors import Refusal
from portfolio.models.procedure import SeniorMeeting
from portfolio.services import audit


def plan(session: Session, actor: Actor, held_on: date, note: str) -> SeniorMeeting:
    """Plan a meeting; one that was cancelled on that day is taken up again.

    Raises Refusal for a day on which one is planned.
    """
    query = select(SeniorMeeting).where(
        SeniorMeeting.centre_id == actor.centre_id, SeniorMeeting.held_on == held_on
    )
    known = session.scalar(query)
    if known is not None and known.cancelled_at is None:
        raise Refusal("A meeting is planned on that day", "held_on")
    meeting = known or SeniorMeeting(centre_id=actor.centre_id, held_on=held_on)
    meeting.note, meeting.cancelled_at = note.strip(), None
    session.add(meeting)
    session.flush()
    audit.record(session, actor, SeniorMeetingPlanned(meeting.id, held_on))
    return meeting


def cancel(session: Session, actor: Actor, meeting: SeniorMeeting) -> None:
    """The meeting will not be held. Raises Refusal for one that was, or is cancelled already."""
    if meeting.cancelled_at is not None:
        raise Refusal("It was cancelled before")
    if meeting.held_on < clock.today():
        raise Refusal("It was held. A meeting of the past stays as it is")
    meeting.cancelled_at = clock.now()
    audit.record(session, actor, SeniorMeetingCancelled(meeting.id, meeting.held_on))
    session.flush()
