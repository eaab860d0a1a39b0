"""Meetings with providers, guidance given to them, and the development of staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from portfolio.models.person import User
from portfolio.models.support import DevelopmentEntry, Guidance, SupportMeeting

PAGE = 50
MOST_PAGES = 1_000_000
"""Past any list, and within what a database counts."""
MOST = 200
"""Held meetings, and guidance passed on, that one page goes back to."""


def planned(session: Session, centre_id: UUID) -> Sequence[SupportMeeting]:
    """The meetings to come, or not recorded yet, the next one first."""
    return session.scalars(
        select(SupportMeeting)
        .where(SupportMeeting.centre_id == centre_id, SupportMeeting.held_on.is_(None))
        .order_by(SupportMeeting.planned_on, SupportMeeting.provider)
        .limit(MOST)
    ).all()


def held(session: Session, centre_id: UUID) -> Sequence[SupportMeeting]:
    """The meetings held, the last one first."""
    return session.scalars(
        select(SupportMeeting)
        .where(SupportMeeting.centre_id == centre_id, SupportMeeting.held_on.is_not(None))
        .order_by(SupportMeeting.held_on.desc(), SupportMeeting.provider)
        .limit(MOST)
    ).all()


def guidance(
    session: Session, centre_id: UUID, meeting_id: UUID | None = None
) -> Sequence[Guidance]:
    """Guidance of the centre, or of one meeting: what is not acknowledged first, oldest first."""
    query = (
        select(Guidance)
        .options(joinedload(Guidance.given_by))
        .where(Guidance.centre_id == centre_id)
        .order_by(Guidance.passed_on_on.is_not(None), Guidance.given_on, Guidance.id)
        .limit(MOST)
    )
    if meeting_id is not None:
        query = query.where(Guidance.meeting_id == meeting_id)
    return session.scalars(query).all()


def not_acknowledged(session: Session, given_before: date) -> Sequence[Guidance]:
    """Guidance of every centre, given before then, of which no provider has said anything."""
    return session.scalars(
        select(Guidance)
        .where(Guidance.passed_on_on.is_(None), Guidance.given_on < given_before)
        .order_by(Guidance.centre_id, Guidance.given_on)
    ).all()


@dataclass(frozen=True)
class Entries:
    """One page of development entries, and what all of them come to."""

    rows: Sequence[DevelopmentEntry]
    minutes: int
    page: int
    pages: int


def development(
    session: Session, centre_id: UUID, user_id: UUID | None = None, page: int = 1
) -> Entries:
    """The entries of one person, or of all staff of the centre, the latest first."""
    mine = [DevelopmentEntry.centre_id == centre_id, DevelopmentEntry.removed_at.is_(None)]
    if user_id is not None:
        mine.append(DevelopmentEntry.user_id == user_id)
    count, minutes = session.execute(
        select(
            func.count(DevelopmentEntry.id), func.coalesce(func.sum(DevelopmentEntry.minutes), 0)
        ).where(*mine)
    ).one()
    rows = session.scalars(
        select(DevelopmentEntry)
        .join(DevelopmentEntry.user)
        .options(contains_eager(DevelopmentEntry.user))
        .where(*mine)
        .order_by(DevelopmentEntry.done_on.desc(), User.name, DevelopmentEntry.id)
        .offset((page - 1) * PAGE)
        .limit(PAGE)
    ).all()
    return Entries(rows, minutes, page, max(-(-count // PAGE), 1))
