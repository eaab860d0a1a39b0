"""What is kept with a case: its history, messages, files, outside bodies, escalations, links."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portfolio.domain.actors import Facts
from portfolio.domain.cases import EntryKind
from portfolio.domain.procedure import Office
from portfolio.domain.states import FileState
from portfolio.models.base import BYTES, Base, words
from portfolio.models.case import Case
from portfolio.models.job import OutgoingMail
from portfolio.models.person import User


class CaseEntry(Base):
    """A line of a case's history; never changed, never deleted (R-264)."""

    __tablename__ = "case_entry"
    __table_args__ = (Index("ix_case_entry_case_id_at", "case_id", "at"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"))
    at: Mapped[datetime]
    kind: Mapped[EntryKind] = mapped_column(words(EntryKind))
    title: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    by_words: Mapped[str] = mapped_column(default="")
    """Who did it where that is no account: "the system", "the complainant"."""
    staff_only: Mapped[bool] = mapped_column(default=True)
    """Whether the person's private link leaves it out."""
    planned_at: Mapped[datetime | None]
    """Of steps done by the clock: when they were due, beside when they happened."""
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)

    by: Mapped[User | None] = relationship()


class CaseMessage(Base):
    """Something written to the person: what was sent, and when."""

    __tablename__ = "case_message"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    template: Mapped[str]
    to: Mapped[str]
    """Empty when no address was supplied: it is printed and sent by post, and flagged until so."""
    subject: Mapped[str]
    text: Mapped[str]
    with_procedure: Mapped[bool] = mapped_column(default=False)
    withheld_reason: Mapped[str] = mapped_column(default="")
    """Why part of what was asked is not disclosed (R-271)."""
    mail_id: Mapped[UUID | None] = mapped_column(ForeignKey("outgoing_mail.id"))
    posted_at: Mapped[datetime | None]
    written_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    written_at: Mapped[datetime]

    mail: Mapped[OutgoingMail | None] = relationship()


class CaseFile(Base):
    """A file kept with a case; it opens only once it is stored."""

    __tablename__ = "case_file"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int] = mapped_column(BYTES)
    sha256: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)
    """Of the object in the store."""
    state: Mapped[FileState] = mapped_column(words(FileState), default=FileState.CHECKING)
    state_reason: Mapped[str] = mapped_column(default="")
    scan: Mapped[str] = mapped_column(default="")
    """How the virus check went, in words of ``portfolio.domain.file_states``."""
    staff_only: Mapped[bool] = mapped_column(default=True)
    added_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    """None when the person sent it."""
    added_at: Mapped[datetime]

    case: Mapped[Case] = relationship()

    def facts(self) -> Facts:
        return self.case.facts()


class OutsideContact(Base):
    """A body outside the centre was told of a case (R-280)."""

    __tablename__ = "outside_contact"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    body: Mapped[str]
    told_on: Mapped[date]
    note: Mapped[str] = mapped_column(default="")
    recorded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    recorded_at: Mapped[datetime]


class Escalation(Base):
    """One rung of the ladder for one clock: planned, told, answered; each exactly once."""

    __tablename__ = "escalation"
    __table_args__ = (
        UniqueConstraint("clock_id", "rung"),
        Index("ix_escalation_holder_id_replied_at", "holder_id", "replied_at"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    clock_id: Mapped[UUID] = mapped_column(ForeignKey("case_clock.id"))
    rung: Mapped[int]
    office: Mapped[Office] = mapped_column(words(Office))
    holder_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    """None while nobody holds the office: not sent, and flagged."""
    planned_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    """When that person was told: the time to reply runs from here."""
    reply_due_at: Mapped[datetime | None]
    reply: Mapped[str] = mapped_column(default="")
    resolves: Mapped[bool | None]
    """Whether the reply says that it will be put right; one that cannot goes on up."""
    put_right_by: Mapped[date | None]
    """The day the reply promises; the ladder goes on when it is over and nothing was answered."""
    replied_at: Mapped[datetime | None]

    case: Mapped[Case] = relationship()
    holder: Mapped[User | None] = relationship()

    def facts(self) -> Facts:
        return self.case.facts()


class CaseLink(Base):
    """The private link by which the person follows the case; only its hash is kept."""

    __tablename__ = "case_link"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    case: Mapped[Case] = relationship()


class ImprovementAction(Base):
    """What a centre learnt and does about it; of a case, or of feedback as a whole (R-269)."""

    __tablename__ = "improvement_action"

    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"), index=True)
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("case.id"), index=True)
    lesson: Mapped[str]
    action: Mapped[str] = mapped_column(default="")
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    recorded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    recorded_at: Mapped[datetime]

    owner: Mapped[User | None] = relationship(foreign_keys=[owner_id])

    def facts(self) -> Facts:
        return Facts(centre_id=self.centre_id, owner_user_id=self.owner_id)
