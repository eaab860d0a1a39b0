"""Adding evidence, step 1: files become a draft at once, so that nothing can lose them."""

from flask import url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.enrolment import Candidate
from portfolio.models.evidence import Evidence, EvidenceFile
from portfolio.services import evidence as services
from portfolio.web import loaders, once
from portfolio.web.access import requires
from portfolio.web.candidates import blueprint, upload_pages
from portfolio.web.candidates.evidence_forms import PlaceForm
from portfolio.web.candidates.originality import originality_first


@blueprint.route("/candidate/evidence/add", methods=["GET", "POST"])
@requires(Permission.ADD_EVIDENCE, loaders.own_candidate)
def add_evidence(actor: Actor, candidate: Candidate) -> ResponseReturnValue:
    if (detour := originality_first()) is not None:
        return detour
    form = PlaceForm()
    if form.validate_on_submit():
        if (answer := once.claim(form)) is not None:
            return answer
        try:
            item = services.add(db_session(), actor, candidate, [], form.place.data or "")
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return once.go_to(form, url_for(".edit_evidence", evidence_id=item.id))
    status = 422 if form.is_submitted() else 200
    return upload_pages.add_page(actor, candidate, place=form, status=status)


@blueprint.get("/candidate/evidence/<uuid:evidence_id>/files/add")
@requires(Permission.EDIT_EVIDENCE, loaders.evidence)
def add_files(actor: Actor, evidence: Evidence) -> ResponseReturnValue:
    if (detour := originality_first()) is not None:
        return detour
    return upload_pages.more_page(actor, evidence)


@blueprint.get("/candidate/files/<uuid:file_id>/replace")
@requires(Permission.EDIT_EVIDENCE, loaders.file)
def replace_file(actor: Actor, file: EvidenceFile) -> ResponseReturnValue:
    if (detour := originality_first()) is not None:
        return detour
    return upload_pages.replace_page(actor, file.evidence, file)
