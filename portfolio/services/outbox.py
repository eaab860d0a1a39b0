"""The only writer of jobs: effects are queued in the same transaction as the deed."""

from datetime import datetime
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.models.job import Job


def enqueue(
    session: Session,
    name: str,
    key: str,
    arguments: dict[str, Any],
    due_at: datetime | None = None,
) -> None:
    """Queue job ``name`` once under ``key``; a key already queued changes nothing."""
    if session.scalar(select(exists().where(Job.key == key))):
        return
    moment = clock.now()
    session.add(
        Job(name=name, key=key, arguments=arguments, due_at=due_at or moment, created_at=moment)
    )


def again(session: Session, name: str, key: str, arguments: dict[str, Any]) -> None:
    """Have a job done now that waits for its time or was given up; one that is running goes on."""
    job = session.scalar(select(Job).where(Job.key == key).with_for_update())
    if job is None:
        enqueue(session, name, key, arguments)
    elif job.done_at is None and job.lease_token is None:
        job.due_at = clock.now()
        job.failed_at = None
        job.attempts = 0
