"""Where a form that was already sent led to."""

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portfolio.models.notice import FormKey


def led_to(session: Session, user_id: UUID, key: str) -> str | None:
    """The address the first sending of the form led to, None if it was never sent."""
    return session.scalar(
        select(FormKey.led_to).where(FormKey.user_id == user_id, FormKey.key == key)
    )


def remember(session: Session, user_id: UUID, key: str, url: str) -> None:
    """Note where a claimed key led."""
    session.execute(
        update(FormKey).where(FormKey.user_id == user_id, FormKey.key == key).values(led_to=url)
    )
