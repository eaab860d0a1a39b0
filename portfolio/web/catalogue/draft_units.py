"""The units of a draft: found and placed, moved, taken out; and units of the centre's own."""

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.programme import Qualification, Unit
from portfolio.queries import units_to_place
from portfolio.services import centre_units
from portfolio.web import catalogue_loaders
from portfolio.web.access import requires
from portfolio.web.catalogue import blueprint
from portfolio.web.catalogue.drafting import Drafting, change_draft, drafting
from portfolio.web.catalogue.fields import DraftForm
from portfolio.web.catalogue.keeping import keep
from portfolio.web.catalogue.qualification_forms import PlaceForm, UnitForm
from portfolio.web.catalogue_loaders import Part
from portfolio.web.htmx import page


@blueprint.get("/qualifications/<uuid:qualification_id>/draft/units")
@requires(Permission.EDIT_CATALOGUE, catalogue_loaders.qualification)
def choose_unit(actor: Actor, qualification: Qualification) -> ResponseReturnValue:
    of = drafting(qualification)
    words = request.args.get("q", "")[:200]
    placed = [place.unit_id for place in of.structure.places]
    found = units_to_place.find(db_session(), actor.centre_id, words, placed)
    return page("catalogue/choose_unit.html", of=of, found=found, words=words)


@blueprint.route("/qualifications/<uuid:qualification_id>/draft/units/new", methods=["GET", "POST"])
@requires(Permission.EDIT_CATALOGUE, catalogue_loaders.qualification)
def add_unit(actor: Actor, qualification: Qualification) -> ResponseReturnValue:
    """A unit of the centre's own, to be placed next."""
    of = drafting(qualification)
    form = UnitForm()

    def deed() -> str:
        made = centre_units.add(db_session(), actor, form.facts())
        return url_for(".place_unit", qualification_id=qualification.id, unit_id=made.id)

    kept = keep(form, deed, said="The unit is added. Now place it", then="")
    if kept.answer is not None:
        return kept.answer
    return page("catalogue/add_unit.html", status=kept.status, form=form, of=of)


@blueprint.route(
    "/qualifications/<uuid:qualification_id>/draft/units/<uuid:unit_id>", methods=["GET", "POST"]
)
@requires(Permission.EDIT_CATALOGUE, catalogue_loaders.qualification_unit)
def place_unit(actor: Actor, part: Part[Unit]) -> ResponseReturnValue:
    of = drafting(part.qualification)
    unit = part.part
    held = of.structure.place_of(unit.id)
    form = _place_form(of, unit)
    return change_draft(
        actor,
        of,
        form,
        lambda structure: structure.with_unit(unit.id, form.number.data, form.group.data),
        template="catalogue/place_unit.html",
        said=f"{unit.title} is {'moved' if held else 'placed'}",
        unit=unit,
        held=held,
    )


@blueprint.route(
    "/qualifications/<uuid:qualification_id>/draft/units/<uuid:unit_id>/remove",
    methods=["GET", "POST"],
)
@requires(Permission.EDIT_CATALOGUE, catalogue_loaders.qualification_unit)
def remove_unit(actor: Actor, part: Part[Unit]) -> ResponseReturnValue:
    of = drafting(part.qualification)
    unit = part.part
    held = of.structure.place_of(unit.id)
    if held is None:
        abort(404)
    return change_draft(
        actor,
        of,
        DraftForm(data={"seen": of.structure.fingerprint}),
        lambda structure: structure.without_unit(unit.id),
        template="catalogue/remove_unit.html",
        said=f"{unit.title} is taken out",
        unit=unit,
        held=held,
    )


def _place_form(of: Drafting, unit: Unit) -> PlaceForm:
    held = of.structure.place_of(unit.id)
    optional = [group.letter for group in of.structure.groups if not group.mandatory]
    form = PlaceForm(
        data={
            "number": held.number if held else "",
            "group": held.group if held else next(iter(optional), ""),
            "seen": of.structure.fingerprint,
        }
    )
    form.group.choices = {group.letter: group.heading for group in of.structure.groups}
    return form
