"""Sending mails, and turning notices into mails."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.adapters.mailer import MailRefused, Message
from portfolio.domain.states import NoticeDelivery
from portfolio.jobs.for_good import ForGood
from portfolio.jobs.slow import slow
from portfolio.models.job import OutgoingMail
from portfolio.models.notice import Notice
from portfolio.models.person import Centre, User
from portfolio.outside import Outside
from portfolio.services import case_alerts, mail, outbox
from portfolio.services.mail_texts import compose

NOT_SET_UP = "mail is not set up: SMTP_HOST and MAIL_FROM are needed"
REMOVED = "(removed after sending: it held a link that lets somebody in)"


@slow
def send_mail(
    session: Session, outside: Outside, arguments: dict[str, Any]
) -> Callable[[Session], None]:
    """Hand one mail to the mail server, with no transaction open while it takes it."""
    mail_id = UUID(arguments["mail_id"])
    row = session.get_one(OutgoingMail, mail_id)
    if row.sent_at is not None:
        return lambda own: None
    if outside.mailer is None:
        raise ForGood(NOT_SET_UP)
    sender = outside.settings.mail_from or "portfolio@localhost"
    message = Message(
        to=row.to,
        subject=row.subject,
        text=row.text,
        message_id=f"{row.message_id}@{sender.rpartition('@')[2]}",
        sender=sender,
    )
    session.rollback()
    try:
        outside.mailer.send(message)
    except MailRefused as refused:
        raise ForGood("the mail server refused it") from refused
    return lambda own: _note_sent(own, mail_id, secret=bool(arguments.get("secret")))


def _note_sent(session: Session, mail_id: UUID, *, secret: bool) -> None:
    row = session.get_one(OutgoingMail, mail_id)
    row.sent_at = clock.now()
    case_alerts.was_sent(session, mail_id)
    if secret:
        row.text = REMOVED


def mail_notice(session: Session, outside: Outside, arguments: dict[str, Any]) -> None:
    """Mail one notice, unless the person has opened it meanwhile."""
    notice = session.get_one(Notice, UUID(arguments["notice_id"]))
    person = session.get_one(User, notice.user_id)
    if notice.read_at is not None or notice.mailed_at is not None or person.closed_at is not None:
        return
    text = compose(
        "notice.txt",
        news=notice.text.rstrip("."),
        link=outside.address(notice.path),
        centre=session.get_one(Centre, notice.centre_id).name,
    )
    mail.queue(session, f"notice:{notice.id}", person.email, notice.text.rstrip("."), text)
    notice.mailed_at = clock.now()


def daily_digest(session: Session, outside: Outside, arguments: dict[str, Any]) -> None:
    """Begin the digest of a day: one job for each person who has unread news."""
    waiting = session.scalars(
        select(User.id)
        .join(Notice, Notice.user_id == User.id)
        .where(
            User.delivery == NoticeDelivery.DAILY,
            User.closed_at.is_(None),
            Notice.read_at.is_(None),
            Notice.mailed_at.is_(None),
        )
        .distinct()
    )
    day = arguments["day"]
    for user_id in waiting:
        own = {"user_id": str(user_id), "day": day}
        outbox.enqueue(session, "mail-digest", f"mail-digest:{user_id}:{day}", own)


def mail_digest(session: Session, outside: Outside, arguments: dict[str, Any]) -> None:
    """Mail one person what they have not opened and were not mailed, in one mail."""
    person = session.get_one(User, UUID(arguments["user_id"]))
    news = session.scalars(
        select(Notice)
        .where(Notice.user_id == person.id, Notice.read_at.is_(None), Notice.mailed_at.is_(None))
        .order_by(Notice.created_at)
    ).all()
    if not news:
        return
    day = date.fromisoformat(arguments["day"])
    count = "1 piece of news" if len(news) == 1 else f"{len(news)} pieces of news"
    text = compose(
        "digest.txt",
        day=f"{day.day} {day:%B %Y}",
        news=[notice.text.rstrip(".") for notice in news],
        link=outside.address("/account/notices"),
    )
    mail.queue(session, f"digest:{person.id}:{day}", person.email, f"{count} in Portfolio", text)
    for notice in news:
        notice.mailed_at = clock.now()


HANDLERS = {
    "send-mail": send_mail,
    "mail-notice": mail_notice,
    "daily-digest": daily_digest,
    "mail-digest": mail_digest,
}
