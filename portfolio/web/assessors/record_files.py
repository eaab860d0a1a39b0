"""A recording or file for a record of the assessor's own, streamed like every other file."""

from collections.abc import Sequence
from dataclasses import dataclass
from secrets import token_urlsafe
from uuid import UUID

from flask import Response, abort, current_app, request, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.exceptions import RequestEntityTooLarge
from wtforms import MultipleFileField

from portfolio.adapters.storage import StoreFailure
from portfolio.domain.actors import Actor, Facts
from portfolio.domain.errors import Refusal
from portfolio.domain.flashes import Tone
from portfolio.domain.permissions import Permission
from portfolio.extensions import csrf, db_session, writing
from portfolio.models.evidence import Evidence
from portfolio.outside import outside
from portfolio.queries.evidence import bytes_held
from portfolio.services import records
from portfolio.web import loaders, multipart, once, upload_places
from portfolio.web.access import ask_again, requires
from portfolio.web.assessors import blueprint
from portfolio.web.flashes import flash
from portfolio.web.forms import Form
from portfolio.web.htmx import page

STORE_FAILED = "We cannot store files just now, so nothing was taken in. Try again in a few minutes"


class RecordFilesForm(Form):
    """The body is read by ``web.multipart``; this only carries refusals."""

    files = MultipleFileField("Files", id="capture")


@dataclass(frozen=True)
class SentFiles:
    """A sent form: the record its files are for, and its one-time key."""

    evidence: Evidence
    key: str

    def facts(self) -> Facts:
        return self.evidence.facts()


def sent_files(actor: Actor, token: str) -> SentFiles:
    """The form of an address, 404 unless it was made for this sign-in."""
    try:
        session_id, key, evidence_id = _signer().loads(token)
    except (BadData, ValueError):
        abort(404)
    if session_id != str(actor.session_id):
        abort(404)
    return SentFiles(loaders.evidence_to_judge(actor, UUID(evidence_id)), key)


@blueprint.get("/evidence/<uuid:evidence_id>/files")
@requires(Permission.ADD_RECORD, loaders.evidence_to_judge)
def record_files(actor: Actor, evidence: Evidence) -> ResponseReturnValue:
    return _page(actor, evidence, [], 200)


@blueprint.post("/records/upload/<token>")
@csrf.exempt  # type: ignore[untyped-decorator]
@requires(Permission.ADD_RECORD, sent_files, streams=True)
def upload_record_files(actor: Actor, sent: SentFiles) -> ResponseReturnValue:
    """Take the files in with no transaction open, then keep them in a short one."""
    try:
        batch = _take_in(sent.evidence)
    except upload_places.Busy as busy:
        return _page(actor, sent.evidence, [str(busy)], 503)
    except RequestEntityTooLarge:
        return _page(actor, sent.evidence, ["That is more than fits. Choose smaller files"], 413)
    except StoreFailure:
        return _page(actor, sent.evidence, [STORE_FAILED], 503)
    if not batch.files:
        refusals = batch.refusals or ["Choose a file or a recording first"]
        return _page(actor, sent.evidence, refusals, 422)
    with batch.thrown_away_if_refused():
        return _kept(actor, sent, batch)


def _take_in(evidence: Evidence) -> multipart.Batch:
    settings, session = outside().settings, db_session()
    room = max(settings.candidate_bytes - bytes_held(session, evidence.candidate_id), 0)
    request.max_content_length = room + multipart.MOST_FORM_BYTES
    places = max(settings.files_an_item - len(evidence.current_files), 0)
    centre_id = evidence.candidate.centre_id
    session.rollback()
    batch = multipart.Batch(outside().store, centre_id, settings.file_bytes, places)
    with upload_places.one_of_few():
        multipart.receive(request, batch)
    return batch


def _kept(actor: Actor, sent: SentFiles, batch: multipart.Batch) -> ResponseReturnValue:
    writing.set(True)
    sent = ask_again(actor, Permission.ADD_RECORD, sent_files)
    if (answer := once.claim_key(sent.key)) is not None:
        batch.discard()
        return answer
    most = outside().settings.files_an_item
    try:
        records.add_files(db_session(), actor, sent.evidence, batch.files, most)
    except Refusal as refusal:
        batch.discard()
        db_session().rollback()
        return _page(actor, sent.evidence, [str(refusal)], 422)
    for refused in batch.refused():
        flash(f"Not added: {refused}", Tone.WARN)
    flash(f"{len(batch.files)} added to {sent.evidence.code}")
    here = url_for("assessors.workbench", evidence_id=sent.evidence.id)
    return once.go_to_from(sent.key, here)


def _page(actor: Actor, evidence: Evidence, refusals: Sequence[str], status: int) -> Response:
    form = RecordFilesForm(formdata=None)
    form.files.errors = [*refusals]
    token = _signer().dumps([str(actor.session_id), token_urlsafe(12), str(evidence.id)])
    return page(
        "assessors/record_files.html",
        status=status,
        form=form,
        evidence=evidence,
        upload_url=url_for("assessors.upload_record_files", token=token),
        back_href=url_for("assessors.workbench", evidence_id=evidence.id),
        limits=outside().settings,
    )


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="record files")
