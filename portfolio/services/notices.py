"""News for people: an unread mark in the app, and a mail at once or once a day as they chose."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.states import NoticeDelivery
from portfolio.models.notice import Notice
from portfolio.models.person import User
from portfolio.services import outbox


@dataclass(frozen=True)
class News:
    """One piece of news for one person.

    ``key`` names deed and person ("unit:signed-off:<id>:<user>"). ``text`` is one sentence without
    personal data (no candidate's name, nothing of the evidence); it is also the subject of the
    mail. ``path`` is where to look, within this site.
    """

    key: str
    centre_id: UUID
    kind: str
    text: str
    path: str


def tell(session: Session, user_id: UUID, news: News) -> None:
    """Tell one person once: telling again under the same key changes nothing."""
    if session.scalar(select(exists().where(Notice.key == news.key))):
        return
    notice = _add(session, user_id, news)
    session.flush()
    if session.get_one(User, user_id).delivery is NoticeDelivery.AT_ONCE:
        key = f"mail-notice:{news.key}"
        outbox.enqueue(session, "mail-notice", key, {"notice_id": str(notice.id)})


def tell_with_own_mail(session: Session, user_id: UUID, news: News) -> None:
    """Tell one person in the app what goes to them in a mail of its own, whatever they chose."""
    if not session.scalar(select(exists().where(Notice.key == news.key))):
        _add(session, user_id, news).mailed_at = clock.now()


def _add(session: Session, user_id: UUID, news: News) -> Notice:
    notice = Notice(
        key=news.key,
        user_id=user_id,
        centre_id=news.centre_id,
        kind=news.kind,
        text=news.text,
        path=news.path,
        created_at=clock.now(),
    )
    session.add(notice)
    return notice
