"""Files that are in the portfolios of two candidates, and how each picture looks."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portfolio.models.base import Base
from portfolio.models.evidence import EvidenceFile
from portfolio.models.person import User


class PicturePrint(Base):
    """How a picture looks, as 32 hexadecimal digits of ``domain.likeness``."""

    __tablename__ = "picture_print"
    __table_args__ = (UniqueConstraint("file_id"),)

    file_id: Mapped[UUID] = mapped_column(ForeignKey("evidence_file.id"))
    bits: Mapped[str]

    @property
    def number(self) -> int:
        return int(self.bits, 16)


class PictureBand(Base):
    """One band of a picture's bits, by which near pictures of the same centre are looked up."""

    __tablename__ = "picture_band"
    __table_args__ = (Index("ix_picture_band_centre_id_band", "centre_id", "band"),)

    print_id: Mapped[UUID] = mapped_column(ForeignKey("picture_print.id"), index=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    band: Mapped[int]


class SameFile(Base):
    """A file of one candidate that is, or looks like, a file of another at the same centre (R-127).

    A finding, never a verdict. Nothing in it is for candidates.
    """

    __tablename__ = "same_file"
    __table_args__ = (
        UniqueConstraint("first_file_id", "second_file_id"),
        CheckConstraint("first_file_id <> second_file_id", name="two_files"),
        CheckConstraint(
            "(settled_at IS NULL) = (settled_by_id IS NULL) "
            "AND (settled_at IS NULL) = (reason = '')",
            name="settled_with_reason",
        ),
    )

    first_file_id: Mapped[UUID] = mapped_column(ForeignKey("evidence_file.id"))
    """The one with the lower id, so that a pair is recorded once."""
    second_file_id: Mapped[UUID] = mapped_column(ForeignKey("evidence_file.id"), index=True)
    bits_apart: Mapped[int | None]
    """None for the same bytes; else in how many bits the two pictures differ."""
    found_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str] = mapped_column(default="")
    """Why it is all right, in an assessor's words."""

    first: Mapped[EvidenceFile] = relationship(foreign_keys=[first_file_id])
    second: Mapped[EvidenceFile] = relationship(foreign_keys=[second_file_id])
    settled_by: Mapped[User | None] = relationship()
