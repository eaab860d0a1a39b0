"""The audit trail: append-only; the database itself refuses to change or delete a row."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portfolio.models.base import Base
from portfolio.models.person import User


class AuditEntry(Base):
    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_subject_id", "subject_id", "sequence"),
        Index("ix_audit_entry_candidate_id", "candidate_id", "sequence"),
        Index("ix_audit_entry_actor_id", "actor_id", "name", "sequence"),
        {"sqlite_autoincrement": True},
    )

    # A number, not a random id, so that the order of deeds is never in doubt.
    id: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    sequence: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    at: Mapped[datetime]
    centre_id: Mapped[UUID | None] = mapped_column(ForeignKey("centre.id"), index=True)
    candidate_id: Mapped[UUID | None] = mapped_column(ForeignKey("candidate.id"))
    actor_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    actor_role: Mapped[str]
    name: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[UUID]
    details: Mapped[dict[str, Any]]
    request_id: Mapped[str] = mapped_column(default="")

    actor: Mapped[User | None] = relationship()
