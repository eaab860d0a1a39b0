"""The facts of a centre's own unit, and what an editor finds on a unit's page."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.domain.policy import allows
from portfolio.extensions import db_session
from portfolio.models.programme import Unit
from portfolio.models.specification import UnitSpecification
from portfolio.queries import unit_editing
from portfolio.services import centre_units
from portfolio.web import catalogue_loaders, loaders
from portfolio.web.access import requires
from portfolio.web.catalogue import blueprint
from portfolio.web.catalogue.criteria_forms import BeginForm
from portfolio.web.catalogue.keeping import keep
from portfolio.web.catalogue.qualification_forms import UnitForm
from portfolio.web.htmx import page


@blueprint.route("/units/<uuid:unit_id>/facts", methods=["GET", "POST"])
@requires(Permission.EDIT_CATALOGUE, catalogue_loaders.unit)
def edit_unit(actor: Actor, unit: Unit) -> ResponseReturnValue:
    seen = centre_units.facts_seen(unit)
    form = UnitForm(data=vars(centre_units.facts_of(unit)) | {"seen": seen})

    def deed() -> None:
        centre_units.change(db_session(), actor, unit, form.facts(), form.seen.data)

    kept = keep(
        form,
        deed,
        said="The facts are saved",
        then=url_for(".unit", unit_id=unit.id),
        subject_id=unit.id,
        seen_now=lambda: centre_units.facts_seen(unit),
    )
    if kept.answer is not None:
        return kept.answer
    return page(
        "catalogue/edit_unit.html",
        status=kept.status,
        form=form,
        unit=unit,
        conflict=kept.conflict,
    )


def editing(actor: Actor, unit: Unit, in_use: UnitSpecification | None) -> dict[str, Any]:
    """What the page of a unit offers to those who edit; nothing to anybody else."""
    if not allows(actor, Permission.EDIT_CATALOGUE, loaders.own_centre(actor).facts()):
        return {"edits_it": False}
    standing = unit_editing.editing(
        db_session(), unit, actor.centre_id, in_use.id if in_use else None
    )
    return {"edits_it": True, "begin": BeginForm(), "standing": standing}
