"""External verifiers: whom they may read, and until when."""

from uuid import UUID

from flask import url_for
from flask.typing import ResponseReturnValue

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal
from portfolio.domain.flashes import Tone
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.enrolment import VerifierAccess
from portfolio.models.person import RoleGrant
from portfolio.queries import staff_list, verifiers_list
from portfolio.services import verifier_access
from portfolio.services.verifier_access import Opening
from portfolio.web import loaders, once
from portfolio.web.access import requires
from portfolio.web.administrators import blueprint
from portfolio.web.administrators.forms import OpenForm, PressForm
from portfolio.web.filters import plural
from portfolio.web.flashes import flash, link_to_copy
from portfolio.web.htmx import page
from portfolio.web.loaders import OwnCentre


@blueprint.get("/verifiers")
@requires(Permission.GRANT_ACCESS, loaders.own_centre)
def verifiers(actor: Actor, centre: OwnCentre) -> ResponseReturnValue:
    return page(
        "administrators/verifiers.html",
        rows=verifiers_list.verifiers(db_session(), centre.centre_id),
        link=link_to_copy(),
        now=clock.now(),
        today=clock.today(),
        press=PressForm(),
    )


@blueprint.route("/verifiers/<uuid:grant_id>/open", methods=["GET", "POST"])
@requires(Permission.GRANT_ACCESS, loaders.role_grant)
def open_candidates(actor: Actor, grant: RoleGrant) -> ResponseReturnValue:
    """Open named candidates to a verifier until a day."""
    session, form = db_session(), OpenForm(starts_on=clock.today())
    offered = verifiers_list.may_be_opened(session, grant.centre_id, grant.user_id)
    form.candidates.choices = {
        str(one.id): one.name for one in offered if one.user_id != actor.user_id
    }
    if form.validate_on_submit():
        if (answered := once.claim(form)) is not None:
            return answered
        try:
            opened = verifier_access.grant(session, actor, grant, _opening(form))
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(f"{plural(len(opened), 'candidate')} opened")
            return once.go_to(form, url_for(".verifiers"))
    status = 422 if form.is_submitted() else 200
    return page(
        "administrators/open_candidates.html",
        status=status,
        form=form,
        grant=grant,
        name=staff_list.shown_name(session, grant),
    )


def _opening(form: OpenForm) -> Opening:
    chosen = {UUID(one) for one in form.candidates.data}
    return Opening(chosen, form.starts_on.day_given, form.ends_on.day_given)


@blueprint.post("/verifier-access/<uuid:access_id>/end")
@requires(Permission.GRANT_ACCESS, loaders.verifier_access)
def end_access(actor: Actor, access: VerifierAccess) -> ResponseReturnValue:
    form = PressForm()
    if (answered := once.claim(form)) is not None:
        return answered
    try:
        verifier_access.end(db_session(), actor, access)
    except Refusal as refusal:
        flash(refusal.message, Tone.WARN)
    else:
        flash(f"{access.candidate.name} is closed to {access.user.name} from now on")
    return once.go_to(form, url_for(".verifiers"))
