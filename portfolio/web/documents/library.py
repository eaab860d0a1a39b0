"""The documents of a centre as its people find and read them."""

from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.document_rows import price_from, update_from
from portfolio.domain.documents import DocumentKind
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.document import Document, DocumentVersion
from portfolio.queries import documents as queries
from portfolio.queries import public_offer
from portfolio.web import document_loaders, loaders
from portfolio.web.access import requires
from portfolio.web.documents import blueprint
from portfolio.web.forms import Form
from portfolio.web.htmx import page


class ReadForm(Form):
    """I have read this: nothing but the press of its button."""


@blueprint.get("")
@requires(Permission.READ_DOCUMENTS, loaders.own_centre)
def index(actor: Actor, _centre: loaders.OwnCentre) -> ResponseReturnValue:
    """What waits to be read first, then every document by kind."""
    session, publishing = db_session(), document_loaders.publishes(actor)
    rows = queries.listed(session, actor.centre_id, publishing=publishing)
    return page(
        "documents/index.html",
        to_read=queries.to_read(session, actor.centre_id, actor.user_id),
        kinds=[(kind, [row for row in rows if row.document.kind is kind]) for kind in DocumentKind],
        any_at_all=bool(rows),
        publishing=publishing,
        slug=public_offer.slug_of(session, actor.centre_id) if publishing else "",
    )


@blueprint.get("/<uuid:document_id>")
@requires(Permission.READ_DOCUMENTS, document_loaders.document)
def show(actor: Actor, document: Document) -> ResponseReturnValue:
    """The version that stands, with those before it."""
    versions = queries.published(db_session(), document.id)
    return _version_page(actor, document, versions[0] if versions else None)


@blueprint.get("/<uuid:document_id>/versions/<int:version_number>")
@requires(Permission.READ_DOCUMENTS, document_loaders.version)
def show_version(actor: Actor, version: DocumentVersion) -> ResponseReturnValue:
    return _version_page(actor, version.document, version)


def _version_page(
    actor: Actor, document: Document, version: DocumentVersion | None
) -> ResponseReturnValue:
    session, publishing = db_session(), document_loaders.publishes(actor)
    versions = queries.published(session, document.id)
    return page(
        "documents/document.html",
        document=document,
        version=version,
        versions=versions,
        stands=bool(version and version is versions[0]),
        prices=[price_from(row) for row in version.prices] if version else [],
        key_updates=[update_from(row) for row in version.key_updates] if version else [],
        reader=queries.reader(session, version.id, actor.user_id) if version else None,
        draft=queries.draft(session, document.id) if publishing else None,
        publishing=publishing,
        form=ReadForm(),
    )
