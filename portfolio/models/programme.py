"""Qualifications, their groups, units, outcomes and criteria, each in its versions.

What has no centre is shared by all centres of the installation; the rest is one centre's own.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portfolio.domain.actors import Facts
from portfolio.models.base import Base
from portfolio.models.person import User

if TYPE_CHECKING:
    from portfolio.models.specification import UnitSpecification


def shared_and_own(table: str, *columns: str) -> tuple[Index, Index]:
    """Unique once among what is shared, and once among what each centre has of its own."""
    name = f"uq_{table}_{'_'.join(columns)}"
    return (
        Index(
            f"{name}_shared",
            *columns,
            unique=True,
            sqlite_where=text("centre_id IS NULL"),
            postgresql_where=text("centre_id IS NULL"),
        ),
        Index(
            f"{name}_own",
            "centre_id",
            *columns,
            unique=True,
            sqlite_where=text("centre_id IS NOT NULL"),
            postgresql_where=text("centre_id IS NOT NULL"),
        ),
    )


class Qualification(Base):
    __tablename__ = "qualification"
    __table_args__ = shared_and_own("qualification", "entry_code")

    centre_id: Mapped[UUID | None] = mapped_column(ForeignKey("centre.id"))
    """Whose own it is; none when it is shared by all centres."""
    entry_code: Mapped[str]
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
    about: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """What its page says of it: ``domain.qualification_about``."""

    groups: Mapped[list["UnitGroup"]] = relationship(order_by="UnitGroup.letter")
    placements: Mapped[list["UnitPlacement"]] = relationship(order_by="UnitPlacement.position")
    rules: Mapped[list["CombinationRule"]] = relationship(
        back_populates="qualification", order_by="CombinationRule.version"
    )
    """Of every version and every centre: what one centre sees comes by ``queries.catalogue``."""

    def facts(self) -> Facts:
        return Facts(centre_id=self.centre_id)


class CombinationRule(Base):
    """A version of a qualification: its rule of combination and the list of units it is over.

    A centre's own version of a shared qualification is its reading of an open question.
    """

    __tablename__ = "combination_rule"
    __table_args__ = (*shared_and_own("combination_rule", "qualification_id", "version"),)

    qualification_id: Mapped[UUID] = mapped_column(ForeignKey("qualification.id"))
    centre_id: Mapped[UUID | None] = mapped_column(ForeignKey("centre.id"))
    version: Mapped[int]
    structure_version: Mapped[int] = mapped_column(default=1, server_default="1")
    """Which groups and placements belong to it: those that stand at this number."""
    parameters: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(default="", server_default="")
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    """None while it is a draft: nobody can be registered on it."""
    published_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))

    qualification: Mapped[Qualification] = relationship(back_populates="rules")
    published_by: Mapped[User | None] = relationship(foreign_keys=[published_by_id])

    @property
    def is_reading(self) -> bool:
        """Whether a centre of its own reads a qualification so that is shared by all."""
        return self.centre_id is not None and self.qualification.centre_id is None


class UnitGroup(Base):
    """A group of units, from one version of the structure until before another."""

    __tablename__ = "unit_group"
    __table_args__ = (UniqueConstraint("qualification_id", "letter", "since_version"),)

    qualification_id: Mapped[UUID] = mapped_column(ForeignKey("qualification.id"))
    letter: Mapped[str]
    name: Mapped[str]
    mandatory: Mapped[bool]
    since_version: Mapped[int] = mapped_column(default=1, server_default="1")
    until_version: Mapped[int | None]
    """The first version without it; none while it stands."""


class Unit(Base):
    """One unit, known by its reference in every qualification that lists it."""

    __tablename__ = "unit"
    __table_args__ = shared_and_own("unit", "reference")

    centre_id: Mapped[UUID | None] = mapped_column(ForeignKey("centre.id"))
    reference: Mapped[str]
    title: Mapped[str]
    credit: Mapped[int]
    level: Mapped[int]
    guided_hours: Mapped[int | None]
    kind: Mapped[str] = mapped_column(default="competence")
    """Competence or knowledge, guessed from the title and used for hints only."""

    specifications: Mapped[list["UnitSpecification"]] = relationship(
        back_populates="unit", order_by="UnitSpecification.version"
    )

    def facts(self) -> Facts:
        return Facts(centre_id=self.centre_id)


class UnitPlacement(Base):
    """A unit's number and group in one qualification, from a version until before another."""

    __tablename__ = "unit_placement"
    __table_args__ = (
        UniqueConstraint("qualification_id", "unit_id", "since_version"),
        UniqueConstraint("qualification_id", "unit_number", "since_version"),
    )

    qualification_id: Mapped[UUID] = mapped_column(ForeignKey("qualification.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    unit_number: Mapped[str]
    group_letter: Mapped[str]
    mandatory: Mapped[bool]
    position: Mapped[int]
    since_version: Mapped[int] = mapped_column(default=1, server_default="1")
    until_version: Mapped[int | None]

    unit: Mapped[Unit] = relationship()


class CentreQualification(Base):
    """What a centre keeps of its own about a qualification: the awarding body's dates as told."""

    __tablename__ = "centre_qualification"
    __table_args__ = (UniqueConstraint("centre_id", "qualification_id"),)

    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    qualification_id: Mapped[UUID] = mapped_column(ForeignKey("qualification.id"), index=True)
    last_entry_on: Mapped[date | None]
    last_certification_on: Mapped[date | None]
    """Inclusive, as is the other; each goes before the published one (002 s8.4; 003 s2.1)."""
    changed_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    changed_at: Mapped[datetime]

    def facts(self) -> Facts:
        return Facts(centre_id=self.centre_id)
