"""Procedures with their versions, who holds which office, and how a centre runs its service."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portfolio.domain.actors import Facts
from portfolio.domain.procedure import Office
from portfolio.models.base import Base, words
from portfolio.models.person import User


class Procedure(Base):
    """A profile: shared by all centres of the installation, or a centre's own copy (R-258)."""

    __tablename__ = "procedure"
    __table_args__ = (UniqueConstraint("centre_id", "key"),)

    centre_id: Mapped[UUID | None] = mapped_column(ForeignKey("centre.id"))
    """None for the shipped ones, which only the operator changes."""
    key: Mapped[str]
    name: Mapped[str]
    copied_from_id: Mapped[UUID | None] = mapped_column(ForeignKey("procedure.id"))
    created_at: Mapped[datetime]

    def facts(self) -> Facts:
        return Facts(centre_id=self.centre_id)


class ProcedureVersion(Base):
    """A version of a profile; once published it is never changed, for cases follow it."""

    __tablename__ = "procedure_version"
    __table_args__ = (UniqueConstraint("procedure_id", "number"),)

    procedure_id: Mapped[UUID] = mapped_column(ForeignKey("procedure.id"))
    number: Mapped[int]
    document: Mapped[dict[str, Any]]
    """Read by ``portfolio.domain.procedure_document``."""
    reason: Mapped[str] = mapped_column(default="")
    edits: Mapped[int] = mapped_column(default=1)
    """Of a draft: bumped with each change, so that two editors do not overwrite each other."""
    published_at: Mapped[datetime | None]
    """None while it is the draft."""
    published_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]

    procedure: Mapped[Procedure] = relationship()


class OfficeHolder(Base):
    """Somebody of the staff holds an office, for one provision area or for all."""

    __tablename__ = "office_holder"
    __table_args__ = (
        Index(
            "uq_office_holder_open",
            "centre_id",
            "office",
            "provision_area",
            "user_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    office: Mapped[Office] = mapped_column(words(Office))
    provision_area: Mapped[str] = mapped_column(default="")
    """Empty for every area that has no holder of its own."""
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    since: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()

    def facts(self) -> Facts:
        return Facts(centre_id=self.centre_id)


class ServiceSettings(Base):
    """How one centre runs complaints, appeals and enquiries; addresses unset are never guessed."""

    __tablename__ = "service_settings"

    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"), unique=True)
    procedure_id: Mapped[UUID] = mapped_column(ForeignKey("procedure.id"))
    complaints_inbox: Mapped[str] = mapped_column(default="")
    admin_address: Mapped[str] = mapped_column(default="")
    """Where a resolved stage's form goes (R-296); unset: not sent, and flagged."""
    head_office: Mapped[str] = mapped_column(default="")
    director_contact: Mapped[str] = mapped_column(default="")
    """How to reach the Managing Director, shown when an appeal can be made (R-289)."""
    contract_contact: Mapped[str] = mapped_column(default="")
    """How providers and employers contract with the centre (R-317)."""
    hold_to_morning: Mapped[bool] = mapped_column(default=False)
    """Hold escalation mails to the next working morning instead of sending at once (AMB-21)."""
    edits: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": edits}  # noqa: RUF012 -- read by SQLAlchemy, not shared

    procedure: Mapped[Procedure] = relationship()

    def facts(self) -> Facts:
        return Facts(centre_id=self.centre_id)


class HolidayChange(Base):
    """A day on which a centre's division does work, or does not, unlike the library knows."""

    __tablename__ = "holiday_change"
    __table_args__ = (UniqueConstraint("centre_id", "day"),)

    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    day: Mapped[date]
    works: Mapped[bool]
    label: Mapped[str] = mapped_column(default="")

    def facts(self) -> Facts:
        return Facts(centre_id=self.centre_id)


class SeniorMeeting(Base):
    """A senior management meeting: appeals and escalations are put to it (001 s6.0, s8.0)."""

    __tablename__ = "senior_meeting"
    __table_args__ = (UniqueConstraint("centre_id", "held_on"),)

    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    held_on: Mapped[date]
    note: Mapped[str] = mapped_column(default="")
    cancelled_at: Mapped[datetime | None]

    def facts(self) -> Facts:
        return Facts(centre_id=self.centre_id)
