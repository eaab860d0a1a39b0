"""What candidates think of their course (001 s4.0)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portfolio.domain.actors import Facts
from portfolio.models.base import Base
from portfolio.models.case import Case
from portfolio.models.enrolment import Candidate


class CourseReview(Base):
    """One candidate's review of the course; it can be a complaint as well (R-346)."""

    __tablename__ = "course_review"
    __table_args__ = (Index("ix_course_review_centre_id_reviewed_at", "centre_id", "reviewed_at"),)

    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("candidate.id"), index=True)
    ratings: Mapped[dict[str, Any]]
    """What was rated, as the form asked it, and how from 1 to 5; what was left out is not there."""
    went_well: Mapped[str] = mapped_column(default="")
    to_improve: Mapped[str] = mapped_column(default="")
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("case.id"), index=True)
    """The informal complaint it was turned into, where the candidate asked for that."""
    reviewed_at: Mapped[datetime]

    candidate: Mapped[Candidate] = relationship()
    case: Mapped[Case | None] = relationship()

    def facts(self) -> Facts:
        return Facts(centre_id=self.centre_id, candidate_user_id=self.candidate.user_id)
