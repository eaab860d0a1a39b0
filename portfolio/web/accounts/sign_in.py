"""The way in and out."""

from flask import current_app, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_login import logout_user

from portfolio.adapters import passwords
from portfolio.domain.errors import Refusal
from portfolio.domain.flashes import VisitorWords
from portfolio.extensions import db_session
from portfolio.models.person import User
from portfolio.queries import accounts as account_queries
from portfolio.services import accounts, sign_in_failures, sign_ins
from portfolio.web import htmx, transactions
from portfolio.web.access import public, signed_in
from portfolio.web.accounts import blueprint
from portfolio.web.accounts.forms import SignInForm
from portfolio.web.browser import open_browser
from portfolio.web.login import SignedIn, network_address
from portfolio.web.visitor_words import tell_visitor

WRONG = "Check the e-mail address and the password: they do not belong together"


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Sign in, and go on where the person wanted to go."""
    form = SignInForm()
    target = htmx.safe_next(request.args.get("next"), url_for("accounts.home"))
    if form.validate_on_submit():
        try:
            user = _recognise(form.email.data, form.password.data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            open_browser(user, keep=form.keep.data)
            return htmx.go_to(target)
    status = 422 if form.is_submitted() else 200
    return htmx.page(
        "accounts/sign_in.html",
        status=status,
        form=form,
        target=target,
        demo="demo.people" in current_app.view_functions,
    )


@blueprint.get("/account/leaving")
@signed_in
def leaving(_person: SignedIn) -> ResponseReturnValue:
    """What becomes of what only this phone holds; its script leads here from "Sign out"."""
    return htmx.page("accounts/leaving.html")


@blueprint.post("/sign-out")
@signed_in
def sign_out(person: SignedIn) -> ResponseReturnValue:
    """End this sign-in on the server; the cookie alone would be of no use any more."""
    sign_ins.end_one(db_session(), person.actor, person.sign_in_id)
    logout_user()
    cookie.clear()
    tell_visitor(VisitorWords.SIGNED_OUT)
    return htmx.go_to(url_for("accounts.sign_in"))


def _recognise(email: str, password: str) -> User:
    """The person of this address and password.

    Takes the same steps for an unknown address. Nothing is locked while the hash is worked out.
    Raises Refusal beside the e-mail address, TooManyTries while the account must wait.
    """
    secret = current_app.config["SECRET_KEY"]
    account = sign_in_failures.account_key(secret, account_queries.normal_email(email))
    address = sign_in_failures.address_key(secret, network_address())
    transactions.apart(lambda session: sign_in_failures.count_try(session, account, address))
    transactions.release()
    known = account_queries.with_email(db_session(), email)
    stored, user_id = (known.password_hash, known.id) if known else (None, None)
    transactions.release()
    if not passwords.verify(stored, password) or user_id is None:
        raise Refusal(WRONG, "email")
    transactions.resume()
    sign_in_failures.forgive(db_session(), account, address)
    return accounts.open_account(db_session(), user_id, password)
