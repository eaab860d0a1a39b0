"""One candidate: profile, registrations, who works with them, their account."""

from flask import url_for
from flask.typing import ResponseReturnValue

from portfolio import clock
from portfolio.domain.actors import Actor, Role
from portfolio.domain.date_words import time_of_day
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.flashes import Tone
from portfolio.domain.permissions import Permission
from portfolio.domain.uln import UlnStatus
from portfolio.extensions import db_session
from portfolio.models.enrolment import Candidate
from portfolio.queries import candidate_page
from portfolio.services import invitations, profiles
from portfolio.services.invitations import Invitee
from portfolio.web import loaders, once
from portfolio.web.access import requires
from portfolio.web.administrators import blueprint, links
from portfolio.web.administrators.forms import PressForm
from portfolio.web.administrators.registration_forms import ProfileForm
from portfolio.web.flashes import flash, link_to_copy
from portfolio.web.forms import version_seen
from portfolio.web.htmx import page


@blueprint.get("/candidates/<uuid:candidate_id>")
@requires(Permission.CHANGE_ENROLMENT, loaders.candidate)
def candidate(actor: Actor, candidate: Candidate) -> ResponseReturnValue:
    session = db_session()
    return page(
        "administrators/candidate.html",
        candidate=candidate,
        registrations=candidate_page.registrations(session, candidate),
        account=candidate_page.account(session, candidate),
        without_uln=not candidate.uln_status.identifies,
        temporary_uln=candidate.uln_status is UlnStatus.TEMPORARY,
        link=link_to_copy(),
        now=clock.now(),
        press=PressForm(),
    )


@blueprint.route("/candidates/<uuid:candidate_id>/edit", methods=["GET", "POST"])
@requires(Permission.CHANGE_ENROLMENT, loaders.candidate)
def edit_candidate(actor: Actor, candidate: Candidate) -> ResponseReturnValue:
    form = ProfileForm.of(candidate)
    if form.validate_on_submit():
        if (answered := once.claim(form)) is not None:
            return answered
        try:
            seen = version_seen(form.version.data)
            profiles.change(db_session(), actor, candidate, form.profile(), seen)
        except Conflict as conflict:
            return _somebody_was_faster(candidate, form, conflict)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash("The profile is saved")
            return once.go_to(form, url_for(".candidate", candidate_id=candidate.id))
    status = 422 if form.is_submitted() else 200
    return page("administrators/edit_candidate.html", status=status, form=form, candidate=candidate)


def _somebody_was_faster(
    candidate: Candidate, form: ProfileForm, conflict: Conflict
) -> ResponseReturnValue:
    """Both versions on one page; saving again then keeps what is in the form, knowingly."""
    form.version.data = str(candidate.profile_version)
    change = candidate_page.last_change(db_session(), candidate.id)
    who = change.actor.name if change and change.actor else "Somebody else"
    when = f" at {time_of_day(change.at)}" if change else ""
    return page(
        "administrators/edit_candidate.html",
        status=409,
        form=form,
        candidate=candidate,
        conflict=f"{who} changed this profile{when}",
    )


@blueprint.post("/candidates/<uuid:candidate_id>/invite")
@requires(Permission.CHANGE_ENROLMENT, loaders.candidate)
def invite_candidate(actor: Actor, candidate: Candidate) -> ResponseReturnValue:
    """Invite a candidate whose earlier invitation was taken back or whose role has ended."""
    form = PressForm()
    place = url_for(".candidate", candidate_id=candidate.id)
    if (answered := once.claim(form)) is not None:
        return answered
    invitee = Invitee(candidate.name, candidate.user.email, Role.CANDIDATE, clock.today())
    try:
        _, token = invitations.invite(
            db_session(), actor, candidate.centre_id, invitee, links.invitation_link
        )
    except Refusal as refusal:
        flash(refusal.message, Tone.WARN)
        return once.go_to(form, place)
    flash(f"{candidate.name} is invited")
    links.show_next(token)
    return once.go_to(form, place)
