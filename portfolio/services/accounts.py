"""What people do to their own account."""

from uuid import UUID, uuid4

from sqlalchemy import update
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.adapters import passwords
from portfolio.domain.account_events import (
    DeliveryChosen,
    OriginalityConfirmed,
    PasswordChanged,
    PrivacyNoticeRead,
)
from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal
from portfolio.domain.events import Event
from portfolio.domain.states import NoticeDelivery
from portfolio.models.notice import Notice
from portfolio.models.person import User
from portfolio.services import audit, lasting, outbox, sign_in_failures, sign_ins

PRIVACY_VERSION = "1"
ORIGINALITY_VERSION = "1"


def check_password(session: Session, actor: Actor, password: str) -> None:
    """Confirm that it is ``actor`` who signs, by their password, just before they sign.

    Raises Refusal beside "password"; a wrong one is counted although the deed is rolled back.
    """
    _confirm(session, session.get_one(User, actor.user_id), password, "password")


def _confirm(session: Session, user: User, password: str, field: str) -> None:
    key = f"confirming:{user.id}"
    sign_in_failures.refuse_while_blocked(session, key, field)
    if passwords.verify(user.password_hash, password):
        sign_in_failures.forgive(session, key)
        return
    lasting.after_rollback(session, lambda own: sign_in_failures.count_failure(own, key))
    raise Refusal("Enter the password you sign in with", field)


def choose_password(session: Session, user: User, password: str, means: str) -> None:
    """Give ``user`` a password and end their sign-ins; the caller may begin a new one.

    ``means`` is "reset" or "invitation". Raises Refusal beside "password".
    """
    _set_password(session, user, password)
    sign_ins.end_all(session, user.id)
    if means != "invitation":
        _tell_of_change(session, user)
    _record(session, None, user.id, PasswordChanged(user.id, means=means))


def change_password(
    session: Session, user_id: UUID, sign_in_id: UUID, current: str, password: str
) -> None:
    """Change the password from one's profile; every other browser is signed out.

    Raises Refusal beside "current" or "password".
    """
    user = session.get_one(User, user_id)
    _confirm(session, user, current, "current")
    _set_password(session, user, password)
    sign_ins.end_all(session, user.id, but=sign_in_id)
    _tell_of_change(session, user)
    _record(session, None, user.id, PasswordChanged(user.id, means="profile"))


def _tell_of_change(session: Session, user: User) -> None:
    """Mail the owner, in case it was somebody else."""
    facts = {"user_id": str(user.id), "at": clock.now().isoformat()}
    outbox.enqueue(session, "mail-password-changed", f"password-changed:{uuid4()}", facts)


def _set_password(session: Session, user: User, password: str) -> None:
    if (weak := passwords.weakness(password, [user.name, user.email])) is not None:
        raise Refusal(weak, "password")
    user.password_hash = passwords.hash_password(password)


def open_account(session: Session, user_id: UUID, password: str) -> User:
    """The account of a person whose ``password`` was just found right.

    A hash made with weaker settings than now is made again; only now is the password known.
    """
    user = session.get_one(User, user_id)
    if user.password_hash and passwords.needs_rehash(user.password_hash):
        user.password_hash = passwords.hash_password(password)
        session.flush()
    return user


def read_privacy_notice(session: Session, actor: Actor | None, user_id: UUID) -> None:
    """Acknowledge the privacy notice in its present version (R-330)."""
    user = session.get_one(User, user_id)
    user.privacy_read_at = clock.now()
    user.privacy_version = PRIVACY_VERSION
    _record(session, actor, user_id, PrivacyNoticeRead(user_id, version=PRIVACY_VERSION))


def confirm_originality(session: Session, actor: Actor | None, user_id: UUID) -> None:
    """Confirm to know what plagiarism is and what follows it (002 s5.7, R-125)."""
    session.get_one(User, user_id).originality_confirmed_at = clock.now()
    _record(session, actor, user_id, OriginalityConfirmed(user_id, version=ORIGINALITY_VERSION))


def choose_delivery(
    session: Session, actor: Actor | None, user_id: UUID, delivery: NoticeDelivery
) -> None:
    """Get notices by e-mail at once, or once a day."""
    session.get_one(User, user_id).delivery = delivery
    _record(session, actor, user_id, DeliveryChosen(user_id, delivery=delivery.value))


def mark_read(session: Session, notice: Notice) -> None:
    """Note that the person opened this notice; a private mark, so no trace of it is kept."""
    notice.read_at = notice.read_at or clock.now()
    session.flush()


def mark_all_read(session: Session, user_id: UUID) -> None:
    """Mark every notice of the person as read."""
    session.execute(
        update(Notice)
        .where(Notice.user_id == user_id, Notice.read_at.is_(None))
        .values(read_at=clock.now())
    )


def _record(session: Session, actor: Actor | None, user_id: UUID, event: Event) -> None:
    """Trace a deed on an account, also by somebody who holds no role now."""
    entry = audit.record(session, actor, event)
    entry.actor_id = user_id
    session.flush()
