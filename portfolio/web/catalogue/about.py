"""Editing what the page of a centre's own qualification says; shared texts are the operator's."""

from flask import url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal
from portfolio.domain.permissions import Permission
from portfolio.domain.qualification_about import parse_about
from portfolio.extensions import db_session
from portfolio.models.programme import Qualification
from portfolio.services import qualification_texts
from portfolio.web import catalogue_loaders, once
from portfolio.web.access import requires
from portfolio.web.catalogue import blueprint
from portfolio.web.catalogue.about_form import AboutForm, typed
from portfolio.web.flashes import flash
from portfolio.web.htmx import page


@blueprint.route("/qualifications/<uuid:qualification_id>/about", methods=["GET", "POST"])
@requires(Permission.EDIT_CATALOGUE, catalogue_loaders.qualification)
def edit_about(actor: Actor, qualification: Qualification) -> ResponseReturnValue:
    form = AboutForm(data=typed(parse_about(qualification.about)))
    if form.validate_on_submit():
        if (answered := once.claim(form)) is not None:
            return answered
        try:
            qualification_texts.describe(db_session(), actor, qualification, form.about())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash("The texts are saved")
            place = url_for(".qualification", qualification_id=qualification.id)
            return once.go_to(form, place)
    status = 422 if form.is_submitted() else 200
    return page("catalogue/edit_about.html", status=status, form=form, qualification=qualification)
