"""Registers of a year's cases that somebody asked for, made by a job (R-290)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portfolio.domain.actors import Facts
from portfolio.models.base import BYTES, Base
from portfolio.models.person import User


class CaseRegister(Base):
    """Every case of one year as a CSV and a PDF; deleted some time after it was made."""

    __tablename__ = "case_register"
    __table_args__ = (Index("ix_case_register_centre_id_asked_at", "centre_id", "asked_at"),)

    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    year: Mapped[int]
    unmasked: Mapped[bool]
    """With the names of those who brought the cases; else with their initials."""
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    asked_at: Mapped[datetime]
    made_at: Mapped[datetime | None]
    """None while it is being made; the keys and sizes are there from then on."""
    cases: Mapped[int] = mapped_column(default=0)
    csv_key: Mapped[str | None] = mapped_column(unique=True)
    csv_size: Mapped[int] = mapped_column(BYTES, default=0)
    pdf_key: Mapped[str | None] = mapped_column(unique=True)
    pdf_size: Mapped[int] = mapped_column(BYTES, default=0)

    asked_by: Mapped[User] = relationship()

    def facts(self) -> Facts:
        return Facts(centre_id=self.centre_id)
