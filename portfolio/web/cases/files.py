"""Files of a case: sent by staff as a stream, opened through the app."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from secrets import token_urlsafe
from uuid import UUID

from flask import Response, abort, current_app, request, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.exceptions import RequestEntityTooLarge
from wtforms import MultipleFileField

from portfolio.adapters import file_types
from portfolio.adapters.storage import NotStored, StoreFailure, StoreUnavailable
from portfolio.domain.actors import Actor, Facts
from portfolio.domain.errors import Refusal
from portfolio.domain.file_states import needs_warning
from portfolio.domain.flashes import Tone
from portfolio.domain.permissions import Permission
from portfolio.extensions import csrf, db_session, writing
from portfolio.models.case import Case
from portfolio.models.case_record import CaseFile
from portfolio.outside import outside
from portfolio.services import case_files, case_steps
from portfolio.web import case_loaders, file_response, multipart, once, upload_places
from portfolio.web.access import ask_again, requires
from portfolio.web.case_file_links import linked_file
from portfolio.web.cases import blueprint
from portfolio.web.flashes import flash
from portfolio.web.forms import Form
from portfolio.web.htmx import page
from portfolio.web.login import request_id

MOST_AT_ONCE = 10
STORE_FAILED = "We cannot store files just now, so nothing was taken in. Try again in a few minutes"
AWAY = "The file is safe, but the place it is kept does not answer. Try again soon."
log = logging.getLogger(__name__)


class CaseFilesForm(Form):
    """The body is read by ``web.multipart``; this only carries refusals."""

    files = MultipleFileField("Files", id="capture")


@dataclass(frozen=True)
class SentFiles:
    """A sent form: the case its files are for, who sees them, and its one-time key."""

    case: Case
    staff_only: bool
    key: str

    def facts(self) -> Facts:
        return self.case.facts()


def sent_files(actor: Actor, token: str) -> SentFiles:
    """The form of an address, 404 unless it was made for this sign-in."""
    try:
        session_id, key, case_id, staff_only = _signer().loads(token)
    except (BadData, ValueError):
        abort(404)
    if session_id != str(actor.session_id):
        abort(404)
    return SentFiles(case_loaders.case(actor, UUID(case_id)), bool(staff_only), key)


@blueprint.get("/<uuid:case_id>/files")
@requires(Permission.WORK_ON_CASE, case_loaders.case)
def add_files(actor: Actor, case: Case) -> ResponseReturnValue:
    case_steps.check_open(case)
    return _page(actor, case, staff_only="shown" not in request.args)


@blueprint.post("/upload/<token>")
@csrf.exempt  # type: ignore[untyped-decorator]
@requires(Permission.WORK_ON_CASE, sent_files, streams=True)
def upload_files(actor: Actor, sent: SentFiles) -> ResponseReturnValue:
    """Take the files in with no transaction open, then keep them in a short one."""
    case, hidden = sent.case, sent.staff_only
    try:
        batch = _take_in(case)
    except upload_places.Busy as busy:
        return _page(actor, case, [str(busy)], 503, staff_only=hidden)
    except RequestEntityTooLarge:
        words = "That is more than fits. Choose smaller files"
        return _page(actor, case, [words], 413, staff_only=hidden)
    except StoreFailure:
        return _page(actor, case, [STORE_FAILED], 503, staff_only=hidden)
    if not batch.files:
        refusals = batch.refusals or ["Choose a file first"]
        return _page(actor, case, refusals, 422, staff_only=hidden)
    with batch.thrown_away_if_refused():
        return _kept(actor, sent, batch)


def _take_in(case: Case) -> multipart.Batch:
    settings, centre_id = outside().settings, case.centre_id
    most = MOST_AT_ONCE * settings.file_bytes
    request.max_content_length = most + multipart.MOST_FORM_BYTES
    db_session().rollback()
    batch = multipart.Batch(outside().store, centre_id, settings.file_bytes, MOST_AT_ONCE)
    with upload_places.one_of_few():
        multipart.receive(request, batch)
    return batch


def _kept(actor: Actor, sent: SentFiles, batch: multipart.Batch) -> ResponseReturnValue:
    writing.set(True)
    sent = ask_again(actor, Permission.WORK_ON_CASE, sent_files)
    if (answer := once.claim_key(sent.key)) is not None:
        batch.discard()
        return answer
    case, hidden = sent.case, sent.staff_only
    try:
        case_files.add(db_session(), actor, case, batch.files, staff_only=hidden)
    except Refusal as refusal:
        batch.discard()
        db_session().rollback()
        return _page(actor, case, [str(refusal)], 422, staff_only=hidden)
    for refused in batch.refused():
        flash(f"Not added: {refused}", Tone.WARN)
    flash(f"{len(batch.files)} added to {case.reference}")
    return once.go_to_from(sent.key, url_for("cases.case", case_id=case.id))


def _page(
    actor: Actor,
    case: Case,
    refusals: Sequence[str] = (),
    status: int = 200,
    *,
    staff_only: bool,
) -> Response:
    form = CaseFilesForm(formdata=None)
    form.files.errors = [*refusals]
    parts = [str(actor.session_id), token_urlsafe(12), str(case.id), int(staff_only)]
    return page(
        "cases/add_files.html",
        status=status,
        form=form,
        case=case,
        staff_only=staff_only,
        upload_url=url_for("cases.upload_files", token=_signer().dumps(parts)),
        limits=outside().settings,
    )


@blueprint.get("/files/<uuid:file_id>/<signature>")
@requires(Permission.READ_CASE, linked_file)
def file(_actor: Actor, file: CaseFile) -> ResponseReturnValue:
    try:
        return file_response.send(outside().store, served(file))
    except StoreUnavailable:
        abort(503, AWAY)
    except NotStored:
        log.error("missing from the store: %s, file %s (%s)", file.key, file.id, request_id())
        abort(503, AWAY)


def served(file: CaseFile) -> file_response.Served:
    """The file as it arrived, as a download; sound and video play where they were scanned."""
    found = file_types.of_media_type(file.media_type)
    plays = found is not None and found.inline and found.kind in {"audio", "video"}
    return file_response.Served(
        file.key,
        file.size,
        file.sha256,
        found.media_type if found else "application/octet-stream",
        file.name,
        inline=plays and not needs_warning(file.scan),
    )


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="case files")
