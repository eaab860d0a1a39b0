"""The small numbers around every page."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.models.enrolment import VerifierAccess
from portfolio.models.notice import Notice

FEEDBACK = "assessment:released:"
"""How the keys of news about feedback begin; the feedback page shows what they tell."""


@dataclass(frozen=True)
class Unread:
    """How many notices the person has not opened yet."""

    feedback: int
    other: int

    @property
    def every(self) -> int:
        return self.feedback + self.other


def unread_notices(session: Session, user_id: UUID) -> Unread:
    keys = session.scalars(
        select(Notice.key).where(Notice.user_id == user_id, Notice.read_at.is_(None))
    ).all()
    feedback = sum(key.startswith(FEEDBACK) for key in keys)
    return Unread(feedback, len(keys) - feedback)


def open_until(session: Session, actor: Actor) -> date | None:
    """The last day on which anything is open to this verifier at this centre."""
    today = clock.today()
    return session.scalar(
        select(func.max(VerifierAccess.ends_on)).where(
            VerifierAccess.user_id == actor.user_id,
            VerifierAccess.centre_id == actor.centre_id,
            VerifierAccess.starts_on <= today,
            VerifierAccess.ends_on >= today,
            VerifierAccess.revoked_at.is_(None),
        )
    )
