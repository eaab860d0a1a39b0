"""Announcing a file: its size, its name, its key and its item, before or with its first bytes."""

from secrets import token_urlsafe

from flask import abort, make_response, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portfolio.adapters.file_names import clean_file_name
from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.domain.states import UploadState
from portfolio.domain.uploads import LONGEST_KEY, Announced, Room
from portfolio.models.enrolment import Candidate
from portfolio.models.upload import Upload
from portfolio.outside import outside
from portfolio.queries.evidence import bytes_held
from portfolio.services import uploads
from portfolio.web import loaders
from portfolio.web.access import requires
from portfolio.web.transactions import apart, release
from portfolio.web.uploads import blueprint, protocol, receiving
from portfolio.web.uploads.answers import described


@blueprint.post("/uploads")
@requires(Permission.ADD_EVIDENCE, loaders.own_candidate, streams=True)
def create(actor: Actor, candidate: Candidate) -> ResponseReturnValue:
    """Expect a file; a key sent before answers the upload it stands for, and where to go on."""
    pairs, size, brings_bytes = protocol.metadata(), protocol.length(), protocol.has_pieces()
    announced = _announced(pairs, size)
    item_id = pairs.get("evidence", "")
    upload_id = apart(lambda session: _begun(session, actor, announced, item_id).id)
    release()
    upload = loaders.own_upload(actor, upload_id)
    if brings_bytes and upload.offset == 0 and upload.state is UploadState.RECEIVING:
        receiving.receive(upload, 0)
        upload = loaders.own_upload(actor, upload_id)
    response = make_response("", 201)
    response.headers["Location"] = url_for("uploads.upload", upload_id=upload.id)
    return described(response, upload)


def _announced(pairs: dict[str, str], size: int) -> Announced:
    if not pairs.get("filename", "").strip():
        abort(400, "Name the file: filename in Upload-Metadata")
    key = pairs.get("key", "").strip() or token_urlsafe(24)
    if len(key) > LONGEST_KEY or not key.isprintable():
        abort(400, f"The key of a file has up to {LONGEST_KEY} characters, all of them visible")
    captured_at = protocol.moment(pairs.get("captured", ""))
    return Announced(key, clean_file_name(pairs["filename"]), size, captured_at)


def _begun(session: Session, actor: Actor, announced: Announced, item_id: str) -> Upload:
    candidate = loaders.own_candidate(actor)
    item = loaders.evidence(actor, protocol.identifier(item_id)) if item_id else None
    settings = outside().settings
    left = max(settings.candidate_bytes - bytes_held(session, candidate.id), 0)
    room = Room(settings.file_bytes, left, settings.files_an_item)
    return uploads.begin(session, actor, candidate, item, announced, room)
