"""Mails on their way: composed once, kept as a row, sent by a job under a stable Message-ID."""

from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.models.job import OutgoingMail
from portfolio.services import outbox

LONGEST_SUBJECT = 150


def queue(
    session: Session, key: str, to: str, subject: str, text: str, *, secret: bool = False
) -> OutgoingMail:
    """Have one mail sent, once for ``key`` however often it is queued.

    ``secret`` says that the text holds a link that lets somebody in: it is removed from the
    database as soon as the mail is sent.
    """
    message_id = sha256(key.encode()).hexdigest()[:32]
    before = session.scalar(select(OutgoingMail).where(OutgoingMail.message_id == message_id))
    if before is not None:
        return before
    mail = OutgoingMail(
        message_id=message_id,
        to=to,
        subject=" ".join(subject.split())[:LONGEST_SUBJECT],
        text=text,
        queued_at=clock.now(),
    )
    session.add(mail)
    session.flush()
    arguments = {"mail_id": str(mail.id), "secret": secret}
    outbox.enqueue(session, "send-mail", f"send-mail:{message_id}", arguments)
    return mail
