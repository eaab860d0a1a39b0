"""Saying why it is all right that a file is in another candidate's portfolio too."""

from flask import url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectChoice, SelectMultipleField, TextAreaField
from wtforms.validators import Length

from portfolio.domain.actors import Actor
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.evidence import Evidence
from portfolio.queries import same_files as queries
from portfolio.queries.same_files import Finding
from portfolio.services import same_files as services
from portfolio.web import loaders, once
from portfolio.web.access import requires
from portfolio.web.assessors import blueprint
from portfolio.web.flashes import flash
from portfolio.web.forms import Form
from portfolio.web.htmx import page

MOST_WORDS = 2_000
"""Characters of a reason."""


class SameFilesForm(Form):
    findings = SelectMultipleField("Which files is this about?", validate_choice=False)
    reason = TextAreaField(
        "Why it is all right",
        [Length(max=MOST_WORDS, message=f"The reason may have up to {MOST_WORDS:,} characters")],
    )


@blueprint.route("/evidence/<uuid:evidence_id>/same-files", methods=["GET", "POST"])
@requires(Permission.SETTLE_SAME_FILES, loaders.evidence)
def same_files(actor: Actor, evidence: Evidence) -> ResponseReturnValue:
    form = SameFilesForm()
    status = 200
    if form.is_submitted():
        if (answer := once.claim(form)) is not None:
            return answer
        status = 422
        try:
            if form.validate():
                return _settled(actor, evidence, form)
        except Refusal as refusal:
            form.refuse(refusal)
            status = 409 if isinstance(refusal, Conflict) else 422
    return _shown(actor, evidence, form, status)


def _settled(actor: Actor, evidence: Evidence, form: SameFilesForm) -> ResponseReturnValue:
    session = db_session()
    known = [one.pair.id for one in queries.of_item(session, actor, evidence).listed]
    sent = form.findings.data or []
    chosen = [pair_id for pair_id in known if str(pair_id) in sent]
    services.settle(session, actor, evidence, chosen, form.reason.data or "")
    flash("Your reason is recorded for both assessors")
    return once.go_to(form, url_for("portfolios.evidence", evidence_id=evidence.id))


def _shown(
    actor: Actor, evidence: Evidence, form: SameFilesForm, status: int
) -> ResponseReturnValue:
    session = db_session()
    if status == 409:
        session.rollback()
    found = queries.of_item(session, actor, evidence)
    form.findings.choices = [SelectChoice(str(one.pair.id), _words(one)) for one in found.open]
    if not form.is_submitted():
        form.findings.data = [choice.value for choice in form.findings.choices]
    return page(
        "assessors/same_files.html", status=status, evidence=evidence, form=form, same_files=found
    )


def _words(finding: Finding) -> str:
    """The file and where else it is, as far as this assessor may know."""
    if finding.open_to_reader:
        item = finding.other.evidence
        return f"{finding.own.name}, also in {item.code} of {item.candidate.name}"
    return f"{finding.own.name}, also in the portfolio of another candidate of this centre"
