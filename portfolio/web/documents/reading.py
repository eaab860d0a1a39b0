"""Saying that one has read a version, and seeing who has and who has not."""

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.document import DocumentVersion
from portfolio.queries import documents as queries
from portfolio.services import documents
from portfolio.web import document_loaders
from portfolio.web.access import requires
from portfolio.web.documents import blueprint
from portfolio.web.flashes import flash
from portfolio.web.htmx import go_to, page


@blueprint.post("/<uuid:document_id>/versions/<int:version_number>/read")
@requires(Permission.READ_DOCUMENTS, document_loaders.version)
def mark_read(actor: Actor, version: DocumentVersion) -> ResponseReturnValue:
    """Note it at once: read twice is read."""
    if queries.reader(db_session(), version.id, actor.user_id) is None:
        abort(404)
    documents.mark_read(db_session(), actor, version)
    flash(f"Noted: you have read version {version.number} of {version.document.title}")
    return go_to(url_for(".index"))


@blueprint.get("/<uuid:document_id>/versions/<int:version_number>/readers")
@requires(Permission.PUBLISH_SERVICE, document_loaders.version)
def readers(_actor: Actor, version: DocumentVersion) -> ResponseReturnValue:
    number = min(max(request.args.get("page", 1, type=int), 1), queries.MOST_PAGES)
    found = queries.reading(db_session(), version.id, number)
    if number > found.pages:
        abort(404)
    return page("documents/readers.html", version=version, document=version.document, found=found)
