"""Inviting staff and verifiers; sending an invitation again; taking it back."""

from flask import url_for
from flask.typing import ResponseReturnValue

from portfolio import clock
from portfolio.domain.actors import Actor, Role
from portfolio.domain.errors import Refusal
from portfolio.domain.flashes import Tone
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.person import Invitation
from portfolio.queries import people
from portfolio.services import invitations
from portfolio.services.invitations import Invitee
from portfolio.web import loaders, once
from portfolio.web.access import requires
from portfolio.web.administrators import blueprint, links
from portfolio.web.administrators.forms import InviteForm, InviteVerifierForm, PressForm
from portfolio.web.flashes import flash
from portfolio.web.htmx import page
from portfolio.web.loaders import OwnCentre


@blueprint.route("/staff/invite", methods=["GET", "POST"])
@requires(Permission.INVITE_PERSON, loaders.own_centre)
def invite(actor: Actor, centre: OwnCentre) -> ResponseReturnValue:
    form = InviteForm(starts_on=clock.today())
    if form.validate_on_submit():
        if (answered := once.claim(form)) is not None:
            return answered
        role, last = Role(form.role.data), form.ends_on.data
        invitee = Invitee(form.name.data, form.email.data, role, form.starts_on.day_given, last)
        try:
            _invite(actor, centre, invitee)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return once.go_to(form, url_for(".staff"))
    status = 422 if form.is_submitted() else 200
    return page("administrators/invite.html", "invite-form", status=status, form=form)


@blueprint.route("/verifiers/invite", methods=["GET", "POST"])
@requires(Permission.GRANT_ACCESS, loaders.own_centre)
def invite_verifier(actor: Actor, centre: OwnCentre) -> ResponseReturnValue:
    form = InviteVerifierForm()
    if form.validate_on_submit():
        if (answered := once.claim(form)) is not None:
            return answered
        invitee = Invitee(form.name.data, form.email.data, Role.VERIFIER, clock.today())
        try:
            _invite(actor, centre, invitee)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return once.go_to(form, url_for(".verifiers"))
    status = 422 if form.is_submitted() else 200
    return page("administrators/invite_verifier.html", status=status, form=form)


def _invite(actor: Actor, centre: OwnCentre, invitee: Invitee) -> None:
    _, token = invitations.invite(
        db_session(), actor, centre.centre_id, invitee, links.invitation_link
    )
    flash(f"{invitee.name} is invited as {invitee.role.value}")
    links.show_next(token)


@blueprint.post("/invitations/<uuid:invitation_id>/send-again")
@requires(Permission.INVITE_PERSON, loaders.invitation)
def send_again(actor: Actor, invitation: Invitation) -> ResponseReturnValue:
    form, place = PressForm(), _page_of(invitation)
    if (answered := once.claim(form)) is not None:
        return answered
    try:
        token = invitations.send_again(db_session(), actor, invitation, links.invitation_link)
    except Refusal as refusal:
        flash(refusal.message, Tone.WARN)
    else:
        flash(f"Sent again to {invitation.email}. The earlier link no longer works")
        links.show_next(token)
    return once.go_to(form, place)


@blueprint.post("/invitations/<uuid:invitation_id>/revoke")
@requires(Permission.INVITE_PERSON, loaders.invitation)
def revoke(actor: Actor, invitation: Invitation) -> ResponseReturnValue:
    form, place = PressForm(), _page_of(invitation)
    if (answered := once.claim(form)) is not None:
        return answered
    try:
        invitations.revoke(db_session(), actor, invitation)
    except Refusal as refusal:
        flash(refusal.message, Tone.WARN)
    else:
        flash(f"The invitation of {invitation.name} is taken back. Its link no longer works")
    return once.go_to(form, place)


def _page_of(invitation: Invitation) -> str:
    """The page that lists the invited person."""
    if invitation.grant.role is Role.VERIFIER:
        return url_for(".verifiers")
    if invitation.grant.role is not Role.CANDIDATE:
        return url_for(".staff")
    known = people.candidate_with_email(db_session(), invitation.centre_id, invitation.email)
    return url_for(".candidate", candidate_id=known.id) if known else url_for(".candidates")
