"""What staff record of their own professional development (R-325)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal
from portfolio.domain.support_events import DevelopmentRecorded, DevelopmentRemoved
from portfolio.models.support import DevelopmentEntry
from portfolio.services import audit


@dataclass(frozen=True)
class Development:
    """``course`` names a course of an awarding organisation, empty where it was none."""

    done_on: date
    title: str
    course: str
    minutes: int
    learnt: str


def add(session: Session, actor: Actor, done: Development) -> DevelopmentEntry:
    """Keep an entry of the actor's own. Raises Refusal for a day to come."""
    if done.done_on > clock.today():
        raise Refusal("Enter the day you did it, not one to come", "done_on")
    entry = DevelopmentEntry(
        centre_id=actor.centre_id,
        user_id=actor.user_id,
        done_on=done.done_on,
        title=done.title,
        course=done.course,
        minutes=done.minutes,
        learnt=done.learnt,
        created_at=clock.now(),
    )
    session.add(entry)
    session.flush()
    audit.record(
        session, actor, DevelopmentRecorded(entry.id, done.title, done.course, done.minutes)
    )
    return entry


def remove(session: Session, actor: Actor, entry: DevelopmentEntry) -> None:
    """Take an entry off one's record; the trail keeps it."""
    if entry.removed_at is None:
        entry.removed_at = clock.now()
        audit.record(session, actor, DevelopmentRemoved(entry.id, entry.title))
