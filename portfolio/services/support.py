"""Supporting providers: meetings by need, feedback both ways, guidance that is passed on."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor, Role
from portfolio.domain.errors import Refusal
from portfolio.domain.support import standing
from portfolio.domain.support_events import (
    GuidanceGiven,
    GuidancePassedOn,
    MeetingPlanned,
    MeetingRecorded,
)
from portfolio.models.support import Guidance, SupportMeeting
from portfolio.queries import people
from portfolio.queries import support as queries
from portfolio.services import audit, notices
from portfolio.services.notices import News
from portfolio.services.working_days import calendar_of

AT_LEAST = timedelta(days=10)
"""Ten working days are never fewer days than these."""


@dataclass(frozen=True)
class Given:
    """Guidance as it was given."""

    provider: str
    given_on: date
    given_how: str
    text: str


def plan(
    session: Session, actor: Actor, provider: str, planned_on: date, need: str
) -> SupportMeeting:
    """Plan a meeting with a provider, because of a need."""
    meeting = SupportMeeting(
        centre_id=actor.centre_id,
        provider=provider,
        planned_on=planned_on,
        need=need,
        planned_by_id=actor.user_id,
        created_at=clock.now(),
    )
    session.add(meeting)
    session.flush()
    event = MeetingPlanned(meeting.id, provider, planned_on.isoformat(), need)
    audit.record(session, actor, event)
    return meeting


def record(
    session: Session,
    actor: Actor,
    meeting: SupportMeeting,
    held_on: date,
    offered: str,
    received: str,
) -> None:
    """Keep what both sides said. Raises Refusal for a day to come."""
    if held_on > clock.today():
        raise Refusal("Enter the day it was held, not one to come", "held_on")
    meeting.held_on, meeting.recorded_by_id = held_on, actor.user_id
    meeting.offered, meeting.received = offered, received
    event = MeetingRecorded(meeting.id, meeting.provider, held_on.isoformat(), offered, received)
    audit.record(session, actor, event)


def give(
    session: Session, actor: Actor, given: Given, meeting: SupportMeeting | None = None
) -> Guidance:
    """Keep guidance that a provider is to pass on. Raises Refusal for a day to come."""
    if given.given_on > clock.today():
        raise Refusal("Enter the day it was given, not one to come", "given_on")
    guidance = Guidance(
        centre_id=actor.centre_id,
        meeting_id=meeting.id if meeting else None,
        provider=given.provider,
        given_on=given.given_on,
        given_how=given.given_how,
        text=given.text,
        given_by_id=actor.user_id,
        created_at=clock.now(),
    )
    session.add(guidance)
    session.flush()
    event = GuidanceGiven(guidance.id, given.provider, given.given_on.isoformat(), given.given_how)
    audit.record(session, actor, event)
    return guidance


def acknowledge(
    session: Session, actor: Actor, guidance: Guidance, passed_on_on: date, passed_on_by: str
) -> None:
    """Note that the provider passed it on, as somebody there said.

    Raises Refusal for a day before it was given, or to come.
    """
    if not guidance.given_on <= passed_on_on <= clock.today():
        raise Refusal("Enter a day from the one it was given to today", "passed_on_on")
    guidance.passed_on_on, guidance.passed_on_by = passed_on_on, passed_on_by
    event = GuidancePassedOn(guidance.id, guidance.provider, passed_on_on.isoformat(), passed_on_by)
    audit.record(session, actor, event)


def tell_of_unacknowledged(session: Session) -> None:
    """Tell whoever gave it, and the quality coordinators, of guidance that is flagged; once."""
    calendars = {}
    for one in queries.not_acknowledged(session, clock.today() - AT_LEAST):
        if one.centre_id not in calendars:
            calendars[one.centre_id] = calendar_of(session, one.centre_id)
        found = standing(one.given_on, None, calendars[one.centre_id], clock.now())
        if found.is_flagged:
            _tell(session, one)


def _tell(session: Session, guidance: Guidance) -> None:
    held = people.holders(session, guidance.centre_id, (Role.COORDINATOR,))
    everybody = {one.user_id for one in held[Role.COORDINATOR]} | {guidance.given_by_id}
    for user_id in sorted(everybody):
        news = News(
            key=f"guidance:unacknowledged:{guidance.id}:{user_id}",
            centre_id=guidance.centre_id,
            kind="guidance:unacknowledged",
            text="Guidance to a provider is not acknowledged after 10 working days. Ask about it",
            path=f"/documents/support/guidance/{guidance.id}",
        )
        notices.tell(session, user_id, news)
