"""One upload: how far it is, more of its bytes, and giving it up."""

from flask import abort, jsonify, make_response
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.domain.uploads import say
from portfolio.extensions import db_session
from portfolio.models.upload import Upload
from portfolio.services import uploads
from portfolio.web import loaders
from portfolio.web.access import requires
from portfolio.web.uploads import blueprint, protocol, receiving
from portfolio.web.uploads.answers import described


@blueprint.get("/uploads/<uuid:upload_id>")
@requires(Permission.EDIT_EVIDENCE, loaders.own_upload, polls=True)
def upload(actor: Actor, upload: Upload) -> ResponseReturnValue:
    """How far it is: HEAD as tus asks it, GET with a word and a sentence for a page."""
    uploads.check_not_gone(upload)
    kept = upload.file
    state, reason = (kept.state, kept.state_reason) if kept else (upload.state, upload.reason)
    words = say(state, reason, upload.offset, upload.size)
    response = jsonify(state=state.value, say=words, offset=upload.offset, size=upload.size)
    response.headers["Upload-Length"] = str(upload.size)
    response.headers["Upload-Metadata"] = protocol.metadata_of(
        {"filename": upload.name, "key": upload.item_key, "evidence": str(upload.evidence_id)}
    )
    response.headers["Cache-Control"] = "no-store"
    return described(response, upload)


@blueprint.patch("/uploads/<uuid:upload_id>")
@requires(Permission.EDIT_EVIDENCE, loaders.own_upload, streams=True)
def send_more(actor: Actor, upload: Upload) -> ResponseReturnValue:
    """Take in what follows ``Upload-Offset``: any number of bytes, up to the end of the file."""
    if not protocol.has_pieces():
        abort(415, f"The Content-Type of a piece of a file is {protocol.PIECES}")
    uploads.check_open(upload)
    start = protocol.offset()
    if start != upload.offset:
        response = make_response("These bytes are not what follows. Go on at Upload-Offset", 409)
        return described(response, upload)
    return receiving.received(make_response("", 204), upload, start)


@blueprint.delete("/uploads/<uuid:upload_id>")
@requires(Permission.EDIT_EVIDENCE, loaders.own_upload)
def end(actor: Actor, upload: Upload) -> ResponseReturnValue:
    """Give it up: what arrived is deleted."""
    uploads.end(db_session(), actor, upload)
    return "", 204
