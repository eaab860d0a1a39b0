"""Accepting an invitation, with the link alone or signed in."""

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import PasswordField

from portfolio.domain.errors import Refusal
from portfolio.domain.flashes import VisitorWords
from portfolio.extensions import db_session
from portfolio.models.person import Centre, Invitation
from portfolio.queries import people
from portfolio.services import acceptance
from portfolio.web.access import public
from portfolio.web.flashes import flash
from portfolio.web.forms import Form
from portfolio.web.htmx import go_to, page
from portfolio.web.login import current_person
from portfolio.web.visitor_words import tell_visitor

blueprint = Blueprint("invitations", __name__)


class AcceptForm(Form):
    password = PasswordField("Choose a password")


@blueprint.route("/invitations/<token>", methods=["GET", "POST"])
@public
def accept(token: str) -> ResponseReturnValue:
    """Whoever opens the link sees the same page, whether the address has an account or not."""
    session, form, person = db_session(), AcceptForm(), current_person()
    invitation = people.invitation_of(session, token)
    if invitation is None:
        abort(404, "This link is not, or no longer, an invitation. Ask the centre to send it again")
    refused = _why_closed(invitation)
    is_own = person is not None and person.user_id == invitation.grant.user_id
    if refused is None and form.validate_on_submit():
        user_id = person.user_id if person else None
        try:
            acceptance.accept(session, invitation, form.password.data, user_id)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return _onwards(invitation, signed_in=is_own)
    return _page(invitation, form, token, is_own=is_own, refused=refused)


def _page(
    invitation: Invitation, form: AcceptForm, token: str, *, is_own: bool, refused: str | None
) -> ResponseReturnValue:
    return page(
        "invitations/accept.html",
        status=422 if request.method == "POST" else 200,
        form=form,
        invitation=invitation,
        centre=db_session().get_one(Centre, invitation.centre_id),
        refused=refused,
        is_own=is_own,
        token=token,
    )


def _why_closed(invitation: Invitation) -> str | None:
    try:
        acceptance.check_open(invitation)
    except Refusal as refusal:
        return refusal.message
    return None


def _onwards(invitation: Invitation, *, signed_in: bool) -> ResponseReturnValue:
    role = invitation.grant.role.value
    if signed_in:
        flash(f"You are now {role} here too. Choose in which role you act")
        return go_to(url_for("accounts.roles"))
    tell_visitor(VisitorWords.ACCOUNT_READY)
    return go_to(url_for("accounts.sign_in"))
