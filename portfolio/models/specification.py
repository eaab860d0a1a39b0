"""The outcomes and criteria of a unit in their versions, and what a centre notes on them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portfolio.domain.actors import Facts
from portfolio.models.base import Base
from portfolio.models.person import User
from portfolio.models.programme import Unit, shared_and_own

OUTCOME, REQUIREMENTS = "outcome", "requirements"
"""Kinds of ``LearningOutcome``."""


class UnitSpecification(Base):
    """A version of a unit's outcomes and criteria: a draft, or published and never changed."""

    __tablename__ = "unit_specification"
    __table_args__ = (
        *shared_and_own("unit_specification", "unit_id", "version"),
        Index(
            "uq_unit_specification_draft",
            "unit_id",
            "centre_id",
            unique=True,
            sqlite_where=text("published_at IS NULL AND centre_id IS NOT NULL"),
            postgresql_where=text("published_at IS NULL AND centre_id IS NOT NULL"),
        ),
    )

    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    centre_id: Mapped[UUID | None] = mapped_column(ForeignKey("centre.id"))
    """Whose own wording it is; a centre may load its own criteria of a shared unit."""
    version: Mapped[int]
    demonstration: Mapped[bool]
    """Our own wording for trying the system, not the awarding organisation's."""
    created_at: Mapped[datetime]
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    edits: Mapped[int] = mapped_column(default=1, server_default="1")
    """Of a draft: counted up by every change, so that two people do not overwrite each other."""
    source_name: Mapped[str] = mapped_column(default="", server_default="")
    """The document it was read from, by its file name; empty when it was typed."""
    expires_on: Mapped[date | None]
    """End of the unit's accreditation, as its document says (003 s6.2)."""
    purpose: Mapped[str] = mapped_column(default="", server_default="")
    knowledge: Mapped[str] = mapped_column(default="", server_default="")
    """Knowledge, understanding and skills."""
    assessed_how: Mapped[str] = mapped_column(default="", server_default="")
    guidance: Mapped[str] = mapped_column(default="", server_default="")
    nos_codes: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    resources: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    document_url: Mapped[str] = mapped_column(default="", server_default="")
    """Where the awarding organisation keeps the unit's document."""

    unit: Mapped[Unit] = relationship(back_populates="specifications")
    published_by: Mapped[User | None] = relationship(foreign_keys=[published_by_id])
    outcomes: Mapped[list["LearningOutcome"]] = relationship(order_by="LearningOutcome.number")


class LearningOutcome(Base):
    """An outcome with its criteria, or the unit's evidence requirements, which come last."""

    __tablename__ = "learning_outcome"
    __table_args__ = (UniqueConstraint("specification_id", "number"),)

    specification_id: Mapped[UUID] = mapped_column(ForeignKey("unit_specification.id"))
    number: Mapped[int]
    text: Mapped[str]
    kind: Mapped[str] = mapped_column(default=OUTCOME, server_default=OUTCOME)

    criteria: Mapped[list["Criterion"]] = relationship(
        back_populates="outcome", order_by="Criterion.position"
    )


class Criterion(Base):
    """An assessment criterion, n.m, or an evidence requirement, ERn (003 s3.17).

    ``position`` sorts 1.10 after 1.9 and the requirements after every criterion.
    """

    __tablename__ = "criterion"
    __table_args__ = (
        UniqueConstraint("specification_id", "criterion_number"),
        Index("ix_criterion_specification_id_position", "specification_id", "position"),
    )

    specification_id: Mapped[UUID] = mapped_column(ForeignKey("unit_specification.id"))
    outcome_id: Mapped[UUID] = mapped_column(ForeignKey("learning_outcome.id"), index=True)
    criterion_number: Mapped[str]
    position: Mapped[int]
    text: Mapped[str]
    guidance: Mapped[str] = mapped_column(default="", server_default="")
    """Additional guidance, never exhaustive (002 s5.1; 003 s3.1)."""

    outcome: Mapped[LearningOutcome] = relationship(back_populates="criteria")


class CriterionNote(Base):
    """A centre's own context note on a criterion, which stays as it is (002 s5.1)."""

    __tablename__ = "criterion_note"
    __table_args__ = (UniqueConstraint("centre_id", "criterion_id"),)

    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    criterion_id: Mapped[UUID] = mapped_column(ForeignKey("criterion.id"), index=True)
    text: Mapped[str]
    written_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    written_at: Mapped[datetime]

    def facts(self) -> Facts:
        return Facts(centre_id=self.centre_id)


class ResourceConfirmation(Base):
    """A centre's word that a resource a unit needs is there for its candidates (003 s2.11)."""

    __tablename__ = "resource_confirmation"
    __table_args__ = (UniqueConstraint("centre_id", "unit_id", "resource"),)

    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    resource: Mapped[str]
    confirmed_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    confirmed_at: Mapped[datetime]

    def facts(self) -> Facts:
        return Facts(centre_id=self.centre_id)
