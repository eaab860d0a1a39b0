"""What a centre adds to a unit beside its criteria: notes, resources it has, missing documents."""

from typing import Any

from flask import abort, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectMultipleField, TextAreaField

from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.programme import Unit
from portfolio.models.specification import Criterion
from portfolio.queries import criterion_notes, unit_documents, unit_page, unit_resources
from portfolio.services import criterion_notes as notes
from portfolio.services import unit_resources as confirming
from portfolio.web import catalogue_loaders, loaders, once
from portfolio.web.access import requires
from portfolio.web.catalogue import blueprint
from portfolio.web.catalogue_loaders import AtCentre
from portfolio.web.flashes import flash
from portfolio.web.forms import Form
from portfolio.web.htmx import page


class NoteForm(Form):
    text = TextAreaField("Your centre’s note")


class ResourcesForm(Form):
    resources = SelectMultipleField("Your centre has")


@blueprint.route("/criteria/<uuid:criterion_id>/note", methods=["GET", "POST"])
@requires(Permission.EDIT_CATALOGUE, catalogue_loaders.criterion_here)
def note_criterion(actor: Actor, here: AtCentre[Criterion]) -> ResponseReturnValue:
    criterion, session = here.thing, db_session()
    unit = unit_page.unit_of(session, criterion)
    held = criterion_notes.note(session, actor.centre_id, criterion.id)
    form = NoteForm(data={"text": held.text if held else ""})
    if form.validate_on_submit():
        if (answered := once.claim(form)) is not None:
            return answered
        try:
            notes.write(session, actor, criterion, form.text.data or "")
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(f"The note on {criterion.criterion_number} is saved")
            return once.go_to(form, url_for(".unit", unit_id=unit.id))
    status = 422 if form.is_submitted() else 200
    return page("catalogue/note.html", status=status, form=form, criterion=criterion, unit=unit)


@blueprint.route("/units/<uuid:unit_id>/resources", methods=["GET", "POST"])
@requires(Permission.EDIT_CATALOGUE, catalogue_loaders.unit_here)
def confirm_resources(actor: Actor, here: AtCentre[Unit]) -> ResponseReturnValue:
    unit, session = here.thing, db_session()
    specification = unit_page.specification_in_use(session, unit, actor.centre_id)
    if specification is None:
        abort(404)
    form = _resources_form(unit_resources.resources(session, actor.centre_id, specification))
    if form.validate_on_submit():
        if (answered := once.claim(form)) is not None:
            return answered
        confirming.confirm(session, actor, unit, specification, form.resources.data or [])
        flash("Saved. Whoever plans the unit sees what your centre has")
        return once.go_to(form, url_for(".unit", unit_id=unit.id))
    status = 422 if form.is_submitted() else 200
    return page("catalogue/resources.html", status=status, form=form, unit=unit)


@blueprint.get("/units-without-document")
@requires(Permission.EDIT_CATALOGUE, loaders.own_centre)
def without_document(actor: Actor, _centre: loaders.OwnCentre) -> ResponseReturnValue:
    units = unit_documents.without(db_session(), actor.centre_id)
    return page("catalogue/without_document.html", units=units)


def _resources_form(resources: list[unit_resources.Resource]) -> Any:
    form = ResourcesForm(data={"resources": [one.words for one in resources if one.confirmed_by]})
    form.resources.choices = [(one.words, one.words) for one in resources]
    return form
