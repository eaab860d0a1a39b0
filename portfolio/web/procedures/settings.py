"""How a centre runs its service: where it is, its addresses, when escalation mails go."""

from dataclasses import asdict, fields

from flask import url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.person import Centre
from portfolio.queries import procedures as queries
from portfolio.queries import service_settings
from portfolio.services import service_settings as service
from portfolio.services.service_settings import Addresses
from portfolio.web import loaders
from portfolio.web.access import requires
from portfolio.web.catalogue.keeping import keep
from portfolio.web.htmx import page
from portfolio.web.loaders import OwnCentre
from portfolio.web.procedures import blueprint
from portfolio.web.procedures.forms import SettingsForm


@blueprint.route("/settings", methods=["GET", "POST"])
@requires(Permission.EDIT_PROCEDURE, loaders.own_centre)
def settings(actor: Actor, _centre: OwnCentre) -> ResponseReturnValue:
    session = db_session()
    centre = session.get_one(Centre, actor.centre_id)
    kept_now = service_settings.settings_of(session, actor.centre_id)
    form = SettingsForm(data={**_data(actor), "division": centre.division})
    kept = keep(
        form,
        lambda: _change(actor, form),
        said="The settings are saved",
        then=url_for(".settings"),
        subject_id=kept_now.id if kept_now else None,
        seen_now=lambda: _data(actor)["seen"],
    )
    if kept.answer is not None:
        return kept.answer
    followed = queries.followed(session, actor.centre_id)
    return page(
        "procedures/settings.html",
        status=kept.status,
        form=form,
        centre=centre,
        conflict=kept.conflict,
        unset=service_settings.unset_addresses(kept_now, queries.read(followed)),
    )


def _change(actor: Actor, form: SettingsForm) -> None:
    service.change(db_session(), actor, form.addresses(), form.division.data, form.seen.data or "")


def _data(actor: Actor) -> dict[str, str]:
    """The settings as the form shows them, nothing set where there are none yet."""
    kept = service_settings.settings_of(db_session(), actor.centre_id)
    if kept is None:
        return {"seen": ""}
    names = [each.name for each in fields(Addresses)]
    known = Addresses(**{name: getattr(kept, name) for name in names})
    return {**asdict(known), "seen": str(kept.edits)}
