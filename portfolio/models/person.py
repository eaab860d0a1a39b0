"""People, the centres they work with, and in which roles."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portfolio.domain.actors import Facts, Role
from portfolio.domain.states import NoticeDelivery
from portfolio.models.base import Base, words


class Centre(Base):
    __tablename__ = "centre"
    __table_args__ = (Index("uq_centre_slug", "slug", unique=True),)

    name: Mapped[str]
    number: Mapped[str] = mapped_column(default="")
    division: Mapped[str] = mapped_column(default="England")
    slug: Mapped[str] = mapped_column(default=lambda: uuid4().hex[:12], server_default="")
    """What its public pages are found under: /service/<slug>."""
    created_at: Mapped[datetime]

    def facts(self) -> Facts:
        return Facts(centre_id=self.id)


class User(Base):
    """One person: one account and one e-mail address, whatever the number of roles."""

    __tablename__ = "user"

    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str | None]
    delivery: Mapped[NoticeDelivery] = mapped_column(
        words(NoticeDelivery), default=NoticeDelivery.AT_ONCE
    )
    privacy_read_at: Mapped[datetime | None]
    privacy_version: Mapped[str | None]
    originality_confirmed_at: Mapped[datetime | None]
    """When the candidate confirmed what plagiarism is and what follows it (002 s5.7)."""
    closed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    def facts(self) -> Facts:
        return Facts(owner_user_id=self.id)


class RoleGrant(Base):
    """A role of one person at one centre, from a date to a date, in force once accepted."""

    __tablename__ = "role_grant"
    __table_args__ = (
        Index(
            "uq_role_grant_open",
            "user_id",
            "centre_id",
            "role",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
        Index("ix_role_grant_centre_id_role", "centre_id", "role"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    role: Mapped[Role] = mapped_column(words(Role))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    accepted_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    granted_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]

    user: Mapped[User] = relationship(foreign_keys=[user_id])
    centre: Mapped[Centre] = relationship()

    def facts(self) -> Facts:
        return Facts(centre_id=self.centre_id)


class Invitation(Base):
    """A single-use link by which a person takes up a role; only its hash is kept."""

    __tablename__ = "invitation"
    __table_args__ = (Index("ix_invitation_centre_id_created_at", "centre_id", "created_at"),)

    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    grant_id: Mapped[UUID] = mapped_column(ForeignKey("role_grant.id"), index=True)
    name: Mapped[str]
    email: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    sent_times: Mapped[int] = mapped_column(default=0)
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]

    grant: Mapped[RoleGrant] = relationship()

    def facts(self) -> Facts:
        return Facts(centre_id=self.centre_id)


class SignIn(Base):
    """A signed-in browser, revocable on the server; only the hash of its token is kept."""

    __tablename__ = "sign_in"

    token_hash: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    grant_id: Mapped[UUID | None] = mapped_column(ForeignKey("role_grant.id"))
    device: Mapped[str]
    kept: Mapped[bool] = mapped_column(default=False)
    """"Keep me signed in on this phone": 30 days; declarations still ask for the password."""
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    idle_until: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()
    grant: Mapped[RoleGrant | None] = relationship()

    def facts(self) -> Facts:
        return Facts(owner_user_id=self.user_id)


class SignInFailure(Base):
    """Failed sign-ins of one address or one network address, counted for slowing down."""

    __tablename__ = "sign_in_failure"

    key: Mapped[str] = mapped_column(unique=True)
    """A keyed hash, so that the table names nobody."""
    failures: Mapped[int]
    last_at: Mapped[datetime]
    blocked_until: Mapped[datetime | None]


class PasswordReset(Base):
    __tablename__ = "password_reset"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    user: Mapped[User] = relationship()
