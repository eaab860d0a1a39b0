"""A candidate's way through a unit: judgements, declarations and sign-offs."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portfolio.domain.actors import Facts
from portfolio.domain.states import DecisionOutcome, DecisionStage, EvidenceState, UnitState
from portfolio.models.base import Base, words
from portfolio.models.enrolment import Candidate
from portfolio.models.person import User
from portfolio.models.programme import Unit
from portfolio.models.specification import Criterion, UnitSpecification


class UnitProgress(Base):
    """One candidate and one unit, whichever of their qualifications list it (003 s5.1)."""

    __tablename__ = "unit_progress"
    __table_args__ = (UniqueConstraint("candidate_id", "unit_id"),)

    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("candidate.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    specification_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit_specification.id"))
    """The version of the criteria this candidate works to; none while they are not loaded."""
    state: Mapped[UnitState] = mapped_column(words(UnitState), default=UnitState.NOT_STARTED)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]

    candidate: Mapped[Candidate] = relationship()
    unit: Mapped[Unit] = relationship()
    specification: Mapped[UnitSpecification | None] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- read by SQLAlchemy, not shared

    def facts(self) -> Facts:
        return self.candidate.facts()


class Assessment(Base):
    """One act of judging an item: open while the assessor works, then released with feedback."""

    __tablename__ = "assessment"
    __table_args__ = (
        CheckConstraint("(released_at IS NULL) = (outcome IS NULL)", name="released_with_outcome"),
        CheckConstraint("released_at IS NULL OR feedback <> ''", name="released_with_feedback"),
        Index(
            "uq_assessment_open",
            "evidence_id",
            unique=True,
            sqlite_where=text("released_at IS NULL"),
            postgresql_where=text("released_at IS NULL"),
        ),
    )

    evidence_id: Mapped[UUID] = mapped_column(ForeignKey("evidence.id"), index=True)
    assessor_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    stage: Mapped[DecisionStage] = mapped_column(
        words(DecisionStage), default=DecisionStage.SUMMATIVE
    )
    methods: Mapped[list[str]] = mapped_column(default=list)
    feedback: Mapped[str] = mapped_column(default="")
    draft: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Judgements not yet recorded, by criterion id: nobody but assessors ever sees them."""
    version: Mapped[int] = mapped_column(default=1)
    outcome: Mapped[EvidenceState | None] = mapped_column(words(EvidenceState))
    begun_at: Mapped[datetime]
    released_at: Mapped[datetime | None]

    assessor: Mapped[User] = relationship()
    decisions: Mapped[list["Decision"]] = relationship(back_populates="assessment")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- read by SQLAlchemy, not shared


class Decision(Base):
    """Met or not yet, for one criterion on one item; changed only by a later one."""

    __tablename__ = "decision"
    __table_args__ = (
        CheckConstraint("justification <> ''", name="justified"),
        Index(
            "uq_decision_current",
            "evidence_id",
            "criterion_id",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
        Index("ix_decision_unit_id", "unit_id", "criterion_id"),
    )

    assessment_id: Mapped[UUID] = mapped_column(ForeignKey("assessment.id"), index=True)
    evidence_id: Mapped[UUID] = mapped_column(ForeignKey("evidence.id"), index=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit_progress.id"))
    criterion_id: Mapped[UUID] = mapped_column(ForeignKey("criterion.id"), index=True)
    outcome: Mapped[DecisionOutcome] = mapped_column(words(DecisionOutcome))
    stage: Mapped[DecisionStage] = mapped_column(words(DecisionStage))
    methods: Mapped[list[str]]
    justification: Mapped[str]
    assessor_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]
    superseded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    superseded_reason: Mapped[str] = mapped_column(default="")

    assessment: Mapped[Assessment] = relationship(back_populates="decisions")
    criterion: Mapped[Criterion] = relationship()
    assessor: Mapped[User] = relationship(foreign_keys=[assessor_id])


class Declaration(Base):
    """The candidate's signature that a unit's evidence is their own work (RD10, 002 s5.7)."""

    __tablename__ = "declaration"
    __table_args__ = (
        Index(
            "uq_declaration_standing",
            "unit_id",
            unique=True,
            sqlite_where=text("voided_at IS NULL"),
            postgresql_where=text("voided_at IS NULL"),
        ),
        Index("ix_declaration_unit_id", "unit_id", "signed_at"),
    )

    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit_progress.id"))
    signed_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    signed_role: Mapped[str]
    signed_at: Mapped[datetime]
    wording_version: Mapped[str]
    content: Mapped[dict[str, Any]]
    """Exactly what was signed; ``content_sha256`` is of its canonical form."""
    content_sha256: Mapped[str]
    network_address: Mapped[str] = mapped_column(default="")
    voided_at: Mapped[datetime | None]
    voided_reason: Mapped[str] = mapped_column(default="")

    signed_by: Mapped[User] = relationship()


class SignOff(Base):
    """The assessor's signature that the unit is achieved; withdrawn by addition, never erased."""

    __tablename__ = "sign_off"
    __table_args__ = (
        CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)", name="withdrawn_by_somebody"
        ),
        CheckConstraint("signed_by_id <> candidate_user_id", name="not_self_signed"),
        Index(
            "uq_sign_off_standing",
            "unit_id",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
        Index("ix_sign_off_unit_id", "unit_id", "signed_at"),
    )

    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit_progress.id"))
    candidate_user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    signed_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    signed_role: Mapped[str]
    signed_at: Mapped[datetime]
    authenticity: Mapped[list[str]]
    """How authenticity was checked: the words ticked (002 s5.7)."""
    authenticity_note: Mapped[str] = mapped_column(default="")
    comment: Mapped[str] = mapped_column(default="")
    wording_version: Mapped[str]
    content: Mapped[dict[str, Any]]
    content_sha256: Mapped[str]
    network_address: Mapped[str] = mapped_column(default="")
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    withdrawn_reason: Mapped[str] = mapped_column(default="")

    signed_by: Mapped[User] = relationship(foreign_keys=[signed_by_id])
    withdrawn_by: Mapped[User | None] = relationship(foreign_keys=[withdrawn_by_id])
