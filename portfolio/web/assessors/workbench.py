"""The workbench: one item beside the criteria it is tagged to."""

from uuid import UUID

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.criterion_words import listed_criteria
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.evidence import Evidence
from portfolio.queries import assessing, assessor_picker
from portfolio.services import assessment, assessor_tags
from portfolio.web import (
    cross_references,
    file_links,
    file_states,
    htmx,
    loaders,
    once,
    same_files,
    stages,
)
from portfolio.web.access import requires
from portfolio.web.assessors import bench, blueprint
from portfolio.web.assessors.forms import TagForm, judge_form
from portfolio.web.assessors.records import criterion_ids
from portfolio.web.flashes import flash
from portfolio.web.forms import Form
from portfolio.web.htmx import page

HERE = "assessors.workbench"


@blueprint.get("/evidence/<uuid:evidence_id>")
@requires(Permission.JUDGE_EVIDENCE, loaders.evidence_to_judge)
def workbench(actor: Actor, evidence: Evidence) -> ResponseReturnValue:
    return _shown(actor, evidence, None, 200)


@blueprint.post("/evidence/<uuid:evidence_id>")
@requires(Permission.JUDGE_EVIDENCE, loaders.evidence_to_judge)
def judge(actor: Actor, evidence: Evidence) -> ResponseReturnValue:
    """Keep, record or refer; a button may also keep everything and untag, or go on to tag."""
    criteria = assessing.item_criteria(db_session(), actor, evidence)
    form = judge_form(criteria.asked)
    if htmx.wants_fragment():
        return _kept(actor, evidence, form, criteria)
    if (answer := once.claim(form)) is not None:
        return answer
    status = 422
    if form.validate():
        try:
            return once.go_to(form, _do(actor, evidence, form, criteria))
        except Refusal as refusal:
            form.refuse(refusal)
            status = 409 if isinstance(refusal, Conflict) else 422
    return _shown(actor, evidence, form, status)


@blueprint.route("/evidence/<uuid:evidence_id>/tags", methods=["GET", "POST"])
@requires(Permission.TAG_EVIDENCE, loaders.evidence_to_judge)
def tag_evidence(actor: Actor, evidence: Evidence) -> ResponseReturnValue:
    form = TagForm()
    back = url_for("assessors.workbench", evidence_id=evidence.id)
    session = db_session()
    if form.is_submitted() and (answer := once.claim(form)) is not None:
        return answer
    if form.validate_on_submit():
        try:
            ids = criterion_ids(form.criteria.data or [])
            numbers = assessor_tags.tag(session, actor, evidence, ids)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(f"Tagged to {listed_criteria(numbers)}, with your name")
            return once.go_to(form, back)
    return _tags_page(actor, evidence, form)


def _do(actor: Actor, evidence: Evidence, form: Form, criteria: assessing.ItemCriteria) -> str:
    """Do what the pressed button says; returns where that leads."""
    session, sheet = db_session(), bench.sheet_of(form, criteria.asked)
    here = url_for("assessors.workbench", evidence_id=evidence.id)
    deed = request.form.get("do", "draft")
    if deed == "accept":
        assessment.accept(session, actor, evidence, sheet, bench.seen())
        flash(f"{evidence.code} is accepted. The candidate has been told and sees your feedback")
        return url_for("assessors.queue")
    if deed == "refer":
        assessment.refer(session, actor, evidence, sheet, bench.seen())
        flash(f"{evidence.code} is sent back. The candidate has been told and sees your feedback")
        return url_for("assessors.queue")
    assessment.keep(session, actor, evidence, sheet, bench.seen())
    if deed == "tag":
        return url_for("assessors.tag_evidence", evidence_id=evidence.id)
    if deed.startswith("untag:"):
        chosen: tuple[UUID, ...] = criterion_ids([deed.removeprefix("untag:")])
        numbers = assessor_tags.untag(session, actor, evidence, chosen)
        flash(f"No longer tagged to {listed_criteria(numbers)}")
        return here
    flash("Draft kept. The candidate sees nothing until you record or refer")
    return here


def _kept(
    actor: Actor, evidence: Evidence, form: Form, criteria: assessing.ItemCriteria
) -> ResponseReturnValue:
    """Keep what is typed while the assessor goes on; only the line that says so is answered.

    A conflict is for the error page: its words stand at the top, and nothing typed is touched.
    """
    try:
        sheet = bench.sheet_of(form, criteria.asked)
        assessment.keep(db_session(), actor, evidence, sheet, bench.seen())
    except Conflict:
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        return _shown(actor, evidence, form, 422)
    return _shown(actor, evidence, form, 200)


def _tags_page(actor: Actor, evidence: Evidence, form: TagForm) -> ResponseReturnValue:
    held = {str(tag.criterion_id) for tag in evidence.current_tags}
    chosen = form.criteria.data or []
    every = assessor_picker.load(db_session(), actor, evidence.candidate_id, chosen=chosen)
    others = cross_references.other_units(every, held)
    units = assessor_picker.leave_out(every, held)
    return page(
        "assessors/tag_evidence.html",
        status=422 if form.is_submitted() else 200,
        form=form,
        evidence=evidence,
        units=units,
        others=others,
        chosen=chosen,
        back_href=url_for("assessors.workbench", evidence_id=evidence.id),
        demonstration_wording=any(unit.demonstration for unit in units),
    )


def _shown(actor: Actor, evidence: Evidence, form: Form | None, status: int) -> ResponseReturnValue:
    found = bench.load(db_session(), actor, evidence, form)
    return page(
        "assessors/workbench.html",
        "bench-status",
        status=status,
        evidence=evidence,
        bench=found,
        form=found.form,
        same_files=same_files.known_to(actor, evidence),
        stage=stages.stage(actor, evidence, HERE),
        link=lambda file: file_links.link(actor, file),
        tabs=stages.tabs(evidence, HERE),
        **file_states.part(actor, evidence, HERE),
        demonstration_wording=found.criteria.demonstration,
    )
