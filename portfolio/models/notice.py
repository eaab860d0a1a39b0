"""Notices to people, in the app and by e-mail; what the next page says; answers given to a form."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.domain.actors import Facts
from portfolio.domain.flashes import Tone
from portfolio.models.base import Base, words


class Notice(Base):
    """News for one person: a sentence without personal data, and where to look."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("key"),
        Index("ix_notice_user_id_read_at", "user_id", "read_at"),
        Index("ix_notice_path", "path"),
    )

    key: Mapped[str]
    """What happened and to whom it is told, so that one deed tells once."""
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    kind: Mapped[str]
    text: Mapped[str]
    path: Mapped[str]
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    mailed_at: Mapped[datetime | None]

    def facts(self) -> Facts:
        return Facts(owner_user_id=self.user_id)


class Flash(Base):
    """What the next page of one browser says once; it may name people, so no cookie carries it."""

    __tablename__ = "flash"

    sign_in_id: Mapped[UUID] = mapped_column(ForeignKey("sign_in.id"), index=True)
    tone: Mapped[Tone] = mapped_column(words(Tone))
    text: Mapped[str]
    created_at: Mapped[datetime]


class FormKey(Base):
    """The one-time key of a form and where its first sending led: a second press gets that."""

    __tablename__ = "form_key"
    __table_args__ = (UniqueConstraint("user_id", "key"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    key: Mapped[str]
    led_to: Mapped[str]
    used_at: Mapped[datetime]
