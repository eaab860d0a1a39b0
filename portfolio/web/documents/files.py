"""The file of a version: sent for a draft, removed from it, handed out once published."""

import logging
from dataclasses import dataclass
from uuid import UUID

from flask import Response, abort, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from portfolio.adapters.storage import NotStored, StoreFailure, StoreUnavailable
from portfolio.domain import file_states
from portfolio.domain.actors import Actor, Facts
from portfolio.domain.permissions import Permission
from portfolio.extensions import csrf, db_session, writing
from portfolio.models.document import Document, DocumentVersion
from portfolio.outside import outside
from portfolio.services import document_files, document_versions
from portfolio.web import (
    document_loaders,
    file_response,
    multipart,
    once,
    signed_addresses,
    upload_places,
)
from portfolio.web.access import ask_again, requires
from portfolio.web.documents import blueprint
from portfolio.web.documents.drafting import UPLOAD, most_bytes, refused_file
from portfolio.web.filters import file_size
from portfolio.web.flashes import flash
from portfolio.web.htmx import go_to

STORE_FAILED = "We cannot store files just now, so nothing was taken in. Try again in a few minutes"
AWAY = "The file is safe, but the place it is kept does not answer. Try again soon."
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SentFile:
    """A form sent for the draft of a document; ``key`` is good once."""

    document: Document
    key: str

    def facts(self) -> Facts:
        return self.document.facts()


def sent_file(actor: Actor, document_id: UUID, token: str) -> SentFile:
    """The form of an address, 404 unless it was made for this sign-in."""
    key = signed_addresses.key_of(actor, UPLOAD, token)
    return SentFile(document_loaders.document(actor, document_id), key)


@blueprint.post("/<uuid:document_id>/draft/upload/<token>")
@csrf.exempt  # type: ignore[untyped-decorator]
@requires(Permission.PUBLISH_SERVICE, sent_file, streams=True)
def upload(actor: Actor, sent: SentFile) -> ResponseReturnValue:
    """Take the file in with no transaction open, then keep it in a short one."""
    document = sent.document
    most = most_bytes()
    try:
        batch = _take_in(actor, most)
    except upload_places.Busy as busy:
        return refused_file(actor, document, str(busy), 503)
    except RequestEntityTooLarge:
        return refused_file(actor, document, f"A file may have up to {file_size(most)}", 413)
    except StoreFailure:
        return refused_file(actor, document, STORE_FAILED, 503)
    if not batch.files:
        words = batch.refusals[0] if batch.refusals else "Choose a file first"
        return refused_file(actor, document, words, 422)
    with batch.thrown_away_if_refused():
        return _kept(actor, batch)


@blueprint.post("/<uuid:document_id>/draft/file/remove")
@requires(Permission.PUBLISH_SERVICE, document_loaders.draft)
def remove_file(actor: Actor, draft: DocumentVersion) -> ResponseReturnValue:
    document_files.remove(db_session(), actor, draft)
    flash("The file is removed from the draft")
    return go_to(url_for(".draft", document_id=draft.document_id))


@blueprint.get("/<uuid:document_id>/versions/<int:version_number>/file")
@requires(Permission.READ_DOCUMENTS, document_loaders.version)
def file(_actor: Actor, version: DocumentVersion) -> ResponseReturnValue:
    return send(version)


def send(version: DocumentVersion) -> Response:
    """The file of a published version as a download; 404 where it has none that opens."""
    file, scanner_on = version.file, outside().settings.scanner_on
    if file is None or not file_states.opens(file.state, file.scan, scanner_on=scanner_on):
        abort(404)
    served = file_response.Served(
        file.key, file.size, file.sha256, file.media_type, file.name, inline=False
    )
    try:
        return file_response.send(outside().store, served)
    except StoreUnavailable:
        abort(503, AWAY)
    except NotStored:
        log.error("missing from the store: %s, document file %s", file.key, file.id)
        abort(503, AWAY)


def _take_in(actor: Actor, most: int) -> multipart.Batch:
    request.max_content_length = most + multipart.MOST_FORM_BYTES
    db_session().rollback()
    batch = multipart.Batch(outside().store, actor.centre_id, most, 1)
    with upload_places.one_of_few():
        multipart.receive(request, batch)
    return batch


def _kept(actor: Actor, batch: multipart.Batch) -> ResponseReturnValue:
    writing.set(True)
    sent = ask_again(actor, Permission.PUBLISH_SERVICE, sent_file)
    if (answered := once.claim_key(sent.key)) is not None:
        batch.discard()
        return answered
    session = db_session()
    draft = document_versions.draft_of(session, actor, sent.document)
    document_files.put(session, actor, draft, batch.files[0])
    flash("The file is here and is being checked. You can go on writing")
    return once.go_to_from(sent.key, url_for(".draft", document_id=sent.document.id))
