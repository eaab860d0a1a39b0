"""Professional development: each of the staff keeps their own record; publishers see them all."""

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.support import DevelopmentEntry
from portfolio.queries import support as queries
from portfolio.services import development
from portfolio.web import document_loaders, loaders
from portfolio.web.access import requires
from portfolio.web.documents import blueprint
from portfolio.web.documents.support_forms import DevelopmentForm
from portfolio.web.flashes import flash
from portfolio.web.htmx import go_to, page
from portfolio.web.keeping import keep


@blueprint.route("/development", methods=["GET", "POST"])
@requires(Permission.RECORD_CPD, loaders.own_centre)
def own_development(actor: Actor, _centre: loaders.OwnCentre) -> ResponseReturnValue:
    form = DevelopmentForm()

    def deed() -> str:
        development.add(db_session(), actor, form.development())
        return url_for(".own_development")

    kept = keep(form, deed, "Added to your record")
    if kept.answer is not None:
        return kept.answer
    found = queries.development(db_session(), actor.centre_id, actor.user_id, _page_asked())
    if _page_asked() > found.pages:
        abort(404)
    return page("documents/development.html", status=kept.status, form=form, found=found)


@blueprint.post("/development/<uuid:entry_id>/remove")
@requires(Permission.RECORD_CPD, document_loaders.own_development)
def remove_development(actor: Actor, entry: DevelopmentEntry) -> ResponseReturnValue:
    development.remove(db_session(), actor, entry)
    flash("Removed from your record")
    return go_to(url_for(".own_development"))


@blueprint.get("/development/staff")
@requires(Permission.PUBLISH_SERVICE, loaders.own_centre)
def staff_development(actor: Actor, _centre: loaders.OwnCentre) -> ResponseReturnValue:
    found = queries.development(db_session(), actor.centre_id, page=_page_asked())
    if _page_asked() > found.pages:
        abort(404)
    return page("documents/staff_development.html", found=found)


def _page_asked() -> int:
    return min(max(request.args.get("page", 1, type=int), 1), queries.MOST_PAGES)
