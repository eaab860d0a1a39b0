"""Registering candidates on qualifications."""

from flask import url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.enrolment import Candidate
from portfolio.services import registration
from portfolio.web import loaders, once
from portfolio.web.access import requires
from portfolio.web.administrators import blueprint, links
from portfolio.web.administrators.registration_forms import (
    AddQualificationForm,
    RegistrationForm,
)
from portfolio.web.flashes import flash
from portfolio.web.htmx import page
from portfolio.web.loaders import OwnCentre


@blueprint.route("/candidates/register", methods=["GET", "POST"])
@requires(Permission.REGISTER_CANDIDATE, loaders.own_centre)
def register(actor: Actor, centre: OwnCentre) -> ResponseReturnValue:
    session, form = db_session(), RegistrationForm()
    form.offer(session, centre.centre_id)
    if form.validate_on_submit():
        if (answered := once.claim(form)) is not None:
            return answered
        try:
            enrolment, token = registration.register(
                session, actor, form.email.data, form.profile(), form.entry(), links.invitation_link
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(f"{form.name.data} is registered. The invitation is on its way")
            links.show_next(token)
            return once.go_to(form, url_for(".candidate", candidate_id=enrolment.candidate_id))
    status = 422 if form.is_submitted() else 200
    return page("administrators/register.html", "registration-form", status=status, form=form)


@blueprint.route("/candidates/<uuid:candidate_id>/add-qualification", methods=["GET", "POST"])
@requires(Permission.CHANGE_ENROLMENT, loaders.candidate)
def add_qualification(actor: Actor, candidate: Candidate) -> ResponseReturnValue:
    session, form = db_session(), AddQualificationForm()
    form.offer(session, candidate.centre_id)
    if form.validate_on_submit():
        if (answered := once.claim(form)) is not None:
            return answered
        try:
            registration.add_qualification(session, actor, candidate, form.entry())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(f"{candidate.name} is registered on another qualification")
            return once.go_to(form, url_for(".candidate", candidate_id=candidate.id))
    return page(
        "administrators/add_qualification.html",
        "add-qualification-form",
        status=422 if form.is_submitted() else 200,
        form=form,
        candidate=candidate,
    )
