"""From the id in a URL to what the centre publishes, as this person may see it, or 404."""

from typing import TypeVar
from uuid import UUID

from flask import abort
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from portfolio.domain.actors import Actor, Facts
from portfolio.domain.permissions import Permission
from portfolio.domain.policy import allows
from portfolio.extensions import db_session
from portfolio.models.document import Document, DocumentVersion, ServiceNotice
from portfolio.models.support import DevelopmentEntry, Guidance, SupportMeeting, UsefulLink
from portfolio.queries import documents as queries

T = TypeVar("T")


class DraftRow:
    """A document, and the place of what may be a row in its draft, counted from 0."""

    def __init__(self, document: Document, place: int) -> None:
        self.document = document
        self.place = place

    def facts(self) -> Facts:
        return self.document.facts()


def document(actor: Actor, document_id: UUID) -> Document:
    """A document of the centre; one not published, or withdrawn, only those who publish see."""
    query = (
        select(Document)
        .options(joinedload(Document.qualification))
        .where(Document.id == document_id, Document.centre_id == actor.centre_id)
    )
    if not publishes(actor):
        query = query.where(Document.withdrawn_at.is_(None), queries.is_published())
    return _one(query)


def version(actor: Actor, document_id: UUID, version_number: int) -> DocumentVersion:
    """A published version of a document that the actor may see."""
    found = document(actor, document_id)
    return queries.numbered(db_session(), found.id, version_number) or abort(404)


def draft(actor: Actor, document_id: UUID) -> DocumentVersion:
    """The draft of the next version, if there is one."""
    found = document(actor, document_id)
    return queries.draft(db_session(), found.id) or abort(404)


def draft_row(actor: Actor, document_id: UUID, place: int) -> DraftRow:
    return DraftRow(document(actor, document_id), place)


def service_notice(actor: Actor, service_notice_id: UUID) -> ServiceNotice:
    """A notice of the actor's centre."""
    return _one(
        select(ServiceNotice).where(
            ServiceNotice.id == service_notice_id, ServiceNotice.centre_id == actor.centre_id
        )
    )


def useful_link(actor: Actor, link_id: UUID) -> UsefulLink:
    """An organisation of the centre's own list."""
    return _one(
        select(UsefulLink).where(UsefulLink.id == link_id, UsefulLink.centre_id == actor.centre_id)
    )


def support_meeting(actor: Actor, meeting_id: UUID) -> SupportMeeting:
    """A meeting that the actor's centre planned."""
    return _one(
        select(SupportMeeting).where(
            SupportMeeting.id == meeting_id, SupportMeeting.centre_id == actor.centre_id
        )
    )


def guidance(actor: Actor, guidance_id: UUID) -> Guidance:
    """Guidance that the actor's centre gave."""
    query = select(Guidance).options(joinedload(Guidance.given_by))
    return _one(query.where(Guidance.id == guidance_id, Guidance.centre_id == actor.centre_id))


def own_development(actor: Actor, entry_id: UUID) -> DevelopmentEntry:
    """An entry of the actor's own record at this centre."""
    return _one(
        select(DevelopmentEntry).where(
            DevelopmentEntry.id == entry_id,
            DevelopmentEntry.user_id == actor.user_id,
            DevelopmentEntry.centre_id == actor.centre_id,
            DevelopmentEntry.removed_at.is_(None),
        )
    )


def publishes(actor: Actor) -> bool:
    """Whether the actor writes what the centre says of its service."""
    return allows(actor, Permission.PUBLISH_SERVICE, Facts(centre_id=actor.centre_id))


def _one(query: Select[T]) -> T:
    found = db_session().scalars(query).one_or_none()
    if found is None:
        abort(404)
    return found
