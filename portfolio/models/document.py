"""What a centre publishes: documents in versions, their files, who was told and has read them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portfolio.domain.actors import Facts
from portfolio.domain.documents import DocumentKind, Rights
from portfolio.domain.states import FileState
from portfolio.models.base import BYTES, Base, words
from portfolio.models.person import User
from portfolio.models.programme import Qualification


class Document(Base):
    """Something the centre publishes, whatever its version."""

    __tablename__ = "document"
    __table_args__ = (Index("ix_document_centre_id_kind", "centre_id", "kind"),)

    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    kind: Mapped[DocumentKind] = mapped_column(words(DocumentKind))
    title: Mapped[str]
    about: Mapped[str] = mapped_column(default="")
    """One line for lists."""
    open_to_all: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Shown on the centre's public page; else to its people who sign in."""
    copyright_of: Mapped[str] = mapped_column(default="")
    """Whose text it is, empty for the centre's own."""
    permission: Mapped[str] = mapped_column(default="")
    """Who permitted when that anybody may read it."""
    qualification_id: Mapped[UUID | None] = mapped_column(ForeignKey("qualification.id"))
    added_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    qualification: Mapped[Qualification | None] = relationship()
    versions: Mapped[list["DocumentVersion"]] = relationship(
        back_populates="document", order_by="DocumentVersion.number.desc()"
    )

    @property
    def rights(self) -> Rights:
        return Rights(self.open_to_all, self.copyright_of, self.permission)

    def facts(self) -> Facts:
        return Facts(centre_id=self.centre_id)


class DocumentVersion(Base):
    """One dated version. Once published, the database refuses to change or delete it."""

    __tablename__ = "document_version"
    __table_args__ = (
        UniqueConstraint("document_id", "number"),
        CheckConstraint(
            "(published_at IS NULL) = (published_by_id IS NULL)", name="published_by_somebody"
        ),
        CheckConstraint("published_at IS NULL OR dated_on IS NOT NULL", name="published_dated"),
        Index(
            "uq_document_version_draft",
            "document_id",
            unique=True,
            sqlite_where=text("published_at IS NULL"),
            postgresql_where=text("published_at IS NULL"),
        ),
    )

    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"))
    number: Mapped[int]
    dated_on: Mapped[date | None]
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("document_version.id"))
    changed: Mapped[str] = mapped_column(default="")
    """What changed since the version before."""
    text: Mapped[str] = mapped_column(default="")
    prices: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """Lines of a price list, as ``domain.document_rows.Price`` stores them."""
    key_updates: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """What changed section by section, as ``domain.document_rows.KeyUpdate`` stores it."""
    tells_candidates: Mapped[bool] = mapped_column(default=False)
    asks_reading: Mapped[bool] = mapped_column(default=False)
    """Whether everybody told is asked to say that they have read it."""
    edits: Mapped[int] = mapped_column(default=0)
    drafted_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))

    document: Mapped[Document] = relationship(back_populates="versions")
    replaces: Mapped["DocumentVersion | None"] = relationship(remote_side="DocumentVersion.id")
    published_by: Mapped[User | None] = relationship(foreign_keys=[published_by_id])
    file: Mapped["DocumentFile | None"] = relationship(back_populates="version")

    def facts(self) -> Facts:
        return self.document.facts()


class DocumentFile(Base):
    """The file of a version as it arrived: write-once in the store, its fingerprint here."""

    __tablename__ = "document_file"

    version_id: Mapped[UUID] = mapped_column(ForeignKey("document_version.id"), unique=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    size: Mapped[int] = mapped_column(BYTES)
    """Bytes."""
    sha256: Mapped[str]
    media_type: Mapped[str]
    state: Mapped[FileState] = mapped_column(words(FileState))
    state_reason: Mapped[str] = mapped_column(default="")
    """Why it was refused or is held back, or why checking takes long."""
    scan: Mapped[str] = mapped_column(default="not virus-checked")
    uploaded_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    uploaded_at: Mapped[datetime]

    version: Mapped[DocumentVersion] = relationship(back_populates="file")


class DocumentReader(Base):
    """Somebody who was told of a version, and when they said that they have read it."""

    __tablename__ = "document_reader"
    __table_args__ = (UniqueConstraint("version_id", "user_id"),)

    version_id: Mapped[UUID] = mapped_column(ForeignKey("document_version.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    is_staff: Mapped[bool]
    """Whether they were told as staff or as a candidate."""
    told_at: Mapped[datetime]
    read_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class ServiceNotice(Base):
    """A change of the service, as the centre's public page tells it (R-315)."""

    __tablename__ = "service_notice"
    __table_args__ = (Index("ix_service_notice_centre_id_dated_on", "centre_id", "dated_on"),)

    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    title: Mapped[str]
    text: Mapped[str]
    dated_on: Mapped[date]
    posted_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    def facts(self) -> Facts:
        return Facts(centre_id=self.centre_id)
