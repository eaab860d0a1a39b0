"""Who holds which office of the centre's procedure."""

from flask import url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import STAFF_ROLES, Actor
from portfolio.domain.permissions import Permission
from portfolio.domain.procedure import Office
from portfolio.extensions import db_session
from portfolio.models.person import User
from portfolio.models.procedure import OfficeHolder
from portfolio.queries import people
from portfolio.queries import procedures as queries
from portfolio.services import service_settings as service
from portfolio.web import loaders, once, procedure_loaders
from portfolio.web.access import requires
from portfolio.web.catalogue.fields import DraftForm
from portfolio.web.catalogue.keeping import keep
from portfolio.web.flashes import flash
from portfolio.web.htmx import page
from portfolio.web.loaders import OwnCentre
from portfolio.web.procedures import blueprint, holding
from portfolio.web.procedures.forms import OfficeForm


@blueprint.get("/offices")
@requires(Permission.READ_PROCEDURE, loaders.own_centre)
def offices(actor: Actor, centre: OwnCentre) -> ResponseReturnValue:
    followed = queries.followed(db_session(), actor.centre_id)
    return page(
        "procedures/offices.html",
        offices=holding.offices(actor.centre_id, queries.read(followed)),
        followed=followed,
        centre=centre,
        press=DraftForm(),
    )


@blueprint.route("/offices/give", methods=["GET", "POST"])
@requires(Permission.EDIT_PROCEDURE, loaders.own_centre)
def give_office(actor: Actor, _centre: OwnCentre) -> ResponseReturnValue:
    form = OfficeForm()
    holders = people.holders(db_session(), actor.centre_id, tuple(STAFF_ROLES))
    names = {str(one.user_id): one.name for named in holders.values() for one in named}
    form.offer(dict(sorted(names.items(), key=lambda each: each[1].casefold())))
    kept = keep(form, lambda: _give(actor, form), said="Recorded", then=url_for(".offices"))
    if kept.answer is not None:
        return kept.answer
    return page("procedures/give_office.html", status=kept.status, form=form)


def _give(actor: Actor, form: OfficeForm) -> None:
    session = db_session()
    user = session.get_one(User, form.chosen)
    area = form.provision_area.data or ""
    service.give_office(session, actor, user, Office(form.office.data), area)


@blueprint.post("/offices/<uuid:holder_id>/end")
@requires(Permission.EDIT_PROCEDURE, procedure_loaders.office_holder)
def end_office(actor: Actor, holder: OfficeHolder) -> ResponseReturnValue:
    form = DraftForm()
    if (answered := once.claim(form)) is not None:
        return answered
    service.end_office(db_session(), actor, holder)
    flash(f"{holder.user.name} no longer holds it")
    return once.go_to(form, url_for(".offices"))
