"""Records of the assessor's own: observation, questioning, professional discussion."""

from uuid import UUID

from flask import url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal
from portfolio.domain.evidence import EvidenceType
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.enrolment import Candidate
from portfolio.queries import assessor_picker
from portfolio.services import records
from portfolio.services.records import NewRecord
from portfolio.web import loaders, once
from portfolio.web.access import requires
from portfolio.web.assessors import blueprint
from portfolio.web.assessors.forms import RecordForm
from portfolio.web.flashes import flash
from portfolio.web.htmx import page


@blueprint.route("/candidates/<uuid:candidate_id>/records/add", methods=["GET", "POST"])
@requires(Permission.ADD_RECORD, loaders.candidate)
def add_record(actor: Actor, candidate: Candidate) -> ResponseReturnValue:
    form = RecordForm()
    if form.is_submitted() and (answer := once.claim(form)) is not None:
        return answer
    if form.validate_on_submit():
        try:
            made = records.add(db_session(), actor, candidate, _record(form))
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(f"{made.code} is in the portfolio, with your name. Judge it like any item")
            return once.go_to(form, url_for("assessors.workbench", evidence_id=made.id))
    chosen = form.criteria.data or []
    units = assessor_picker.load(db_session(), actor, candidate.id, chosen=chosen)
    return page(
        "assessors/add_record.html",
        status=422 if form.is_submitted() else 200,
        form=form,
        candidate=candidate,
        units=units,
        chosen=chosen,
        demonstration_wording=any(unit.demonstration for unit in units),
    )


def _record(form: RecordForm) -> NewRecord:
    kind = form.kind.data
    return NewRecord(
        kind=EvidenceType(kind) if kind in set(EvidenceType) else EvidenceType.PRODUCT,
        title=form.title.data or "",
        held_on=form.held_on.data,
        place=form.place.data or "",
        account=form.account.data or "",
        criterion_ids=criterion_ids(form.criteria.data or []),
    )


def criterion_ids(values: list[str]) -> tuple[UUID, ...]:
    """The ids a picker sent; what is no id names no criterion and is refused as such."""
    try:
        return tuple(dict.fromkeys(UUID(value) for value in values))
    except ValueError:
        raise Refusal("Choose criteria from the list", "criteria") from None
