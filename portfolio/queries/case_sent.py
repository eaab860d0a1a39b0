"""What was sent about one case, to whom and with what success (R-335)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from portfolio.models.case_alert import CaseAlert
from portfolio.models.case_record import CaseMessage
from portfolio.models.job import Job, OutgoingMail
from portfolio.models.notice import Notice
from portfolio.models.person import User

MOST = 200
"""Of each sort, the latest; no case we know of has a quarter of them."""
OWN_MAIL = "case-clock"
"""Notices of this kind went out in the mail of an alert, which is listed itself."""


class State(StrEnum):
    SENT = "Sent"
    ON_ITS_WAY = "On its way"
    GIVEN_UP = "Not sent"
    IN_THE_APP = "In the app"
    TO_POST = "To be posted"
    POSTED = "Posted"
    NOBODY = "Nobody to tell"


@dataclass(frozen=True)
class Sent:
    """One thing somebody was told; ``at`` is when it reached the state it is in."""

    what: str
    kind: str
    to: str
    queued_at: datetime
    state: State
    at: datetime | None = None


@dataclass(frozen=True)
class Fate:
    """What became of a mail."""

    sent_at: datetime | None
    given_up: bool


def sent(session: Session, case_id: UUID) -> list[Sent]:
    """Alerts of the clock, letters to the person and notices to staff, newest first.

    In four queries, whatever there is.
    """
    alerts = _latest(session, case_id)
    letters = session.scalars(
        select(CaseMessage)
        .where(CaseMessage.case_id == case_id)
        .order_by(CaseMessage.written_at.desc())
        .limit(MOST)
    ).all()
    notices = session.execute(
        select(Notice, User.name)
        .join(User, User.id == Notice.user_id)
        .where(Notice.path == f"/cases/{case_id}", Notice.kind != OWN_MAIL)
        .order_by(Notice.created_at.desc())
        .limit(MOST)
    ).all()
    mail_ids = [*(one.mail_id for one in alerts), *(one.mail_id for one in letters)]
    fates = _fates(session, [one for one in mail_ids if one])
    every = [
        *(_of_alert(one, fates) for one in alerts),
        *(_of_letter(one, fates) for one in letters),
        *(_of_notice(notice, name) for notice, name in notices),
    ]
    return sorted(every, key=lambda one: one.queued_at, reverse=True)


def _latest(session: Session, case_id: UUID) -> Sequence[CaseAlert]:
    return session.scalars(
        select(CaseAlert)
        .options(joinedload(CaseAlert.user))
        .where(CaseAlert.case_id == case_id)
        .order_by(CaseAlert.queued_at.desc())
        .limit(MOST)
    ).all()


def _fates(session: Session, mail_ids: Collection[UUID]) -> Mapping[UUID, Fate]:
    rows = session.execute(
        select(OutgoingMail.id, OutgoingMail.sent_at, Job.failed_at)
        .outerjoin(Job, Job.key == "send-mail:" + OutgoingMail.message_id)
        .where(OutgoingMail.id.in_(mail_ids))
    )
    return {row.id: Fate(row.sent_at, row.failed_at is not None) for row in rows}


def _of_alert(alert: CaseAlert, fates: Mapping[UUID, Fate]) -> Sent:
    to = alert.user.name if alert.user else "Nobody"
    state: State
    at: datetime | None
    if alert.user is None:
        state, at = State.NOBODY, alert.queued_at
    elif alert.mail_id is None:
        state, at = State.IN_THE_APP, alert.told_at
    else:
        state, at = _of_mail(fates[alert.mail_id])
    return Sent(alert.text, alert.kind.value, to, alert.queued_at, state, at)


def _of_letter(letter: CaseMessage, fates: Mapping[UUID, Fate]) -> Sent:
    state: State
    at: datetime | None
    if letter.mail_id is not None:
        state, at = _of_mail(fates[letter.mail_id])
    elif letter.posted_at is not None:
        state, at = State.POSTED, letter.posted_at
    else:
        state, at = State.TO_POST, None
    to = letter.to or "The person, by post"
    return Sent(letter.subject, "Letter", to, letter.written_at, state, at)


def _of_notice(notice: Notice, name: str) -> Sent:
    """A notice counts once it is there; its mail follows at once or once a day, as they chose."""
    state = State.SENT if notice.mailed_at else State.IN_THE_APP
    at = notice.mailed_at or notice.created_at
    return Sent(notice.text, "Notice", name, notice.created_at, state, at)


def _of_mail(fate: Fate) -> tuple[State, datetime | None]:
    if fate.sent_at is not None:
        return State.SENT, fate.sent_at
    return (State.GIVEN_UP if fate.given_up else State.ON_ITS_WAY), None
