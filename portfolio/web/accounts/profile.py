"""One's own account: name, e-mails, and the browsers one is signed in on."""

from uuid import UUID

from flask import abort, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_login import logout_user

from portfolio import clock
from portfolio.domain.actors import Actor, Facts
from portfolio.domain.flashes import VisitorWords
from portfolio.domain.permissions import Permission
from portfolio.domain.policy import allows
from portfolio.domain.states import NoticeDelivery
from portfolio.extensions import db_session
from portfolio.models.person import User
from portfolio.queries import accounts as account_queries
from portfolio.queries.upload_tokens import standing
from portfolio.services import accounts, sign_ins
from portfolio.web import htmx
from portfolio.web.access import signed_in
from portfolio.web.accounts import blueprint
from portfolio.web.accounts.forms import DeliveryForm
from portfolio.web.flashes import flash
from portfolio.web.login import SignedIn
from portfolio.web.visitor_words import tell_visitor


@blueprint.get("/account")
@signed_in
def profile(person: SignedIn) -> ResponseReturnValue:
    """What the account holds, each with its way to change it."""
    session, actor = db_session(), person.actor
    sends_files = actor is not None and allows(
        actor, Permission.ADD_EVIDENCE, Facts(actor.centre_id, actor.user_id)
    )
    return htmx.page(
        "accounts/profile.html",
        sends_files=sends_files,
        tokens=_tokens(actor) if sends_files else 0,
        user=session.get_one(User, person.user_id),
        sign_ins=sign_ins.standing(session, person.user_id),
        today=clock.today(),
    )


def _tokens(actor: Actor | None) -> int:
    """How many other programs may send files for the actor."""
    return len(standing(db_session(), actor.user_id, actor.centre_id)) if actor else 0


@blueprint.route("/account/emails", methods=["GET", "POST"])
@signed_in
def emails(person: SignedIn) -> ResponseReturnValue:
    """Choose when e-mails about news come."""
    user = db_session().get_one(User, person.user_id)
    form = DeliveryForm(delivery=user.delivery.value)
    if form.validate_on_submit():
        chosen = NoticeDelivery(form.delivery.data)
        accounts.choose_delivery(db_session(), person.actor, person.user_id, chosen)
        flash(f"E-mails about news: {chosen.value.lower()}")
        return htmx.go_to(url_for("accounts.profile"))
    status = 422 if request.method == "POST" else 200
    return htmx.page("accounts/emails.html", status=status, form=form)


@blueprint.post("/account/sign-ins/<uuid:sign_in_id>/end")
@signed_in
def end_sign_in(person: SignedIn, sign_in_id: UUID) -> ResponseReturnValue:
    """Sign out one device, which may be this one."""
    found = account_queries.standing_sign_in(db_session(), person.user_id, sign_in_id)
    if found is None:
        abort(404)
    sign_ins.end(db_session(), person.actor, found)
    if sign_in_id == person.sign_in_id:
        logout_user()
        cookie.clear()
        tell_visitor(VisitorWords.SIGNED_OUT)
        return htmx.go_to(url_for("accounts.sign_in"))
    flash(f"{found.device} is signed out")
    return htmx.go_to(url_for("accounts.profile"))
