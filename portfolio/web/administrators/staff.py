"""The staff of a centre: their roles, what waits on them, and the end of a role."""

from uuid import UUID

from flask import url_for
from flask.typing import ResponseReturnValue

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.person import RoleGrant
from portfolio.outside import outside
from portfolio.queries import caseloads, people, staff_list
from portfolio.queries.people import Named
from portfolio.services import assignments, roles
from portfolio.services.assignments import FIELDS
from portfolio.web import loaders, once
from portfolio.web.access import requires
from portfolio.web.administrators import blueprint
from portfolio.web.administrators.forms import STAFF, EndRoleForm, MoveForm, PressForm
from portfolio.web.administrators.forms import people as choices_of
from portfolio.web.flashes import flash, link_to_copy
from portfolio.web.htmx import page
from portfolio.web.loaders import OwnCentre


@blueprint.get("/staff")
@requires(Permission.READ_PEOPLE, loaders.own_centre)
def staff(actor: Actor, centre: OwnCentre) -> ResponseReturnValue:
    return page(
        "administrators/staff.html",
        rows=staff_list.staff(db_session(), centre.centre_id, STAFF),
        have_candidates=tuple(FIELDS),
        link=link_to_copy(),
        now=clock.now(),
        press=PressForm(),
        mail_is_set_up=outside().mailer is not None,
    )


@blueprint.route("/staff/<uuid:grant_id>/end", methods=["GET", "POST"])
@requires(Permission.CHANGE_ROLES, loaders.role_grant)
def end_role(actor: Actor, grant: RoleGrant) -> ResponseReturnValue:
    form = EndRoleForm(last_day=grant.ends_on)
    name = staff_list.shown_name(db_session(), grant)
    if form.validate_on_submit():
        if (answered := once.claim(form)) is not None:
            return answered
        try:
            roles.end(db_session(), actor, grant, form.last_day.data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(f"{name}: the role {grant.role.value} ends as you said")
            return once.go_to(form, url_for(".staff"))
    status = 422 if form.is_submitted() else 200
    return page("administrators/end_role.html", status=status, form=form, grant=grant, name=name)


@blueprint.route("/staff/<uuid:grant_id>/move", methods=["GET", "POST"])
@requires(Permission.CHANGE_ROLES, loaders.role_grant)
def move_candidates(actor: Actor, grant: RoleGrant) -> ResponseReturnValue:
    """Say how many candidates move, then move them all."""
    form = MoveForm()
    form.to.choices = choices_of("Choose", _others(grant))
    if form.validate_on_submit():
        if (answered := once.claim(form)) is not None:
            return answered
        try:
            count = assignments.move_all(db_session(), actor, grant, UUID(form.to.data))
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(f"{count} moved. Everybody concerned has been told")
            return once.go_to(form, url_for(".staff"))
    return _move_page(grant, form)


def _others(grant: RoleGrant) -> list[Named]:
    """Who else holds the role, and can take the candidates."""
    held = people.holders(db_session(), grant.centre_id, (grant.role,))[grant.role]
    return [one for one in held if one.user_id != grant.user_id]


def _move_page(grant: RoleGrant, form: MoveForm) -> ResponseReturnValue:
    session = db_session()
    return page(
        "administrators/move.html",
        status=422 if form.is_submitted() else 200,
        form=form,
        grant=grant,
        name=staff_list.shown_name(session, grant),
        moving=caseloads.caseload(session, grant),
    )
