"""Enquiries about results: what the centre asks an awarding organisation about (R-306, R-311)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portfolio.domain.actors import Facts
from portfolio.models.base import Base
from portfolio.models.case import Case
from portfolio.models.enrolment import Candidate
from portfolio.models.programme import Qualification, Unit


class ResultEnquiry(Base):
    """What a case of kind Enquiry about results asks, and what came of it."""

    __tablename__ = "result_enquiry"
    __table_args__ = (
        UniqueConstraint("case_id"),
        CheckConstraint("(result_on IS NULL) = (result = '')", name="result_with_date"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"))
    qualification_id: Mapped[UUID | None] = mapped_column(ForeignKey("qualification.id"))
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    """None where it is about the qualification as a whole."""
    reason: Mapped[str]
    reference: Mapped[str] = mapped_column(default="")
    """The awarding organisation's own, under which it answers."""
    asked_on: Mapped[date | None]
    """When the awarding organisation was asked; None until it was."""
    result: Mapped[str] = mapped_column(default="")
    result_on: Mapped[date | None]
    """When the result came; no limit is set for it (AMB-30)."""
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    recorded_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    case: Mapped[Case] = relationship()
    qualification: Mapped[Qualification | None] = relationship()
    unit: Mapped[Unit | None] = relationship()
    candidates: Mapped[list["EnquiryCandidate"]] = relationship(back_populates="enquiry")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- read by SQLAlchemy, not shared

    def facts(self) -> Facts:
        return self.case.facts()


class EnquiryCandidate(Base):
    """A candidate whose result is asked about."""

    __tablename__ = "enquiry_candidate"
    __table_args__ = (UniqueConstraint("enquiry_id", "candidate_id"),)

    enquiry_id: Mapped[UUID] = mapped_column(ForeignKey("result_enquiry.id"))
    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("candidate.id"), index=True)

    enquiry: Mapped[ResultEnquiry] = relationship(back_populates="candidates")
    candidate: Mapped[Candidate] = relationship()
