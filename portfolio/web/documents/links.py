"""Organisations outside and how to reach them: read by everybody, kept by those who publish."""

from flask import url_for
from flask.typing import ResponseReturnValue

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal
from portfolio.domain.flashes import Tone
from portfolio.domain.permissions import Permission
from portfolio.domain.useful_links import is_doubtful
from portfolio.extensions import db_session
from portfolio.models.support import UsefulLink
from portfolio.queries import useful_links as queries
from portfolio.services import useful_links
from portfolio.web import document_loaders, loaders
from portfolio.web.access import requires
from portfolio.web.documents import blueprint
from portfolio.web.documents.support_forms import ReachForm, reached
from portfolio.web.flashes import flash
from portfolio.web.htmx import go_to, page
from portfolio.web.keeping import keep


@blueprint.get("/links")
@requires(Permission.READ_DOCUMENTS, loaders.own_centre)
def links(actor: Actor, _centre: loaders.OwnCentre) -> ResponseReturnValue:
    found = queries.links_of(db_session(), actor.centre_id)
    return page(
        "documents/links.html",
        links=found.rows,
        own=found.own,
        is_doubtful=lambda row: is_doubtful(row.checked_on, clock.today()),
        publishing=document_loaders.publishes(actor),
    )


@blueprint.post("/links/adopt")
@requires(Permission.PUBLISH_SERVICE, loaders.own_centre)
def adopt_links(actor: Actor, _centre: loaders.OwnCentre) -> ResponseReturnValue:
    useful_links.adopt(db_session(), actor)
    flash("The list is your centre’s own now. Change what is out of date")
    return go_to(url_for(".links"))


@blueprint.route("/links/new", methods=["GET", "POST"])
@requires(Permission.PUBLISH_SERVICE, loaders.own_centre)
def add_link(actor: Actor, _centre: loaders.OwnCentre) -> ResponseReturnValue:
    form = ReachForm()

    def deed() -> str:
        useful_links.add(db_session(), actor, form.reach())
        return url_for(".links")

    kept = keep(form, deed, "Added")
    if kept.answer is not None:
        return kept.answer
    return page("documents/link.html", status=kept.status, form=form, link=None)


@blueprint.route("/links/<uuid:link_id>", methods=["GET", "POST"])
@requires(Permission.PUBLISH_SERVICE, document_loaders.useful_link)
def edit_link(actor: Actor, link: UsefulLink) -> ResponseReturnValue:
    form = ReachForm(data=reached(link))

    def deed() -> str:
        useful_links.change(db_session(), actor, link, form.reach())
        return url_for(".links")

    kept = keep(form, deed, "Saved")
    if kept.answer is not None:
        return kept.answer
    return page("documents/link.html", status=kept.status, form=form, link=link)


@blueprint.post("/links/<uuid:link_id>/remove")
@requires(Permission.PUBLISH_SERVICE, document_loaders.useful_link)
def remove_link(actor: Actor, link: UsefulLink) -> ResponseReturnValue:
    try:
        useful_links.remove(db_session(), actor, link)
    except Refusal as refusal:
        flash(str(refusal), Tone.WARN)
    else:
        flash("Removed")
    return go_to(url_for(".links"))
