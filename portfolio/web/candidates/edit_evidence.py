"""Adding evidence, step 2: say what the files show, choose criteria, confirm, submit."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain import evidence_changes
from portfolio.domain.actors import Actor
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.evidence import Evidence
from portfolio.outside import outside
from portfolio.services import evidence as services
from portfolio.services import evidence_files, evidence_submitting, uploads
from portfolio.web import loaders, once
from portfolio.web.access import requires
from portfolio.web.candidates import blueprint, edit_page
from portfolio.web.candidates.date_offered import offered_date
from portfolio.web.candidates.evidence_forms import EvidenceForm, posted_id, stored
from portfolio.web.flashes import flash
from portfolio.web.htmx import page, wants_fragment


@blueprint.route("/candidate/evidence/<uuid:evidence_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_EVIDENCE, loaders.evidence)
def edit_evidence(actor: Actor, evidence: Evidence) -> ResponseReturnValue:
    if request.method == "GET" and not _editable(evidence):
        return redirect(url_for("portfolios.evidence", evidence_id=evidence.id), 303)
    form = EvidenceForm(data=stored(evidence) | {"produced_on": offered_date(evidence)})
    if form.validate_on_submit():
        if (answer := once.claim(form)) is not None:
            return answer
        try:
            return once.go_to(form, _deed(actor, evidence, form))
        except Conflict:
            return edit_page.conflict(actor, evidence, form)
        except Refusal as refusal:
            form.refuse(refusal)
    return edit_page.show(actor, evidence, form, 422 if form.is_submitted() else 200)


@blueprint.get("/candidate/evidence/<uuid:evidence_id>/files")
@requires(Permission.EDIT_EVIDENCE, loaders.evidence, polls=True)
def file_list(actor: Actor, evidence: Evidence) -> ResponseReturnValue:
    """The files with their states; a page open on them asks until each is settled."""
    return page(
        "candidates/file_list.html",
        "file-list",
        evidence=evidence,
        buttons=wants_fragment(),
        **edit_page.file_list(actor, evidence),
    )


def _editable(evidence: Evidence) -> bool:
    return evidence.state in evidence_changes.EDITABLE and not evidence.staff_record


def _deed(actor: Actor, evidence: Evidence, form: EvidenceForm) -> str:
    """Do what the pressed button says, and answer where to go next.

    Every button saves what was typed, so that none of them can lose it.
    """
    session, said = db_session(), form.description()
    if request.form.get("deed") == "submit":
        evidence_submitting.submit(session, actor, evidence, said)
        flash(edit_page.submitted_words(session, evidence))
        return url_for("portfolios.evidence", evidence_id=evidence.id)
    services.describe(session, actor, evidence, said)
    here = url_for("candidates.edit_evidence", evidence_id=evidence.id)
    if request.form.get("deed") == "add-files":
        return url_for("candidates.add_files", evidence_id=evidence.id)
    if file_id := request.form.get("remove"):
        gone = evidence_files.remove(session, actor, evidence, posted_id(file_id))
        return url_for("candidates.edit_evidence", evidence_id=evidence.id, removed=gone.id)
    if file_id := request.form.get("put-back"):
        most = outside().settings.files_an_item
        back = evidence_files.put_back(session, actor, evidence, posted_id(file_id), most)
        flash(f"“{back.name}” is back")
        return here
    if upload_id := request.form.get("give-up"):
        given_up = loaders.own_upload(actor, posted_id(upload_id))
        uploads.end(session, actor, given_up)
        flash(f"“{given_up.name}” is removed")
        return here
    flash("Draft saved. Nothing has gone to your assessor yet")
    return here
