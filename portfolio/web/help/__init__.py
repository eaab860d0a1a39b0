"""Help for everybody, signed in or not: how it works, accessibility, privacy, complaints."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portfolio.web import htmx
from portfolio.web.access import public

blueprint = Blueprint("help", __name__, url_prefix="/help")


@blueprint.get("")
@public
def start() -> ResponseReturnValue:
    return htmx.page("help/start.html")


@blueprint.get("/accessibility")
@public
def accessibility() -> ResponseReturnValue:
    return htmx.page("help/accessibility.html")


@blueprint.get("/privacy")
@public
def privacy() -> ResponseReturnValue:
    return htmx.page("help/privacy.html")


@blueprint.get("/complaints")
@public
def complaints() -> ResponseReturnValue:
    return htmx.page("help/complaints.html")
