"""The reviewer of an appeal looks at the frozen trail and decides, point by point (R-304)."""

from flask import abort, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.appeal import Appeal
from portfolio.services import appeal_letters, appeal_outcomes, case_letters
from portfolio.services.appeal_outcomes import Verdict
from portfolio.services.case_letters import Draft
from portfolio.web import file_response, file_states
from portfolio.web.access import requires
from portfolio.web.cases import appeal_forms, appeal_loaders, appeal_view, blueprint
from portfolio.web.cases.letters import link_to
from portfolio.web.flashes import flash
from portfolio.web.forms import Form, version_seen
from portfolio.web.htmx import page
from portfolio.web.keeping import keep
from portfolio.web.portfolios.files import sent


@blueprint.route("/<uuid:case_id>/appeal/review", methods=["GET", "POST"])
@requires(Permission.REVIEW_APPEAL, appeal_loaders.appeal)
def review_appeal(actor: Actor, appeal: Appeal) -> ResponseReturnValue:
    form = appeal_forms.review_form(appeal.points)

    def deed() -> str:
        said = _verdict(actor, appeal, form)
        outcome = appeal_outcomes.decide(db_session(), actor, appeal, said)
        flash(f"{appeal.case.reference}: {outcome.lower()}. The candidate is told")
        return url_for("cases.review_appeal", case_id=appeal.case_id)

    kept = keep(form, deed)
    return kept.answer or _shown(appeal, form, kept.status)


@blueprint.get("/<uuid:case_id>/appeal/files/<uuid:file_id>/<which>")
@requires(Permission.REVIEW_APPEAL, appeal_loaders.appeal_file)
def appeal_file(_actor: Actor, found: appeal_loaders.FrozenFile) -> ResponseReturnValue:
    """A file of the frozen evidence, or a copy of it to look at; no other file of the portfolio."""
    file = found.file
    if not file_states.opens(file):
        abort(404)
    which = found.which
    served = (
        file_response.original(file)
        if which == "original"
        else file_response.copy(file, file_response.copy_of(file, which))
    )
    return sent(served, file)


def _verdict(actor: Actor, appeal: Appeal, form: Form) -> Verdict:
    findings = appeal_forms.findings(form, appeal.points)
    message = appeal_letters.message(appeal, findings, form["more"].data or "")
    draft = Draft(appeal_letters.OUTCOME, message, link_to=link_to)
    letter = case_letters.compose(db_session(), appeal.case, actor, draft)
    return Verdict(findings, letter, version_seen(form["version"].data))


def _shown(appeal: Appeal, form: Form, status: int) -> ResponseReturnValue:
    form["version"].data = str(appeal.version)
    return page(
        "cases/review_appeal.html",
        status=status,
        appeal=appeal,
        form=form,
        view=appeal_view.view(appeal),
        hints=appeal_forms.hints,
        words=appeal_letters.point_words,
    )
