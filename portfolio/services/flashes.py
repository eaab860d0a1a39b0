"""What the next page of one browser says once: left by a deed, gone once it was shown."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.flashes import Tone
from portfolio.models.notice import Flash


def leave(session: Session, sign_in_id: UUID, text: str, tone: Tone) -> None:
    """Have ``text`` said once to the browser of this sign-in, if the deed is kept."""
    session.add(Flash(sign_in_id=sign_in_id, tone=tone, text=text, created_at=clock.now()))
    session.flush()


def forget(session: Session, flash_ids: Collection[UUID]) -> None:
    """Remove what was shown; what was left meanwhile stays."""
    session.execute(delete(Flash).where(Flash.id.in_(flash_ids)))
