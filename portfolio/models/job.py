"""Work to be done after a deed, queued in the same transaction as the deed.

A row, not a broker: measured, queues that take a job off before running it lose it when the
worker is killed. A lease that runs out hands the job to the next worker.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.models.base import Base


class Job(Base):
    __tablename__ = "job"
    __table_args__ = (Index("ix_job_due", "done_at", "failed_at", "due_at"),)

    name: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)
    """What makes the job one of a kind: enqueuing it again changes nothing."""
    arguments: Mapped[dict[str, Any]]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    lease_token: Mapped[UUID | None]
    leased_until: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]


class OutgoingMail(Base):
    """A mail as it will be sent; its Message-ID stays the same however often it is tried."""

    __tablename__ = "outgoing_mail"

    message_id: Mapped[str] = mapped_column(unique=True)
    to: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    queued_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(default="")
