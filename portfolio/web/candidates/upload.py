"""Sending files: streamed into the store with no transaction open, then kept in a short one."""

from collections.abc import Sequence

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from portfolio.adapters.storage import StoreFailure
from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal
from portfolio.domain.flashes import Tone
from portfolio.domain.permissions import Permission
from portfolio.extensions import csrf, db_session, writing
from portfolio.models.evidence import Evidence
from portfolio.outside import outside
from portfolio.queries.evidence import bytes_held
from portfolio.services import evidence, evidence_files, evidence_replacing
from portfolio.web import multipart, once, upload_places
from portfolio.web.access import ask_again, requires
from portfolio.web.candidates import blueprint, upload_form, upload_pages
from portfolio.web.candidates.originality import originality_first
from portfolio.web.candidates.upload_form import UploadForm
from portfolio.web.filters import file_size
from portfolio.web.flashes import flash

STORE_FAILED = (
    "We cannot store files just now, so nothing was taken in. "
    "Your own files are untouched. Try again in a few minutes"
)


@blueprint.post("/candidate/evidence/upload/<token>")
@csrf.exempt  # type: ignore[untyped-decorator]
@requires(Permission.ADD_EVIDENCE, upload_form.sent_form, streams=True)
def upload(actor: Actor, form: UploadForm) -> ResponseReturnValue:
    if (detour := originality_first()) is not None:
        return detour
    try:
        batch = _take_in(form)
    except upload_places.Busy as busy:
        return _later(actor, form, str(busy))
    except RequestEntityTooLarge:
        return upload_pages.again(actor, form, [_too_much(form)], 413)
    except StoreFailure:
        return _later(actor, form, STORE_FAILED)
    if not batch.files:
        refusals = batch.refusals or ["Choose a file, take a photo or record something first"]
        return upload_pages.again(actor, form, refusals, 422)
    with batch.thrown_away_if_refused():
        return _kept(actor, form, batch)


def _take_in(form: UploadForm) -> multipart.Batch:
    """Stream the body into the store; nothing of the database is held meanwhile."""
    settings = outside().settings
    session = db_session()
    room = max(settings.candidate_bytes - bytes_held(session, form.candidate.id), 0)
    request.max_content_length = room + multipart.MOST_FORM_BYTES
    batch = multipart.Batch(
        outside().store, form.candidate.centre_id, settings.file_bytes, _places(form)
    )
    session.rollback()
    with upload_places.one_of_few():
        multipart.receive(request, batch)
    return batch


def _places(form: UploadForm) -> int:
    if form.replaces:
        return 1
    held = len(form.evidence.current_files) if form.evidence else 0
    return max(outside().settings.files_an_item - held, 0)


def _kept(actor: Actor, form: UploadForm, batch: multipart.Batch) -> ResponseReturnValue:
    """Write what came in; a second sending of the same form gets the answer of the first."""
    writing.set(True)
    form = ask_again(actor, Permission.ADD_EVIDENCE, upload_form.sent_form)
    if (answer := once.claim_key(form.key)) is not None:
        batch.discard()
        return answer
    try:
        item = _item_with(actor, form, batch.files)
    except Refusal as refusal:
        batch.discard()
        db_session().rollback()
        return upload_pages.again(actor, form, [str(refusal)], 422)
    for refused in batch.refused():
        flash(f"Not added: {refused}", Tone.WARN)
    return once.go_to_from(form.key, url_for("candidates.edit_evidence", evidence_id=item.id))


def _item_with(
    actor: Actor, form: UploadForm, files: Sequence[evidence_files.Received]
) -> Evidence:
    session, most = db_session(), outside().settings.files_an_item
    if form.evidence is None:
        return evidence.add(session, actor, form.candidate, files)
    if form.replaces is None:
        evidence_files.add(session, actor, form.evidence, files, most)
    else:
        evidence_replacing.replace(session, actor, form.evidence, form.replaces, files[0])
    return form.evidence


def _too_much(form: UploadForm) -> str:
    most = outside().settings.candidate_bytes
    left = max(most - bytes_held(db_session(), form.candidate.id), 0)
    return (
        f"That is more than fits: you have {file_size(left)} of {file_size(most)} left. "
        "Choose fewer or smaller files"
    )


def _later(actor: Actor, form: UploadForm, message: str) -> Response:
    response = upload_pages.again(actor, form, [message], 503)
    response.headers["Retry-After"] = "60"
    return response
