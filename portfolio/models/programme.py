"""Qualifications as published: groups, units, outcomes and criteria, shared by all centres."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portfolio.models.base import Base


class Qualification(Base):
    __tablename__ = "qualification"

    entry_code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    number: Mapped[str]
    level: Mapped[int]
    awarding_body: Mapped[str]
    grading: Mapped[str]
    guided_hours: Mapped[int | None]
    total_hours: Mapped[int | None]
    minimum_age: Mapped[int | None]
    age_bands: Mapped[list[str]] = mapped_column(default=list)
    """The approved age groups by name (``domain.registration.AGE_BANDS``)."""
    simulation: Mapped[bool] = mapped_column(default=False)
    """Whether evidence from simulated work is allowed at all."""
    closed_for_entry: Mapped[bool]
    last_entry_on: Mapped[date | None]
    last_certification_on: Mapped[date | None]
    facts_sha256: Mapped[str]
    """Of the catalogue file last loaded, so that loading again changes nothing."""

    groups: Mapped[list["UnitGroup"]] = relationship(order_by="UnitGroup.letter")
    placements: Mapped[list["UnitPlacement"]] = relationship(order_by="UnitPlacement.position")
    rules: Mapped[list["CombinationRule"]] = relationship(order_by="CombinationRule.version")


class CombinationRule(Base):
    """A version of a qualification's rule of combination, its parameters as data."""

    __tablename__ = "combination_rule"
    __table_args__ = (UniqueConstraint("qualification_id", "version"),)

    qualification_id: Mapped[UUID] = mapped_column(ForeignKey("qualification.id"))
    version: Mapped[int]
    parameters: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


class UnitGroup(Base):
    __tablename__ = "unit_group"
    __table_args__ = (UniqueConstraint("qualification_id", "letter"),)

    qualification_id: Mapped[UUID] = mapped_column(ForeignKey("qualification.id"))
    letter: Mapped[str]
    name: Mapped[str]
    mandatory: Mapped[bool]


class Unit(Base):
    """One unit, known by its reference in every qualification that lists it."""

    __tablename__ = "unit"

    reference: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    credit: Mapped[int]
    level: Mapped[int]
    guided_hours: Mapped[int | None]
    kind: Mapped[str] = mapped_column(default="competence")
    """Competence or knowledge, guessed from the title and used for hints only."""

    specifications: Mapped[list["UnitSpecification"]] = relationship(
        back_populates="unit", order_by="UnitSpecification.version"
    )


class UnitPlacement(Base):
    """A unit's number and group in one qualification."""

    __tablename__ = "unit_placement"
    __table_args__ = (
        UniqueConstraint("qualification_id", "unit_id"),
        UniqueConstraint("qualification_id", "unit_number"),
    )

    qualification_id: Mapped[UUID] = mapped_column(ForeignKey("qualification.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    unit_number: Mapped[str]
    group_letter: Mapped[str]
    mandatory: Mapped[bool]
    position: Mapped[int]

    unit: Mapped[Unit] = relationship()


class UnitSpecification(Base):
    """A version of a unit's outcomes and criteria; never changed once evidence is tagged to it."""

    __tablename__ = "unit_specification"
    __table_args__ = (UniqueConstraint("unit_id", "version"),)

    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    version: Mapped[int]
    demonstration: Mapped[bool]
    """Our own wording for trying the system, not the awarding organisation's."""
    created_at: Mapped[datetime]

    unit: Mapped[Unit] = relationship(back_populates="specifications")
    outcomes: Mapped[list["LearningOutcome"]] = relationship(order_by="LearningOutcome.number")


class LearningOutcome(Base):
    __tablename__ = "learning_outcome"
    __table_args__ = (UniqueConstraint("specification_id", "number"),)

    specification_id: Mapped[UUID] = mapped_column(ForeignKey("unit_specification.id"))
    number: Mapped[int]
    text: Mapped[str]

    criteria: Mapped[list["Criterion"]] = relationship(
        back_populates="outcome", order_by="Criterion.position"
    )


class Criterion(Base):
    """An assessment criterion, n.m; ``position`` sorts 1.10 after 1.9."""

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

    outcome: Mapped[LearningOutcome] = relationship(back_populates="criteria")
