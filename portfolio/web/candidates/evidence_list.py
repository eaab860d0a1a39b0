"""The candidate's own items, to look through, filter and sort; and taking one back."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal
from portfolio.domain.permissions import Permission
from portfolio.domain.states import EvidenceState
from portfolio.extensions import db_session
from portfolio.models.enrolment import Candidate
from portfolio.models.evidence import Evidence
from portfolio.queries import evidence_decisions
from portfolio.queries.evidence import SORTS, OwnItems, own_items
from portfolio.services import evidence_submitting
from portfolio.web import loaders, once
from portfolio.web.access import requires
from portfolio.web.candidates import blueprint
from portfolio.web.candidates.evidence_forms import WithdrawForm
from portfolio.web.filters import plural
from portfolio.web.flashes import flash
from portfolio.web.htmx import page


@blueprint.get("/candidate/evidence")
@requires(Permission.READ_PORTFOLIO, loaders.own_candidate)
def evidence_list(actor: Actor, candidate: Candidate) -> ResponseReturnValue:
    wanted = OwnItems(
        state=request.args.get("state", ""),
        text=request.args.get("q", "").strip()[:100],
        sort=request.args.get("sort", "code"),
        descending=request.args.get("order", "desc") == "desc",
        page=max(request.args.get("page", 1, type=int), 1),
    )
    found = own_items(db_session(), candidate.id, wanted)
    return page(
        "candidates/evidence_list.html",
        "evidence-list",
        candidate=candidate,
        found=found,
        wanted=wanted,
        sort=wanted.sort if wanted.sort in SORTS else "code",
        states=[("", "All states")] + [(state.value, state.value) for state in EvidenceState],
        result=f"Showing {plural(found.total, 'item')}",
        filtered=bool(wanted.state or wanted.text),
    )


@blueprint.route("/candidate/evidence/<uuid:evidence_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.WITHDRAW_EVIDENCE, loaders.evidence)
def withdraw_evidence(actor: Actor, evidence: Evidence) -> ResponseReturnValue:
    form = WithdrawForm()
    if form.validate_on_submit():
        if (answer := once.claim(form)) is not None:
            return answer
        try:
            return once.go_to(form, _deed(actor, evidence, form))
        except Refusal as refusal:
            form.refuse(refusal)
    status = 422 if form.is_submitted() else 200
    judged = evidence_decisions.is_judged(db_session(), evidence.id)
    return page(
        "candidates/withdraw_evidence.html",
        status=status,
        evidence=evidence,
        form=form,
        judged=judged,
    )


def _deed(actor: Actor, evidence: Evidence, form: WithdrawForm) -> str:
    if form.deed.data == "change" and evidence.state is EvidenceState.SUBMITTED:
        evidence_submitting.take_back(db_session(), actor, evidence)
        flash(f"{evidence.code} is a draft again. Submit it when it is ready")
        return url_for("candidates.edit_evidence", evidence_id=evidence.id)
    evidence_submitting.withdraw(db_session(), actor, evidence, form.reason.data or "")
    flash(f"{evidence.code} is withdrawn. The record of it stays")
    return url_for("candidates.evidence_list")
