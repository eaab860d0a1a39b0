"""Files on their way in: what has arrived so far, and who may send without a browser."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portfolio.domain.actors import Facts
from portfolio.domain.states import UploadState
from portfolio.models.base import BYTES, Base, words
from portfolio.models.enrolment import Candidate
from portfolio.models.evidence import Evidence, EvidenceFile
from portfolio.models.person import User


class Upload(Base):
    """One file sent in pieces; its row in ``evidence_file`` follows once it is whole."""

    __tablename__ = "upload"
    __table_args__ = (
        UniqueConstraint("person_id", "item_key"),
        CheckConstraint('"offset" >= 0 AND "offset" <= size', name="within_size"),
        CheckConstraint("(state = 'refused') = (reason <> '')", name="refused_with_reason"),
        Index("ix_upload_state_expires_at", "state", "expires_at"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("candidate.id"), index=True)
    evidence_id: Mapped[UUID] = mapped_column(ForeignKey("evidence.id"), index=True)
    item_key: Mapped[str]
    """The sender's own name for this file: sending it again finds this upload, never a second."""
    name: Mapped[str]
    size: Mapped[int] = mapped_column(BYTES)
    """Bytes, as announced."""
    offset: Mapped[int] = mapped_column(BYTES, default=0)
    """Bytes acknowledged; they lie in the store."""
    state: Mapped[UploadState] = mapped_column(words(UploadState))
    reason: Mapped[str] = mapped_column(default="")
    """Why it was refused, to the person who sent it."""
    captured_at: Mapped[datetime | None]
    """When it was taken, as the phone says."""
    file_id: Mapped[UUID | None] = mapped_column(ForeignKey("evidence_file.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    """When what came in is thrown away if no more arrives."""

    person: Mapped[User] = relationship()
    candidate: Mapped[Candidate] = relationship()
    evidence: Mapped[Evidence] = relationship()
    file: Mapped[EvidenceFile | None] = relationship()
    chunks: Mapped[list["UploadChunk"]] = relationship(
        back_populates="upload", order_by="UploadChunk.start"
    )

    def facts(self) -> Facts:
        return self.candidate.facts()


class UploadChunk(Base):
    """Acknowledged bytes of an upload: a write-once object of their own until they are joined."""

    __tablename__ = "upload_chunk"
    __table_args__ = (UniqueConstraint("upload_id", "start"),)

    upload_id: Mapped[UUID] = mapped_column(ForeignKey("upload.id"))
    start: Mapped[int] = mapped_column(BYTES)
    size: Mapped[int] = mapped_column(BYTES)
    """Bytes."""
    key: Mapped[str] = mapped_column(unique=True)

    upload: Mapped[Upload] = relationship(back_populates="chunks")


class UploadToken(Base):
    """Lets another program send files for one person; only the hash of the token is kept."""

    __tablename__ = "upload_token"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    name: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    person: Mapped[User] = relationship()

    def facts(self) -> Facts:
        return Facts(self.centre_id, self.person_id, owner_user_id=self.person_id)
