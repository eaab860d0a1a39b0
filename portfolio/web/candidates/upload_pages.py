"""The pages files are chosen on: for a new item, for more files, for a file's successor."""

from collections.abc import Sequence

from flask import Response, url_for

from portfolio.adapters.file_types import ACCEPTED_EXTENSIONS
from portfolio.domain.actors import Actor
from portfolio.extensions import db_session
from portfolio.models.enrolment import Candidate
from portfolio.models.evidence import Evidence, EvidenceFile
from portfolio.outside import outside
from portfolio.queries.evidence import bytes_held
from portfolio.web.candidates import upload_form
from portfolio.web.candidates.evidence_forms import FilesForm, PlaceForm
from portfolio.web.candidates.upload_form import UploadForm
from portfolio.web.htmx import page


def add_page(
    actor: Actor,
    candidate: Candidate,
    *,
    files: FilesForm | None = None,
    place: PlaceForm | None = None,
    status: int = 200,
) -> Response:
    """Step 1 of a new item: files, or the place of a physical original."""
    form = next((form for form in (files, place) if form and form.errors), None)
    return page(
        "candidates/add_evidence.html",
        status=status,
        form=form,
        files=files or FilesForm(formdata=None),
        place=place or PlaceForm(formdata=None),
        upload_url=upload_form.address(actor),
        held=bytes_held(db_session(), candidate.id),
        limits=outside().settings,
        extensions=ACCEPTED_EXTENSIONS,
    )


def shell_page() -> Response:
    """The capture page for nobody in particular: nothing in it tells who asked for it."""
    return page(
        "candidates/add_evidence.html",
        form=None,
        files=FilesForm(formdata=None),
        place=None,
        upload_url=None,
        held=None,
        limits=outside().settings,
        extensions=ACCEPTED_EXTENSIONS,
        actor=None,
        person=None,
    )


def more_page(
    actor: Actor, evidence: Evidence, files: FilesForm | None = None, status: int = 200
) -> Response:
    """More files for an item that is still the candidate's to change."""
    return _of_item(actor, evidence, None, files, status)


def replace_page(
    actor: Actor,
    evidence: Evidence,
    file: EvidenceFile,
    files: FilesForm | None = None,
    status: int = 200,
) -> Response:
    """The successor of one file, with what replacing means for decisions already made."""
    return _of_item(actor, evidence, file, files, status)


def again(actor: Actor, form: UploadForm, refusals: Sequence[str], status: int) -> Response:
    """The page a form came from, with why its files were not taken; its address is a fresh one."""
    files = FilesForm(formdata=None)
    files.files.errors = [*refusals]
    if form.evidence is None:
        return add_page(actor, form.candidate, files=files, status=status)
    file = next((one for one in form.evidence.files if one.id == form.replaces), None)
    return _of_item(actor, form.evidence, file, files, status)


def _of_item(
    actor: Actor,
    evidence: Evidence,
    file: EvidenceFile | None,
    files: FilesForm | None,
    status: int,
) -> Response:
    settings = outside().settings
    return page(
        "candidates/replace_file.html" if file else "candidates/add_files.html",
        status=status,
        form=files,
        files=files or FilesForm(formdata=None),
        evidence=evidence,
        file=file,
        upload_url=upload_form.address(actor, evidence, file.id if file else None),
        back_href=url_for("candidates.edit_evidence", evidence_id=evidence.id),
        room=settings.files_an_item - len(evidence.current_files),
        held=bytes_held(db_session(), evidence.candidate_id),
        limits=settings,
    )
