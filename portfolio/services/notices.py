"""News for people: an unread mark in the app, and a mail at once or once a day as they chose."""

from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.states import NoticeDelivery
from portfolio.models.notice import Notice
from portfolio.models.person import User
from portfolio.services import outbox


def tell(
    session: Session, *, key: str, user_id: UUID, centre_id: UUID, kind: str, text: str, path: str
) -> None:
    """Tell one person once of one deed.

    ``key`` names deed and person ("unit:signed-off:<id>:<user>"): telling again changes nothing.
    ``text`` is one sentence without personal data (no candidate's name, nothing of the evidence);
    it is also the subject of the mail. ``path`` is where to look, within this site.
    """
    if session.scalar(select(exists().where(Notice.key == key))):
        return
    notice = Notice(
        key=key,
        user_id=user_id,
        centre_id=centre_id,
        kind=kind,
        text=text,
        path=path,
        created_at=clock.now(),
    )
    session.add(notice)
    session.flush()
    if session.get_one(User, user_id).delivery is NoticeDelivery.AT_ONCE:
        outbox.enqueue(session, "mail-notice", f"mail-notice:{key}", {"notice_id": str(notice.id)})
