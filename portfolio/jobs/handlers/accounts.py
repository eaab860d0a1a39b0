"""Mails about an account itself, and the daily tidying up."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.models.person import User
from portfolio.outside import Outside
from portfolio.services import housekeeping, mail, password_resets
from portfolio.services.mail_texts import compose


def password_reset(session: Session, outside: Outside, arguments: dict[str, Any]) -> None:
    """Send the link for a new password; for an unknown address there is nothing to do."""
    if arguments["user_id"] is not None:
        user_id = UUID(arguments["user_id"])
        password_resets.issue(
            session, user_id, lambda token: outside.address(f"/password/new/{token}")
        )


def password_changed(session: Session, outside: Outside, arguments: dict[str, Any]) -> None:
    """Tell the owner that their password was changed, in case it was somebody else."""
    user = session.get_one(User, UUID(arguments["user_id"]))
    at = datetime.fromisoformat(arguments["at"]).astimezone(clock.UK)
    text = compose(
        "password_changed.txt",
        day=f"{at.day} {at:%B %Y}",
        time=f"{at.hour % 12 or 12}.{at:%M}{'am' if at.hour < 12 else 'pm'}",
        link=outside.address("/password/forgotten"),
    )
    key = f"password-changed:{user.id}:{arguments['at']}"
    mail.queue(session, key, user.email, "Your password for Portfolio was changed", text)


def sweep(session: Session, outside: Outside, arguments: dict[str, Any]) -> None:
    """Remove what has served its purpose, once a day."""
    housekeeping.sweep(session)


HANDLERS = {
    "password-reset": password_reset,
    "mail-password-changed": password_changed,
    "housekeeping": sweep,
}
