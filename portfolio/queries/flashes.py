"""What waits to be said to one browser."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.models.notice import Flash


def waiting(session: Session, sign_in_id: UUID) -> list[Flash]:
    """In the order it was left."""
    left = select(Flash).where(Flash.sign_in_id == sign_in_id)
    return list(session.scalars(left.order_by(Flash.created_at)))
