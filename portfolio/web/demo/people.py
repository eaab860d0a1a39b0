"""One press signs in as a demonstration person."""

from itertools import groupby
from uuid import UUID

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from portfolio.demo.people import CANDIDATES, STAFF
from portfolio.extensions import db_session
from portfolio.queries import demo
from portfolio.web import htmx
from portfolio.web.access import public
from portfolio.web.browser import open_browser
from portfolio.web.demo import blueprint

ABOUT = {person.email: person.about for person in (*STAFF, *CANDIDATES)}
"""What there is to find as each person."""


@blueprint.get("")
@public
def people() -> ResponseReturnValue:
    """Everybody who holds a role today, by role."""
    grants = demo.people(db_session())
    by_role = [(role, list(group)) for role, group in groupby(grants, lambda one: one.role)]
    return htmx.page("demo/people.html", by_role=by_role, about=ABOUT)


@blueprint.post("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    """Sign this browser in as the chosen person, without a password."""
    chosen = request.form.get("user", "")
    user = demo.person(db_session(), UUID(chosen)) if _is_an_id(chosen) else None
    if user is None:
        abort(404)
    open_browser(user, keep=False)
    return htmx.go_to(url_for("accounts.home"))


def _is_an_id(typed: str) -> bool:
    try:
        UUID(typed)
    except ValueError:
        return False
    return True
