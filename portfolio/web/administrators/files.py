"""Files being received: what is stuck on its way in, what was refused or held back."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal
from portfolio.domain.flashes import Tone
from portfolio.domain.permissions import Permission
from portfolio.domain.states import FileState, UploadState
from portfolio.domain.uploads import percent
from portfolio.extensions import db_session
from portfolio.models.evidence import EvidenceFile
from portfolio.models.upload import Upload
from portfolio.outside import outside
from portfolio.queries import files_arriving, jobs
from portfolio.services import evidence_checking, upload_joining, uploads
from portfolio.web import file_states, loaders, once
from portfolio.web.access import requires
from portfolio.web.administrators import blueprint
from portfolio.web.administrators.forms import PressForm
from portfolio.web.filters import waited
from portfolio.web.flashes import flash
from portfolio.web.htmx import page
from portfolio.web.loaders import OwnCentre


@dataclass(frozen=True)
class Row:
    """One file or upload; ``press`` is the address of what can be done about it."""

    id: Any
    candidate: str
    code: str
    size: int
    age: str
    tag: str
    why: str
    again: str = ""
    delete: str = ""


@blueprint.get("/files")
@requires(Permission.OVERSEE_FILES, loaders.own_centre)
def files(actor: Actor, _centre: OwnCentre) -> ResponseReturnValue:
    session = db_session()
    found = files_arriving.arriving(session, actor)
    keys = [_job_of(one) for one in found.uploads] + [_job_of(one) for one in found.checking]
    errors = jobs.last_errors(session, keys)
    on = outside().settings.scanner_on
    return page(
        "administrators/files.html",
        waiting=[_upload(one, errors) for one in found.uploads]
        + [_file(one, errors) for one in found.checking],
        held_back=[_file(one, errors) for one in found.held_back],
        refused=[_file(one, errors) for one in found.refused],
        scanner_on=on,
        not_scanned=files_arriving.not_scanned(session) if on else 0,
        press=PressForm(),
    )


@blueprint.post("/files/<uuid:file_id>/check")
@requires(Permission.OVERSEE_FILES, loaders.overseen_file)
def check_file(actor: Actor, file: EvidenceFile) -> ResponseReturnValue:
    form = PressForm()
    if (answered := once.claim(form)) is not None:
        return answered
    try:
        evidence_checking.check_again(db_session(), actor, file)
    except Refusal as refusal:
        flash(refusal.message, Tone.WARN)
    else:
        flash("It is being checked again now")
    return once.go_to(form, url_for(".files"))


@blueprint.post("/uploads/<uuid:upload_id>/join")
@requires(Permission.OVERSEE_FILES, loaders.overseen_upload)
def join_upload(actor: Actor, upload: Upload) -> ResponseReturnValue:
    form = PressForm()
    if (answered := once.claim(form)) is not None:
        return answered
    try:
        upload_joining.join_again(db_session(), actor, upload)
    except Refusal as refusal:
        flash(refusal.message, Tone.WARN)
    else:
        flash("It is being put together again now")
    return once.go_to(form, url_for(".files"))


@blueprint.post("/uploads/<uuid:upload_id>/delete")
@requires(Permission.OVERSEE_FILES, loaders.overseen_upload)
def delete_upload(actor: Actor, upload: Upload) -> ResponseReturnValue:
    form = PressForm()
    if (answered := once.claim(form)) is not None:
        return answered
    try:
        uploads.end(db_session(), actor, upload)
    except Refusal as refusal:
        flash(refusal.message, Tone.WARN)
    else:
        flash("The upload is deleted. Its candidate can send the file again")
    return once.go_to(form, url_for(".files"))


def _job_of(one: Upload | EvidenceFile) -> str:
    return f"join-upload:{one.id}" if isinstance(one, Upload) else f"check-file:{one.id}"


def _upload(one: Upload, errors: dict[str, str]) -> Row:
    whole = one.state is UploadState.RECEIVED
    arrived = f"{percent(one.offset, one.size)} % has arrived"
    why = errors.get(_job_of(one), "") if whole else "The rest has not been sent yet"
    return Row(
        one.id,
        one.candidate.name,
        one.evidence.code,
        one.size,
        waited(one.created_at),
        "Checking" if whole else "Sending",
        f"{arrived}. {why}".removesuffix(". "),
        again=url_for(".join_upload", upload_id=one.id) if whole else "",
        delete=url_for(".delete_upload", upload_id=one.id),
    )


def _file(one: EvidenceFile, errors: dict[str, str]) -> Row:
    """Without the file's name, which may be personal and stands in what its sender reads."""
    error = errors.get(_job_of(one), "")
    said = file_states.sentence(one).replace(f"“{one.name}”", "It")
    if one.state is FileState.QUARANTINED:
        said = f"The scanner found {one.scan}"
    waits = file_states.is_waited_for(one)
    return Row(
        one.id,
        one.evidence.candidate.name,
        one.evidence.code,
        one.size,
        waited(one.uploaded_at),
        file_states.tag(one),
        f"{said}. {error}" if error else said,
        again=url_for(".check_file", file_id=one.id) if waits else "",
    )
