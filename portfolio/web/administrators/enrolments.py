"""One registration: its status, and who assesses and quality-assures it."""

from uuid import UUID

from flask import url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor, Role
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.permissions import Permission
from portfolio.domain.states import EnrolmentStatus
from portfolio.extensions import db_session
from portfolio.models.enrolment import Enrolment
from portfolio.queries import candidate_page, people
from portfolio.queries.candidate_page import Registration
from portfolio.services import assignments, enrolment_status, entry_records
from portfolio.web import loaders, once
from portfolio.web.access import requires
from portfolio.web.administrators import blueprint
from portfolio.web.administrators.forms import AssignForm, StatusForm
from portfolio.web.administrators.forms import people as choices_of
from portfolio.web.administrators.registration_forms import RecordForm
from portfolio.web.flashes import flash
from portfolio.web.htmx import page


@blueprint.route("/enrolments/<uuid:enrolment_id>/status", methods=["GET", "POST"])
@requires(Permission.CHANGE_ENROLMENT, loaders.enrolment)
def change_status(actor: Actor, enrolment: Enrolment) -> ResponseReturnValue:
    form = StatusForm(seen=enrolment.status.value, status=enrolment.status.value)
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        if (answered := once.claim(form)) is not None:
            return answered
        try:
            enrolment_status.change(
                db_session(),
                actor,
                enrolment,
                EnrolmentStatus(form.status.data),
                seen=_status(form.seen.data, enrolment),
                reason=form.reason.data,
            )
        except Refusal as refusal:
            form.refuse(refusal)
            if isinstance(refusal, Conflict):
                form.seen.data, status = enrolment.status.value, 409
        else:
            flash(f"{enrolment.qualification.entry_code} is now {enrolment.status.value}")
            return once.go_to(form, url_for(".candidate", candidate_id=enrolment.candidate_id))
    return page("administrators/status.html", status=status, form=form, enrolment=enrolment)


def _status(seen: str, enrolment: Enrolment) -> EnrolmentStatus:
    return EnrolmentStatus(seen) if seen in list(EnrolmentStatus) else enrolment.status


@blueprint.route("/enrolments/<uuid:enrolment_id>/dates", methods=["GET", "POST"])
@requires(Permission.CHANGE_ENROLMENT, loaders.enrolment)
def record_dates(actor: Actor, enrolment: Enrolment) -> ResponseReturnValue:
    form = RecordForm.of(enrolment)
    if form.validate_on_submit():
        if (answered := once.claim(form)) is not None:
            return answered
        try:
            entry_records.keep(db_session(), actor, enrolment, form.record())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash("Saved")
            return once.go_to(form, url_for(".candidate", candidate_id=enrolment.candidate_id))
    status = 422 if form.is_submitted() else 200
    return page("administrators/dates.html", status=status, form=form, enrolment=enrolment)


@blueprint.route("/enrolments/<uuid:enrolment_id>/staff", methods=["GET", "POST"])
@requires(Permission.ASSIGN_STAFF, loaders.enrolment)
def assign_staff(actor: Actor, enrolment: Enrolment) -> ResponseReturnValue:
    registration = _registration(enrolment)
    form = _assign_form(enrolment, registration)
    if form.validate_on_submit():
        if (answered := once.claim(form)) is not None:
            return answered
        try:
            _assign_both(actor, enrolment, form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash("Saved. Who was newly assigned has been told, and so has the candidate")
            return once.go_to(form, url_for(".candidate", candidate_id=enrolment.candidate_id))
    return page(
        "administrators/assign_staff.html",
        status=422 if form.is_submitted() else 200,
        form=form,
        enrolment=enrolment,
        registration=registration,
    )


def _registration(enrolment: Enrolment) -> Registration:
    every = candidate_page.registrations(db_session(), enrolment.candidate)
    return next(one for one in every if one.enrolment.id == enrolment.id)


def _assign_form(enrolment: Enrolment, registration: Registration) -> AssignForm:
    assessor, assurer = registration.assessor, registration.quality_assurer
    form = AssignForm(
        assessor=str(assessor.user_id) if assessor else "",
        quality_assurer=str(assurer.user_id) if assurer else "",
    )
    roles = (Role.ASSESSOR, Role.IQA)
    held = people.holders(db_session(), enrolment.candidate.centre_id, roles)
    for field, role, current in (
        (form.assessor, Role.ASSESSOR, assessor),
        (form.quality_assurer, Role.IQA, assurer),
    ):
        offered = choices_of("Nobody", held[role])
        if current:
            # Where their role has ended, leaving the field alone must not take them off unseen.
            offered.setdefault(str(current.user_id), f"{current.user.name} (role ended)")
        field.choices = offered
    return form


def _assign_both(actor: Actor, enrolment: Enrolment, form: AssignForm) -> None:
    wanted = {Role.ASSESSOR: form.assessor.data, Role.IQA: form.quality_assurer.data}
    for role, chosen in wanted.items():
        assignments.assign(db_session(), actor, enrolment, role, UUID(chosen) if chosen else None)
