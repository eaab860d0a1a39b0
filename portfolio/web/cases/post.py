"""The letters written to a person, those that go by post, and the person's private link."""

from collections.abc import Sequence

from flask import abort, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.flashes import Tone
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.case import Case
from portfolio.models.case_record import CaseMessage
from portfolio.queries import case_page
from portfolio.services import case_links, case_records
from portfolio.web import case_loaders, once
from portfolio.web.access import requires
from portfolio.web.cases import blueprint
from portfolio.web.cases.letters import link_to
from portfolio.web.cases.record_forms import LinkForm, PostedForm
from portfolio.web.flashes import flash, link_to_copy
from portfolio.web.htmx import page


@blueprint.route("/<uuid:case_id>/letters", methods=["GET", "POST"])
@requires(Permission.WORK_ON_CASE, case_loaders.case)
def letters(actor: Actor, case: Case) -> ResponseReturnValue:
    form = PostedForm()
    written = case_page.letters(db_session(), case.id)
    if form.validate_on_submit():
        if (answer := once.claim(form)) is not None:
            return answer
        case_records.mark_posted(db_session(), actor, case, _one_of(written, form.message.data))
        flash("Kept as posted")
        return once.go_to(form, url_for("cases.letters", case_id=case.id))
    return page("cases/letters.html", case=case, form=form, letters=written)


def _one_of(written: Sequence[CaseMessage], sent_id: str | None) -> CaseMessage:
    found = [one for one in written if str(one.id) == sent_id]
    return found[0] if found else abort(404)


@blueprint.route("/<uuid:case_id>/link", methods=["GET", "POST"])
@requires(Permission.WORK_ON_CASE, case_loaders.case)
def link(actor: Actor, case: Case) -> ResponseReturnValue:
    form = LinkForm()
    if form.validate_on_submit():
        if (answer := once.claim(form)) is not None:
            return answer
        if form.do.data == "renew":
            flash(link_to(case_links.renew(db_session(), actor, case)), Tone.LINK)
            flash("The link before is ended. Give them this one: it is shown once")
        else:
            case_links.revoke(db_session(), actor, case)
            flash("The private link is ended")
        return once.go_to(form, url_for("cases.link", case_id=case.id))
    status = 422 if form.is_submitted() else 200
    beside = case_page.beside(db_session(), case)
    return page(
        "cases/link.html", status=status, case=case, form=form, beside=beside, link=link_to_copy()
    )
