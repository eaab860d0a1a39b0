"""A forgotten password: a link by e-mail that works once, for an hour; only its hash is kept."""

from collections.abc import Callable
from datetime import timedelta
from secrets import token_urlsafe
from uuid import UUID, uuid4

from sqlalchemy import update
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.account_events import PasswordResetRequested
from portfolio.domain.errors import Refusal
from portfolio.models.person import PasswordReset, User
from portfolio.queries import accounts as account_queries
from portfolio.queries.sign_ins import token_hash
from portfolio.services import accounts, audit, mail, outbox
from portfolio.services.mail_texts import compose

GOOD_FOR = timedelta(hours=1)
SUBJECT = "Choose a new password for Portfolio"


def ask(session: Session, email: str) -> None:
    """Have a link sent to ``email`` if it belongs to an account.

    An unknown address takes the same steps: the worker finds out that there is nobody to write to.
    """
    user = account_queries.with_email(session, email)
    arguments = {"user_id": str(user.id) if user else None}
    outbox.enqueue(session, "password-reset", f"password-reset:{uuid4()}", arguments)
    session.flush()


def issue(session: Session, user_id: UUID, link: Callable[[str], str]) -> None:
    """Make a reset and mail its link; ``link`` turns the secret token into a whole address."""
    user = session.get_one(User, user_id)
    token = token_urlsafe(32)
    moment = clock.now()
    reset = PasswordReset(
        user_id=user.id,
        token_hash=token_hash(token),
        expires_at=moment + GOOD_FOR,
        created_at=moment,
    )
    session.add(reset)
    session.flush()
    text = compose("password_reset.txt", link=link(token))
    mail.queue(session, f"password-reset:{reset.id}", user.email, SUBJECT, text, secret=True)
    entry = audit.record(session, None, PasswordResetRequested(user.id))
    entry.actor_id = user.id
    session.flush()


def use(session: Session, reset: PasswordReset, password: str) -> None:
    """Choose a new password by the link; every sign-in of the person ends.

    Raises Refusal beside "password" for a weak one, and for a link just used elsewhere.
    """
    moment = clock.now()
    claimed = session.execute(
        update(PasswordReset)
        .where(PasswordReset.id == reset.id, PasswordReset.used_at.is_(None))
        .values(used_at=moment)
        .returning(PasswordReset.id)
    ).one_or_none()
    if claimed is None:
        raise Refusal("This link has been used already. Ask for a new one")
    accounts.choose_password(session, session.get_one(User, reset.user_id), password, "reset")
    session.execute(
        update(PasswordReset)
        .where(PasswordReset.user_id == reset.user_id, PasswordReset.used_at.is_(None))
        .values(used_at=moment)
    )
