"""What a centre shows everybody of its service, under six headings (R-317)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from portfolio.domain.documents import DocumentKind
from portfolio.models.document import Document, DocumentVersion, ServiceNotice
from portfolio.models.person import Centre
from portfolio.models.programme import Qualification
from portfolio.queries import catalogue, documents, service_notices
from portfolio.queries.documents import Listed


@dataclass(frozen=True)
class Offer:
    """The qualifications shared by all centres, what anybody may read, and the latest notices."""

    qualifications: Sequence[Qualification]
    listed: Sequence[Listed]
    notices: Sequence[ServiceNotice]

    def of(self, *kinds: DocumentKind) -> list[Listed]:
        """The documents of these kinds."""
        return [one for one in self.listed if one.document.kind in kinds]


def centre(session: Session, slug: str) -> Centre | None:
    """The centre whose public pages stand under this address."""
    return session.scalar(select(Centre).where(Centre.slug == slug))


def slug_of(session: Session, centre_id: UUID) -> str:
    """Under which address the public pages of a centre stand."""
    return session.scalars(select(Centre.slug).where(Centre.id == centre_id)).one()


def offer(session: Session, centre_id: UUID, most_notices: int = 3) -> Offer:
    """Everything the page of a centre's service shows, in three queries.

    A qualification of the centre's own is seen by its people alone until it is shared with all.
    """
    return Offer(
        catalogue.qualifications(session, None),
        documents.open_to_all(session, centre_id),
        service_notices.shown(session, centre_id, most_notices),
    )


def document(session: Session, centre_id: UUID, document_id: UUID) -> Document | None:
    """A published document of the centre that is not withdrawn, whoever may read it."""
    return session.scalar(
        select(Document)
        .options(joinedload(Document.qualification))
        .where(
            Document.id == document_id,
            Document.centre_id == centre_id,
            Document.withdrawn_at.is_(None),
            documents.is_published(),
        )
    )


def version(
    session: Session, document_id: UUID, number: int | None = None
) -> DocumentVersion | None:
    """The version of this number, or the one that stands."""
    if number is None:
        return documents.current(session, document_id)
    return documents.numbered(session, document_id, number)
