"""News for the person signed in: unread first, opened with one press."""

from uuid import UUID

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from portfolio import clock
from portfolio.extensions import db_session
from portfolio.queries import accounts as account_queries
from portfolio.services import accounts
from portfolio.web import htmx
from portfolio.web.access import signed_in
from portfolio.web.accounts import blueprint
from portfolio.web.flashes import flash
from portfolio.web.login import SignedIn


@blueprint.get("/account/notices")
@signed_in
def notices(person: SignedIn) -> ResponseReturnValue:
    """One page of the person's news."""
    number = max(request.args.get("page", 1, type=int), 1)
    found, pages = account_queries.notices(db_session(), person.user_id, number)
    if number > pages:
        abort(404)
    return htmx.page(
        "accounts/notices.html",
        notices=found,
        page=number,
        pages=pages,
        today=clock.today(),
    )


@blueprint.post("/account/notices/<uuid:notice_id>/open")
@signed_in
def open_notice(person: SignedIn, notice_id: UUID) -> ResponseReturnValue:
    """Mark one piece of news as read and go to where it happened."""
    found = account_queries.notice(db_session(), person.user_id, notice_id)
    if found is None:
        abort(404)
    accounts.mark_read(db_session(), found)
    return htmx.go_to(htmx.safe_next(found.path, url_for("accounts.notices")))


@blueprint.post("/account/notices/read")
@signed_in
def read_all(person: SignedIn) -> ResponseReturnValue:
    """Mark everything as read."""
    accounts.mark_all_read(db_session(), person.user_id)
    flash("Everything is marked as read")
    return htmx.go_to(url_for("accounts.notices"))
