"""Telling the public of changes to the service (R-315)."""

from datetime import date

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.document_events import NoticePosted, NoticeWithdrawn
from portfolio.models.document import ServiceNotice
from portfolio.services import audit


def post(session: Session, actor: Actor, title: str, text: str, dated_on: date) -> ServiceNotice:
    """Show a notice on the centre's public page from now on; its words never change."""
    notice = ServiceNotice(
        centre_id=actor.centre_id,
        title=title,
        text=text,
        dated_on=dated_on,
        posted_by_id=actor.user_id,
        created_at=clock.now(),
    )
    session.add(notice)
    session.flush()
    audit.record(session, actor, NoticePosted(notice.id, title, dated_on.isoformat()))
    return notice


def withdraw(session: Session, actor: Actor, notice: ServiceNotice) -> None:
    """Take a notice off the public page; it stays on record."""
    if notice.withdrawn_at is None:
        notice.withdrawn_at = clock.now()
        audit.record(session, actor, NoticeWithdrawn(notice.id, notice.title))
