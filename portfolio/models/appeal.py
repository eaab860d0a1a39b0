"""Appeals against assessment decisions, with the evidence frozen as it was (R-304)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portfolio.domain.actors import Facts
from portfolio.domain.appeals import Appealed, Part
from portfolio.domain.cases import Outcome
from portfolio.domain.states import EvidenceState
from portfolio.models.assessment import Decision, SignOff, UnitProgress
from portfolio.models.base import Base, words
from portfolio.models.case import Case
from portfolio.models.enrolment import Candidate
from portfolio.models.evidence import Evidence
from portfolio.models.person import User
from portfolio.models.specification import Criterion


class Appeal(Base):
    """What a case of kind Appeal is against: one candidate, one unit, one or more decisions."""

    __tablename__ = "appeal"
    __table_args__ = (
        UniqueConstraint("case_id"),
        CheckConstraint("(decided_at IS NULL) = (outcome IS NULL)", name="decided_with_outcome"),
        CheckConstraint("reviewer_id <> candidate_user_id", name="not_self_reviewed"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"))
    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("candidate.id"), index=True)
    candidate_user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit_progress.id"), index=True)
    grounds: Mapped[str]
    wanted: Mapped[str] = mapped_column(default="")
    """What should change, in the candidate's words."""
    received_at: Mapped[datetime]
    """When the decisions were named and the evidence was frozen."""
    snapshot: Mapped[dict[str, Any]]
    """Evidence, tags, decisions and feedback as they were; never changed afterwards."""
    snapshot_sha256: Mapped[str]
    """Of its canonical form."""
    reviewer_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"), index=True)
    """None while nobody who had nothing to do with the decision is named, which is flagged."""
    outcome: Mapped[Outcome | None] = mapped_column(words(Outcome))
    decided_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    """When it was decided, or withdrawn: from then on the evidence is free again."""
    version: Mapped[int] = mapped_column(default=1)

    case: Mapped[Case] = relationship()
    candidate: Mapped[Candidate] = relationship()
    unit: Mapped[UnitProgress] = relationship()
    reviewer: Mapped[User | None] = relationship(foreign_keys=[reviewer_id])
    points: Mapped[list["AppealPoint"]] = relationship(
        back_populates="appeal", order_by="AppealPoint.position"
    )
    involved: Mapped[list["AppealInvolved"]] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- read by SQLAlchemy, not shared

    def facts(self) -> Facts:
        """Its owner is the reviewer, for as long as the case is nobody else's to read."""
        return Facts(
            centre_id=self.case.centre_id,
            candidate_user_id=self.candidate_user_id,
            owner_user_id=self.reviewer_id,
        )


class AppealPoint(Base):
    """One decision appealed: on a criterion of an item, or on the sign-off of the unit."""

    __tablename__ = "appeal_point"
    __table_args__ = (
        CheckConstraint("(kind = 'Criterion') = (decision_id IS NOT NULL)", name="names_decision"),
        CheckConstraint("(outcome IS NULL) = (reasons = '')", name="outcome_with_reasons"),
        CheckConstraint("decided_by_id <> reviewer_id", name="reviewed_by_another"),
        Index("ix_appeal_point_decision_id", "decision_id"),
        Index("ix_appeal_point_superseding_id", "superseding_id"),
    )

    appeal_id: Mapped[UUID] = mapped_column(ForeignKey("appeal.id"), index=True)
    position: Mapped[int]
    kind: Mapped[Appealed] = mapped_column(words(Appealed))
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("decision.id"))
    evidence_id: Mapped[UUID | None] = mapped_column(ForeignKey("evidence.id"), index=True)
    criterion_id: Mapped[UUID | None] = mapped_column(ForeignKey("criterion.id"))
    sign_off_id: Mapped[UUID | None] = mapped_column(ForeignKey("sign_off.id"))
    """The one withdrawn."""
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    """Who made the original decision; None for a refusal while the unit had no assessor."""
    decided_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None] = mapped_column(words(Outcome))
    reasons: Mapped[str] = mapped_column(default="")
    reviewer_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    superseding_id: Mapped[UUID | None] = mapped_column(ForeignKey("decision.id"))
    """The reviewer's decision in the portfolio, where the finding made one."""

    appeal: Mapped[Appeal] = relationship(back_populates="points")
    decision: Mapped[Decision | None] = relationship(foreign_keys=[decision_id])
    superseding: Mapped[Decision | None] = relationship(foreign_keys=[superseding_id])
    evidence: Mapped[Evidence | None] = relationship()
    criterion: Mapped[Criterion | None] = relationship()
    sign_off: Mapped[SignOff | None] = relationship()
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])


class AppealInvolved(Base):
    """Somebody who had to do with what is appealed, and so never decides it (R-304)."""

    __tablename__ = "appeal_involved"
    __table_args__ = (UniqueConstraint("appeal_id", "user_id"),)

    appeal_id: Mapped[UUID] = mapped_column(ForeignKey("appeal.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    part: Mapped[Part] = mapped_column(words(Part))

    user: Mapped[User] = relationship(lazy="joined")


class EvidenceFreeze(Base):
    """An item held as it was while an appeal is open, and the state it goes back to."""

    __tablename__ = "evidence_freeze"
    __table_args__ = (
        UniqueConstraint("appeal_id", "evidence_id"),
        Index(
            "ix_evidence_freeze_open",
            "evidence_id",
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    appeal_id: Mapped[UUID] = mapped_column(ForeignKey("appeal.id"))
    evidence_id: Mapped[UUID] = mapped_column(ForeignKey("evidence.id"))
    state_before: Mapped[EvidenceState] = mapped_column(words(EvidenceState))
    since: Mapped[datetime]
    ended_at: Mapped[datetime | None]
