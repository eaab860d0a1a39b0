"""Evidence: items, their files, the copies made for viewing, and the criteria they are for."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portfolio.domain.actors import Facts
from portfolio.domain.states import EvidenceState, FileState
from portfolio.models.assessment import UnitProgress
from portfolio.models.base import BYTES, Base, words
from portfolio.models.enrolment import Candidate
from portfolio.models.person import User
from portfolio.models.specification import Criterion


def item_code(item_number: int) -> str:
    """The reference code of an item within its portfolio: E-07."""
    return f"E-{item_number:02d}"


def _its_number(context: DefaultExecutionContext) -> int:
    """A new item comes last: each rank given so far belongs to an item with a lower number."""
    number: int = context.get_current_parameters()["item_number"]  # type: ignore[no-untyped-call]
    return number


class Evidence(Base):
    """One item of a candidate's portfolio, or an assessor's record in it (RD04, RD09)."""

    __tablename__ = "evidence"
    __table_args__ = (
        UniqueConstraint("candidate_id", "item_number"),
        # No index may lead with the state: it would lure a page of one centre through all centres.
        Index("ix_evidence_candidate_id_state", "candidate_id", "state", "submitted_at"),
        Index("uq_evidence_capture_key", "candidate_id", "capture_key", unique=True),
    )

    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("candidate.id"))
    item_number: Mapped[int]
    state: Mapped[EvidenceState] = mapped_column(words(EvidenceState))
    title: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    """The type of evidence, one of ``domain.evidence``."""
    produced_on: Mapped[date | None]
    produced_by: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    """What it shows; for an assessor's record, what was seen or the gist asked and answered."""
    place: Mapped[str] = mapped_column(default="")
    """Where a physical original is kept, or where a record was made."""
    group_work: Mapped[bool] = mapped_column(default=False)
    own_contribution: Mapped[str] = mapped_column(default="")
    sources: Mapped[str] = mapped_column(default="")
    no_sources: Mapped[bool] = mapped_column(default=False)
    no_personal_details_at: Mapped[datetime | None]
    """When the candidate confirmed that no other person's details are in it (002 s5.2)."""
    shows_children: Mapped[bool | None]
    """What the candidate says; None before the question was asked (003 s3.16)."""
    permission_from: Mapped[str] = mapped_column(default="", server_default="")
    """Who gave the permission to show children."""
    staff_record: Mapped[bool] = mapped_column(default=False)
    created_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    resubmitted: Mapped[bool] = mapped_column(default=False)
    withdrawn_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    place_in_index: Mapped[int] = mapped_column(default=_its_number, server_default="0")
    """Where the candidate put it among their items: a rank, not a number of anything."""
    capture_key: Mapped[str | None]
    """The phone's own name for an item captured there: sent twice, it is still one item."""

    candidate: Mapped[Candidate] = relationship()
    created_by: Mapped[User] = relationship()
    files: Mapped[list["EvidenceFile"]] = relationship(
        back_populates="evidence", order_by="EvidenceFile.position"
    )
    tags: Mapped[list["EvidenceTag"]] = relationship(back_populates="evidence")

    # Two people saving at once: the second gets StaleDataError, answered 409.
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- read by SQLAlchemy, not shared

    @property
    def code(self) -> str:
        return item_code(self.item_number)

    @property
    def current_files(self) -> list["EvidenceFile"]:
        return [file for file in self.files if file.removed_at is None]

    @property
    def permissions(self) -> list["EvidenceFile"]:
        """The files that are permission to show children, not evidence."""
        return [file for file in self.current_files if file.is_permission]

    @property
    def current_tags(self) -> list["EvidenceTag"]:
        return [tag for tag in self.tags if tag.removed_at is None]

    def facts(self) -> Facts:
        return self.candidate.facts()


class EvidenceFile(Base):
    """A file as it arrived: write-once in the store, its fingerprint here."""

    __tablename__ = "evidence_file"
    __table_args__ = (
        Index("ix_evidence_file_sha256", "sha256"),
        # Only the few rows somebody has to look at: an index over all would lure other queries.
        Index(
            "ix_evidence_file_not_stored",
            "state",
            "uploaded_at",
            sqlite_where=text("state <> 'stored'"),
            postgresql_where=text("state <> 'stored'"),
        ),
        Index(
            "ix_evidence_file_not_scanned",
            "uploaded_at",
            sqlite_where=text("scan = 'not virus-checked'"),
            postgresql_where=text("scan = 'not virus-checked'"),
        ),
    )

    evidence_id: Mapped[UUID] = mapped_column(ForeignKey("evidence.id"), index=True)
    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("candidate.id"), index=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    size: Mapped[int] = mapped_column(BYTES)
    """Bytes."""
    sha256: Mapped[str]
    media_type: Mapped[str]
    position: Mapped[int]
    state: Mapped[FileState] = mapped_column(words(FileState), server_default=FileState.STORED)
    state_reason: Mapped[str] = mapped_column(default="", server_default="")
    """Why it was refused or is held back, or why checking takes long, to whoever sent it."""
    scan: Mapped[str] = mapped_column(default="not virus-checked")
    copies_state: Mapped[str] = mapped_column(default="waiting")
    """Viewing copies: waiting, made, or why there are none."""
    uploaded_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    uploaded_at: Mapped[datetime]
    captured_at: Mapped[datetime | None]
    captured_from: Mapped[str] = mapped_column(default="", server_default="")
    """Where that time comes from: the camera's data, the file, or the phone that sent it."""
    is_permission: Mapped[bool] = mapped_column(default=False, server_default=false())
    """It is the permission to show the children in the item's other files."""
    removed_at: Mapped[datetime | None]
    removed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))

    evidence: Mapped[Evidence] = relationship(back_populates="files")
    copies: Mapped[list["FileCopy"]] = relationship(order_by="FileCopy.page")

    def facts(self) -> Facts:
        return self.evidence.facts()


class FileCopy(Base):
    """A copy for viewing, re-encoded by us, without location or other camera data."""

    __tablename__ = "file_copy"
    __table_args__ = (UniqueConstraint("file_id", "kind", "page"),)

    file_id: Mapped[UUID] = mapped_column(ForeignKey("evidence_file.id"))
    kind: Mapped[str]
    page: Mapped[int]
    key: Mapped[str] = mapped_column(unique=True)
    size: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]


class EvidenceTag(Base):
    """An item offered for a criterion, by whom and when; untagging keeps the row."""

    __tablename__ = "evidence_tag"
    __table_args__ = (
        CheckConstraint("(removed_at IS NULL) = (removed_by_id IS NULL)", name="removed_by"),
        Index(
            "uq_evidence_tag_current",
            "evidence_id",
            "criterion_id",
            unique=True,
            sqlite_where=text("removed_at IS NULL"),
            postgresql_where=text("removed_at IS NULL"),
        ),
        Index("ix_evidence_tag_unit_id", "unit_id", "criterion_id"),
    )

    evidence_id: Mapped[UUID] = mapped_column(ForeignKey("evidence.id"), index=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit_progress.id"))
    criterion_id: Mapped[UUID] = mapped_column(ForeignKey("criterion.id"), index=True)
    tagged_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    tagged_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    removed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))

    evidence: Mapped[Evidence] = relationship(back_populates="tags")
    unit: Mapped[UnitProgress] = relationship()
    criterion: Mapped[Criterion] = relationship()
    tagged_by: Mapped[User] = relationship(foreign_keys=[tagged_by_id])


class RecordComment(Base):
    """What the candidate said of an assessor's record, or of feedback (RD09, RD06)."""

    __tablename__ = "record_comment"

    evidence_id: Mapped[UUID] = mapped_column(ForeignKey("evidence.id"), index=True)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    text: Mapped[str]
    created_at: Mapped[datetime]

    author: Mapped[User] = relationship()
