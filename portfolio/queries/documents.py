"""Documents of a centre: the lists people see, versions of one, who has read what."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload

from portfolio.models.document import Document, DocumentReader, DocumentVersion
from portfolio.models.person import User

PAGE = 50
MOST_PAGES = 1_000_000
"""Past any list, and within what a database counts."""


@dataclass(frozen=True)
class Listed:
    """A document of a list with the version that stands, none before the first is published."""

    document: Document
    version: DocumentVersion | None
    has_draft: bool = False


@dataclass(frozen=True)
class Reading:
    """How far the people told of a version have read it; ``rows`` are one page of them."""

    told: int
    read: int
    rows: Sequence[DocumentReader]
    page: int
    pages: int


def listed(session: Session, centre_id: UUID, *, publishing: bool) -> list[Listed]:
    """What the centre gives its people, by kind and title.

    Who publishes also sees what has no version yet, what has a draft and what was withdrawn.
    """
    other = aliased(DocumentVersion)
    drafted = exists().where(other.document_id == Document.id, other.published_at.is_(None))
    query = (
        select(Document, DocumentVersion, drafted)
        .outerjoin(DocumentVersion, _stands())
        .where(Document.centre_id == centre_id)
        .order_by(Document.kind, Document.title, Document.id)
    )
    if not publishing:
        query = query.where(DocumentVersion.id.is_not(None), Document.withdrawn_at.is_(None))
    return [Listed(one, version, bool(draft)) for one, version, draft in session.execute(query)]


def open_to_all(session: Session, centre_id: UUID) -> list[Listed]:
    """What anybody may read, by kind and title."""
    query = (
        select(Document, DocumentVersion)
        .join(DocumentVersion, _stands())
        .where(
            Document.centre_id == centre_id,
            Document.withdrawn_at.is_(None),
            Document.open_to_all.is_(True),
        )
        .order_by(Document.kind, Document.title, Document.id)
    )
    return [Listed(one, version) for one, version in session.execute(query)]


def current(session: Session, document_id: UUID) -> DocumentVersion | None:
    """The version that stands: the last one published."""
    return session.scalar(_published(document_id).order_by(DocumentVersion.number.desc()).limit(1))


def published(session: Session, document_id: UUID) -> Sequence[DocumentVersion]:
    """Every published version, the newest first, with who published and what it replaced."""
    query = _published(document_id).options(
        joinedload(DocumentVersion.published_by), joinedload(DocumentVersion.replaces)
    )
    return session.scalars(query.order_by(DocumentVersion.number.desc())).all()


def numbered(session: Session, document_id: UUID, number: int) -> DocumentVersion | None:
    """A published version by its number."""
    return session.scalar(_published(document_id).where(DocumentVersion.number == number))


def is_published() -> ColumnElement[bool]:
    """Whether a document has a published version."""
    return exists().where(
        DocumentVersion.document_id == Document.id, DocumentVersion.published_at.is_not(None)
    )


def draft(session: Session, document_id: UUID) -> DocumentVersion | None:
    """The version being written, if there is one."""
    query = (
        select(DocumentVersion)
        .where(DocumentVersion.document_id == document_id, DocumentVersion.published_at.is_(None))
        .options(joinedload(DocumentVersion.file))
    )
    return session.scalar(query)


def to_read(session: Session, centre_id: UUID, user_id: UUID) -> Sequence[DocumentVersion]:
    """The versions somebody is asked to read and has not, the oldest first."""
    return session.scalars(
        select(DocumentVersion)
        .join(DocumentVersion.document)
        .join(DocumentReader, DocumentReader.version_id == DocumentVersion.id)
        .options(contains_eager(DocumentVersion.document))
        .where(
            DocumentReader.user_id == user_id,
            DocumentReader.read_at.is_(None),
            DocumentVersion.asks_reading.is_(True),
            Document.centre_id == centre_id,
            Document.withdrawn_at.is_(None),
            _stands(),
        )
        .order_by(DocumentVersion.published_at)
    ).all()


def reader(session: Session, version_id: UUID, user_id: UUID) -> DocumentReader | None:
    """Whether somebody was told of a version, and has read it."""
    return session.scalar(
        select(DocumentReader).where(
            DocumentReader.version_id == version_id, DocumentReader.user_id == user_id
        )
    )


def reading(session: Session, version_id: UUID, page: int) -> Reading:
    """Who was told of a version and has or has not read it: those who have not come first."""
    told, read = session.execute(
        select(func.count(DocumentReader.id), func.count(DocumentReader.read_at)).where(
            DocumentReader.version_id == version_id
        )
    ).one()
    rows = session.scalars(
        select(DocumentReader)
        .join(DocumentReader.user)
        .options(contains_eager(DocumentReader.user))
        .where(DocumentReader.version_id == version_id)
        .order_by(DocumentReader.read_at.is_not(None), User.name, User.id)
        .offset((page - 1) * PAGE)
        .limit(PAGE)
    ).all()
    return Reading(told, read, rows, page, max(-(-told // PAGE), 1))


def _published(document_id: UUID) -> Select[DocumentVersion]:
    return (
        select(DocumentVersion)
        .where(
            DocumentVersion.document_id == document_id, DocumentVersion.published_at.is_not(None)
        )
        .options(joinedload(DocumentVersion.file))
    )


def _stands() -> ColumnElement[bool]:
    later = aliased(DocumentVersion)
    return and_(
        DocumentVersion.document_id == Document.id,
        DocumentVersion.published_at.is_not(None),
        ~exists()
        .where(
            later.document_id == DocumentVersion.document_id,
            later.published_at.is_not(None),
            later.number > DocumentVersion.number,
        )
        .correlate(DocumentVersion),
    )
