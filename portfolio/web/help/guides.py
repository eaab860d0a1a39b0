"""The guides for candidates: what a qualification is, before anybody is enrolled (003 s8)."""

from uuid import UUID

from flask import abort
from flask.typing import ResponseReturnValue

from portfolio.domain.qualification_about import parse_about
from portfolio.extensions import db_session
from portfolio.queries import what_if as offers
from portfolio.web.access import public
from portfolio.web.help import blueprint
from portfolio.web.htmx import page
from portfolio.web.login import current_actor


@blueprint.get("/guides")
@public
def guides() -> ResponseReturnValue:
    rows = offers.offered(db_session(), _centre()).values()
    return page("help/guides.html", qualifications=[row for row in rows if row.about.get("guide")])


@blueprint.get("/guides/<entry_code>")
@public
def guide(entry_code: str) -> ResponseReturnValue:
    """Opens without an account; a centre's own qualification opens for its people."""
    row = offers.offered(db_session(), _centre()).get(entry_code)
    if row is None or not row.about.get("guide"):
        abort(404)
    return page("help/guide.html", qualification=row, about=parse_about(row.about))


def _centre() -> UUID | None:
    actor = current_actor()
    return actor.centre_id if actor else None
