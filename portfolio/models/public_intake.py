"""What people without an account sent, as far as it is no case: files that wait, and how much."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.models.base import BYTES, Base


class StagedFile(Base):
    """A file that came with a form which could not be taken yet; the corrected form finds it."""

    __tablename__ = "staged_file"

    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    form_key: Mapped[str] = mapped_column(index=True)
    """Of the form it came with: unguessable, signed, for one sending."""
    key: Mapped[str] = mapped_column(unique=True)
    """Of the object in the store."""
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int] = mapped_column(BYTES)
    sha256: Mapped[str]
    staged_at: Mapped[datetime] = mapped_column(index=True)


class PublicSending(Base):
    """One thing sent without an account: counted against the limits, and found by a second press.

    Where it came from is kept as a keyed hash that changes every day, never as an address.
    """

    __tablename__ = "public_sending"
    __table_args__ = (Index("ix_public_sending_centre_id_at", "centre_id", "at"),)

    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    sender: Mapped[str]
    at: Mapped[datetime]
    bytes: Mapped[int] = mapped_column(BYTES, default=0)
    """Of the files taken in; 0 for what was sent without any."""
    form_key: Mapped[str | None] = mapped_column(unique=True)
    """Of the form that was taken; None for files that came with one refused."""
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("case.id"), index=True)
