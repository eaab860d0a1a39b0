"""What a centre does with the documents it publishes: add, describe, withdraw; and reading them."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.document_events import (
    DocumentAdded,
    DocumentDescribed,
    DocumentPutBack,
    DocumentWithdrawn,
    VersionRead,
)
from portfolio.domain.documents import DocumentKind, Rights, check_rights
from portfolio.domain.errors import Refusal
from portfolio.models.document import Document, DocumentVersion
from portfolio.queries import documents as queries
from portfolio.services import audit


@dataclass(frozen=True)
class Description:
    """What a document is, whatever its version."""

    kind: DocumentKind
    title: str
    about: str
    rights: Rights
    qualification_id: UUID | None

    def __str__(self) -> str:
        readers = "everybody" if self.rights.open_to_all else "people who sign in"
        return f"{self.kind}, {self.title}, for {readers}"


def add(session: Session, actor: Actor, description: Description) -> Document:
    """A document without a version yet. Raises Refusal if not all its readers may see it."""
    check_rights(description.kind, description.rights)
    document = Document(
        centre_id=actor.centre_id, added_by_id=actor.user_id, created_at=clock.now()
    )
    _write(document, description)
    session.add(document)
    session.flush()
    event = DocumentAdded(
        document.id, document.title, document.kind.value, description.rights.open_to_all
    )
    audit.record(session, actor, event)
    return document


def describe(session: Session, actor: Actor, document: Document, description: Description) -> None:
    """Change what a document is. Raises Refusal where its rights do not allow its readers."""
    check_rights(description.kind, description.rights)
    before = Description(
        document.kind, document.title, document.about, document.rights, document.qualification_id
    )
    if before == description:
        return
    _write(document, description)
    event = DocumentDescribed(document.id, document.title, str(before), str(description))
    audit.record(session, actor, event)


def withdraw(session: Session, actor: Actor, document: Document) -> None:
    """Show the document to nobody but those who publish; its versions are kept."""
    if document.withdrawn_at is None:
        document.withdrawn_at = clock.now()
        audit.record(session, actor, DocumentWithdrawn(document.id, document.title))


def put_back(session: Session, actor: Actor, document: Document) -> None:
    """Show a withdrawn document again."""
    if document.withdrawn_at is not None:
        document.withdrawn_at = None
        audit.record(session, actor, DocumentPutBack(document.id, document.title))


def mark_read(session: Session, actor: Actor, version: DocumentVersion) -> None:
    """Note that the actor has read a version; once. Raises Refusal for who was not told of it."""
    reader = queries.reader(session, version.id, actor.user_id)
    if reader is None:
        raise Refusal("You were not asked to read this version")
    if reader.read_at is None:
        reader.read_at = clock.now()
        event = VersionRead(version.document_id, version.document.title, version.number)
        audit.record(session, actor, event)


def _write(document: Document, description: Description) -> None:
    rights = description.rights
    document.kind, document.title = description.kind, description.title
    document.about, document.qualification_id = description.about, description.qualification_id
    document.open_to_all = rights.open_to_all
    document.copyright_of, document.permission = rights.copyright_of, rights.permission
