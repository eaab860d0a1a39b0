"""Unit documents somebody sent: read by a job, then corrected until their units are saved."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.domain.actors import Facts
from portfolio.models.base import Base


class UnitImport(Base):
    """A document whose units are not in the catalogue yet, or not all of them."""

    __tablename__ = "unit_import"
    __table_args__ = (CheckConstraint("document IS NULL OR reading IS NULL", name="read_once"),)

    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    name: Mapped[str]
    """Of the file, as it was sent."""
    document: Mapped[bytes | None]
    """The file as it was sent, until it is read."""
    reading: Mapped[bytes | None]
    """Its lines and units with what was corrected, as JSON compressed by zlib."""
    refusal: Mapped[str] = mapped_column(default="")
    """Why it cannot be read, in words for the person who sent it."""
    edits: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(index=True)

    @property
    def is_waiting(self) -> bool:
        """Whether the document is still to be read."""
        return self.document is not None

    def facts(self) -> Facts:
        return Facts(centre_id=self.centre_id)
