"""The procedures a centre sees, which one it follows, and copying one to make it its own."""

from flask import url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.procedure import Procedure
from portfolio.queries import procedures as queries
from portfolio.queries import service_settings
from portfolio.services import procedure_drafts, procedures
from portfolio.web import loaders, once, procedure_loaders
from portfolio.web.access import requires
from portfolio.web.catalogue.fields import DraftForm
from portfolio.web.catalogue.keeping import keep
from portfolio.web.htmx import page
from portfolio.web.loaders import OwnCentre
from portfolio.web.procedure_loaders import AtCentre
from portfolio.web.procedures import blueprint, holding
from portfolio.web.procedures.forms import CopyForm


@blueprint.get("")
@requires(Permission.READ_PROCEDURE, loaders.own_centre)
def profiles(actor: Actor, centre: OwnCentre) -> ResponseReturnValue:
    session = db_session()
    seen = queries.visible_procedures(session, actor.centre_id)
    followed = queries.followed(session, actor.centre_id) if seen else None
    missing: list[str] = []
    if followed:
        procedure = queries.read(followed)
        kept = service_settings.settings_of(session, actor.centre_id)
        missing = holding.unheld(actor.centre_id, procedure)
        missing += service_settings.unset_addresses(kept, procedure)
    return page(
        "procedures/profiles.html",
        own=[one for one in seen if one[0].centre_id],
        shared=[one for one in seen if not one[0].centre_id],
        followed=followed,
        missing=missing,
        centre=centre,
    )


@blueprint.route("/<uuid:procedure_id>/follow", methods=["GET", "POST"])
@requires(Permission.EDIT_PROCEDURE, procedure_loaders.procedure_at_centre)
def follow(actor: Actor, at_centre: AtCentre) -> ResponseReturnValue:
    session, procedure = db_session(), at_centre.procedure
    now = queries.followed(session, actor.centre_id)
    form = DraftForm(data={"seen": str(now.procedure_id)})
    kept = keep(
        form,
        lambda: procedures.follow(session, actor, procedure, form.seen.data),
        said=f"New cases follow “{procedure.name}” from now on",
        then=url_for(".profiles"),
        seen_now=lambda: str(queries.followed(session, actor.centre_id).procedure_id),
    )
    if kept.answer is not None:
        return kept.answer
    return page(
        "procedures/follow.html",
        status=kept.status,
        form=form,
        procedure=procedure,
        now_followed=now,
        conflict=kept.conflict,
    )


@blueprint.route("/<uuid:procedure_id>/copy", methods=["GET", "POST"])
@requires(Permission.EDIT_PROCEDURE, procedure_loaders.procedure_at_centre)
def copy(actor: Actor, at_centre: AtCentre) -> ResponseReturnValue:
    procedure = at_centre.procedure
    form = CopyForm()
    kept = keep(
        form,
        lambda: _copy(actor, procedure, form.name.data or ""),
        said="Copied. Nothing changes for anybody until you publish it and follow it",
        then=url_for(".profiles"),
    )
    if kept.answer is not None:
        return kept.answer
    return page("procedures/copy.html", status=kept.status, form=form, procedure=procedure)


def _copy(actor: Actor, procedure: Procedure, name: str) -> str:
    made = procedure_drafts.copy(db_session(), actor, procedure, name)
    return url_for(".draft", procedure_id=made.id)


@blueprint.post("/<uuid:procedure_id>/draft/begin")
@requires(Permission.EDIT_PROCEDURE, procedure_loaders.procedure)
def begin_draft(actor: Actor, procedure: Procedure) -> ResponseReturnValue:
    form = DraftForm()
    if (answered := once.claim(form)) is not None:
        return answered
    procedure_drafts.begin(db_session(), actor, procedure)
    return once.go_to(form, url_for(".draft", procedure_id=procedure.id))
