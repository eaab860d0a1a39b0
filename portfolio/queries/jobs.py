"""How the queue of jobs stands."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from portfolio.models.job import Job


def given_up(session: Session) -> int:
    """How many jobs failed for good; somebody has to look at each."""
    failed = select(func.count()).select_from(Job).where(Job.failed_at.is_not(None))
    return session.scalar(failed) or 0


def waits(session: Session, name: str) -> bool:
    """Whether a job of this name is still to be done."""
    open_ones = exists().where(Job.name == name, Job.done_at.is_(None), Job.failed_at.is_(None))
    return bool(session.scalar(select(open_ones)))


def open_arguments(session: Session, name: str) -> Sequence[dict[str, Any]]:
    """With what the jobs of this name that are still to be done were queued."""
    return session.scalars(
        select(Job.arguments).where(
            Job.name == name, Job.done_at.is_(None), Job.failed_at.is_(None)
        )
    ).all()


def last_errors(session: Session, keys: Collection[str]) -> dict[str, str]:
    """What kept each of these jobs from being done, by its key; none where nothing did."""
    found = select(Job.key, Job.last_error, Job.failed_at.is_not(None)).where(
        Job.key.in_(keys), Job.last_error != ""
    )
    return {
        key: f"{error}, given up" if given_up else error
        for key, error, given_up in session.execute(found)
    }
