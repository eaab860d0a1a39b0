"""What a candidate reads once: the privacy notice, and what plagiarism is."""

from flask import g, request, url_for
from flask.typing import ResponseReturnValue

from portfolio.extensions import db_session
from portfolio.services import accounts
from portfolio.web import htmx
from portfolio.web.access import signed_in
from portfolio.web.accounts import blueprint
from portfolio.web.accounts.forms import OriginalityForm, PrivacyForm
from portfolio.web.flashes import flash
from portfolio.web.login import SignedIn


@blueprint.route("/privacy/read", methods=["GET", "POST"])
@signed_in
def privacy(person: SignedIn) -> ResponseReturnValue:
    """The privacy notice at the first sign-in (R-330), and the way on afterwards."""
    form = PrivacyForm()
    target = htmx.safe_next(request.args.get("next"), url_for("accounts.home"))
    if form.validate_on_submit():
        accounts.read_privacy_notice(db_session(), person.actor, person.user_id)
        return htmx.go_to(target)
    g.without_navigation = not person.privacy_read
    return htmx.page("accounts/privacy.html", form=form, target=target, read=person.privacy_read)


@blueprint.route("/account/originality", methods=["GET", "POST"])
@signed_in
def originality(person: SignedIn) -> ResponseReturnValue:
    """Confirm, before the first evidence, that one's work will be one's own (R-125)."""
    form = OriginalityForm()
    target = htmx.safe_next(request.args.get("next"), url_for("accounts.home"))
    if form.validate_on_submit():
        accounts.confirm_originality(db_session(), person.actor, person.user_id)
        flash("Confirmed. You can add evidence now")
        return htmx.go_to(target)
    status = 422 if request.method == "POST" else 200
    return htmx.page(
        "accounts/originality.html",
        status=status,
        form=form,
        target=target,
        confirmed=person.originality_confirmed,
    )
