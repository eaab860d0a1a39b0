"""What a centre offers, as everybody may read it: six headings, documents, notices (R-317)."""

from uuid import UUID

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.document_rows import price_from, update_from
from portfolio.domain.documents import DocumentKind
from portfolio.extensions import db_session
from portfolio.models.document import Document, DocumentVersion
from portfolio.models.person import Centre
from portfolio.queries import documents, public_offer, service_notices, service_settings
from portfolio.web.access import public
from portfolio.web.documents.files import send
from portfolio.web.htmx import page
from portfolio.web.service import blueprint

MOST_NOTICES = 100


@blueprint.get("/<slug>/information")
@public
def information(slug: str) -> ResponseReturnValue:
    """Qualifications, specifications, how to contract, fees, resources, policies."""
    session, centre = db_session(), _centre(slug)
    return page(
        "service/information.html",
        centre=centre,
        settings=service_settings.settings_of(session, centre.id),
        offer=public_offer.offer(session, centre.id),
        kinds=DocumentKind,
        prices_of=lambda version: [price_from(row) for row in version.prices],
    )


@blueprint.get("/<slug>/notices")
@public
def notices(slug: str) -> ResponseReturnValue:
    centre = _centre(slug)
    shown = service_notices.shown(db_session(), centre.id, MOST_NOTICES)
    return page("service/notices.html", centre=centre, notices=shown)


@blueprint.get("/<slug>/documents/<uuid:document_id>")
@public
def document(slug: str, document_id: UUID) -> ResponseReturnValue:
    return _document_page(slug, document_id, None)


@blueprint.get("/<slug>/documents/<uuid:document_id>/versions/<int:version_number>")
@public
def document_version(slug: str, document_id: UUID, version_number: int) -> ResponseReturnValue:
    return _document_page(slug, document_id, version_number)


@blueprint.get("/<slug>/documents/<uuid:document_id>/versions/<int:version_number>/file")
@public
def document_file(slug: str, document_id: UUID, version_number: int) -> ResponseReturnValue:
    found, version = _found(slug, document_id, version_number)
    return send(version) if found.open_to_all else _after_sign_in(found)


def _centre(slug: str) -> Centre:
    return public_offer.centre(db_session(), slug) or abort(404)


def _found(slug: str, document_id: UUID, number: int | None) -> tuple[Document, DocumentVersion]:
    """A published document of the centre at this address, and a version of it; else 404."""
    session, centre = db_session(), _centre(slug)
    found = public_offer.document(session, centre.id, document_id)
    version = public_offer.version(session, document_id, number) if found else None
    return (found, version) if found and version else abort(404)


def _document_page(slug: str, document_id: UUID, number: int | None) -> ResponseReturnValue:
    found, version = _found(slug, document_id, number)
    if not found.open_to_all:
        return _after_sign_in(found)
    versions = documents.published(db_session(), found.id)
    return page(
        "service/document.html",
        slug=slug,
        document=found,
        version=version,
        versions=versions,
        stands=version is versions[0],
        prices=[price_from(row) for row in version.prices],
        key_updates=[update_from(row) for row in version.key_updates],
    )


def _after_sign_in(found: Document) -> ResponseReturnValue:
    """The copyright of somebody else allows no open page: the centre's people sign in (R-320)."""
    return redirect(url_for("documents.show", document_id=found.id), 303)
