"""Support of providers and staff: meetings, guidance passed on, useful links, development."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portfolio.domain.actors import Facts
from portfolio.models.base import Base
from portfolio.models.person import User


class SupportMeeting(Base):
    """A meeting with a provider, planned because it is needed (R-318)."""

    __tablename__ = "support_meeting"
    __table_args__ = (
        Index("ix_support_meeting_centre_id_planned_on", "centre_id", "planned_on"),
        CheckConstraint("(held_on IS NULL) = (recorded_by_id IS NULL)", name="recorded_by"),
    )

    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    provider: Mapped[str]
    planned_on: Mapped[date]
    need: Mapped[str]
    """Why it is planned, and so how often."""
    held_on: Mapped[date | None]
    offered: Mapped[str] = mapped_column(default="")
    """What we told the provider."""
    received: Mapped[str] = mapped_column(default="")
    """What the provider told us."""
    planned_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    recorded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]

    def facts(self) -> Facts:
        return Facts(centre_id=self.centre_id)


class Guidance(Base):
    """Something a provider was told that its learners must learn of too."""

    __tablename__ = "guidance"
    __table_args__ = (Index("ix_guidance_centre_id_given_on", "centre_id", "given_on"),)

    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    meeting_id: Mapped[UUID | None] = mapped_column(ForeignKey("support_meeting.id"), index=True)
    provider: Mapped[str]
    given_on: Mapped[date]
    given_how: Mapped[str]
    text: Mapped[str]
    given_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]
    passed_on_on: Mapped[date | None]
    """When the provider passed it on, as the provider says."""
    passed_on_by: Mapped[str] = mapped_column(default="")
    """Who at the provider said so."""

    given_by: Mapped[User] = relationship()

    def facts(self) -> Facts:
        return Facts(centre_id=self.centre_id)


class UsefulLink(Base):
    """An organisation outside and how to reach it, as the centre keeps it (R-323, R-324)."""

    __tablename__ = "useful_link"
    __table_args__ = (Index("ix_useful_link_centre_id_position", "centre_id", "position"),)

    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    name: Mapped[str]
    about: Mapped[str] = mapped_column(default="")
    website: Mapped[str] = mapped_column(default="")
    post: Mapped[str] = mapped_column(default="")
    """The postal address, one line a line."""
    telephone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    takes_complaints: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Shown to candidates where they read whom they may turn to."""
    checked_on: Mapped[date | None]
    """When somebody last saw that all this still holds."""
    position: Mapped[int]

    def facts(self) -> Facts:
        return Facts(centre_id=self.centre_id)


class DevelopmentEntry(Base):
    """What one of the staff did for their professional development (R-325)."""

    __tablename__ = "development_entry"
    __table_args__ = (Index("ix_development_entry_user_id_centre_id", "user_id", "centre_id"),)

    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"), index=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    done_on: Mapped[date]
    title: Mapped[str]
    course: Mapped[str] = mapped_column(default="")
    """The course of an awarding organisation it was, empty where it was none."""
    minutes: Mapped[int]
    learnt: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()

    def facts(self) -> Facts:
        return Facts(centre_id=self.centre_id, owner_user_id=self.user_id)
