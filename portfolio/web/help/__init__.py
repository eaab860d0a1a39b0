"""Help for everybody, signed in or not: how it works, verbs, accessibility, complaints."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portfolio.catalogue import read_glossary
from portfolio.extensions import db_session
from portfolio.queries import public_service
from portfolio.web import htmx
from portfolio.web.access import public
from portfolio.web.login import current_actor

blueprint = Blueprint("help", __name__, url_prefix="/help")

from portfolio.web.help import guides  # noqa: E402, F401 -- it registers its routes


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
    """The service page of one's own centre; a visitor chooses among those of the installation."""
    actor, session = current_actor(), db_session()
    centres = public_service.centres(session)
    own = [centre for centre in centres if actor and centre.id == actor.centre_id]
    if own:
        return redirect(url_for("service.home", slug=own[0].slug), 303)
    return htmx.page("help/complaints.html", centres=centres)


@blueprint.get("/glossary")
@public
def glossary() -> ResponseReturnValue:
    """What the verbs in criteria ask for (R-014)."""
    known = read_glossary()
    terms = known.search(request.args.get("q", ""))
    found = f"Showing {len(terms)} of {len(known.terms)}"
    return htmx.page("help/glossary.html", "glossary-terms", terms=terms, found=found)
