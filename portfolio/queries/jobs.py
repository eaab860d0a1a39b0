"""How the queue of jobs stands."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portfolio.models.job import Job


def given_up(session: Session) -> int:
    """How many jobs failed for good; somebody has to look at each."""
    failed = select(func.count()).select_from(Job).where(Job.failed_at.is_not(None))
    return session.scalar(failed) or 0
