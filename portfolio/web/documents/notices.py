"""Public notices of changes to the service: posted, and taken back."""

from flask import url_for
from flask.typing import ResponseReturnValue

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.document import ServiceNotice
from portfolio.queries import service_notices as queries
from portfolio.services import service_notices
from portfolio.web import document_loaders, loaders
from portfolio.web.access import requires
from portfolio.web.documents import blueprint
from portfolio.web.documents.forms import NoticeForm
from portfolio.web.flashes import flash
from portfolio.web.htmx import go_to, page
from portfolio.web.keeping import keep


@blueprint.route("/notices", methods=["GET", "POST"])
@requires(Permission.PUBLISH_SERVICE, loaders.own_centre)
def notices(actor: Actor, _centre: loaders.OwnCentre) -> ResponseReturnValue:
    form = NoticeForm(data={"dated_on": clock.today()})

    def deed() -> str:
        title, text = form.title.data, form.text.data
        service_notices.post(db_session(), actor, title, text, form.dated_on.day_given)
        return url_for(".notices")

    kept = keep(form, deed, "Posted. Anybody can read it on the centre’s public page")
    if kept.answer is not None:
        return kept.answer
    shown = queries.shown(db_session(), actor.centre_id)
    return page("documents/notices.html", status=kept.status, form=form, notices=shown)


@blueprint.post("/notices/<uuid:service_notice_id>/withdraw")
@requires(Permission.PUBLISH_SERVICE, document_loaders.service_notice)
def withdraw_notice(actor: Actor, notice: ServiceNotice) -> ResponseReturnValue:
    service_notices.withdraw(db_session(), actor, notice)
    flash("Taken off the public page")
    return go_to(url_for(".notices"))
