"""Forgotten and changed passwords."""

from flask import current_app, request, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.errors import Refusal
from portfolio.domain.flashes import VisitorWords
from portfolio.extensions import db_session
from portfolio.queries import accounts as account_queries
from portfolio.services import accounts, password_resets, sign_in_failures
from portfolio.web import htmx
from portfolio.web.access import public, signed_in
from portfolio.web.accounts import blueprint
from portfolio.web.accounts.forms import ChangePasswordForm, ForgottenForm, NewPasswordForm
from portfolio.web.flashes import flash
from portfolio.web.login import SignedIn, network_address
from portfolio.web.visitor_words import tell_visitor


@blueprint.route("/password/forgotten", methods=["GET", "POST"])
@public
def forgotten() -> ResponseReturnValue:
    """Ask for a link; the answer is the same whether or not there is such an account."""
    form = ForgottenForm()
    if form.validate_on_submit():
        try:
            _count_question(form.email.data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            password_resets.ask(db_session(), form.email.data)
            return htmx.go_to(url_for("accounts.link_sent"))
    status = 422 if form.is_submitted() else 200
    return htmx.page("accounts/forgotten.html", status=status, form=form)


@blueprint.get("/password/link-sent")
@public
def link_sent() -> ResponseReturnValue:
    """What happens now, in the same words for everybody."""
    return htmx.page("accounts/link_sent.html")


@blueprint.route("/password/new/<token>", methods=["GET", "POST"])
@public
def new_password(token: str) -> ResponseReturnValue:
    """Choose a new password by the link; the link is never told to any other page."""
    reset = account_queries.open_reset(db_session(), token)
    if reset is None:
        return htmx.page("accounts/link_ended.html", status=404)
    form = NewPasswordForm()
    if form.validate_on_submit():
        try:
            password_resets.use(db_session(), reset, form.password.data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            tell_visitor(VisitorWords.PASSWORD_CHANGED)
            return htmx.go_to(url_for("accounts.sign_in"))
    status = 422 if form.is_submitted() else 200
    answer = htmx.page(
        "accounts/new_password.html",
        status=status,
        form=form,
        token=token,
        email=reset.user.email,
    )
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@blueprint.route("/account/password", methods=["GET", "POST"])
@signed_in
def change_password(person: SignedIn) -> ResponseReturnValue:
    """Change one's password; the other browsers are signed out."""
    form = ChangePasswordForm()
    if form.validate_on_submit():
        try:
            accounts.change_password(
                db_session(),
                person.user_id,
                person.sign_in_id,
                form.current.data,
                form.password.data,
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash("Your password is changed. Every other device is signed out")
            return htmx.go_to(url_for("accounts.profile"))
    status = 422 if request.method == "POST" else 200
    return htmx.page("accounts/change_password.html", status=status, form=form)


def _count_question(email: str) -> None:
    """Slow down whoever asks again and again. Raises TooManyTries beside the address."""
    secret = current_app.config["SECRET_KEY"]
    account = sign_in_failures.account_key(secret, f"reset:{account_queries.normal_email(email)}")
    address = sign_in_failures.address_key(secret, f"reset:{network_address()}")
    sign_in_failures.count_try(db_session(), account, address, field="email")
