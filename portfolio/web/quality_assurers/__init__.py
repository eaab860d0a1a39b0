"""What an internal quality assurer sees: the candidates assigned to them."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.queries import visits
from portfolio.web import loaders
from portfolio.web.access import requires
from portfolio.web.htmx import page
from portfolio.web.loaders import OwnCentre

blueprint = Blueprint("quality_assurers", __name__, url_prefix="/quality")


@blueprint.get("/candidates")
@requires(Permission.READ_CANDIDATES, loaders.own_centre)
def candidates(actor: Actor, _centre: OwnCentre) -> ResponseReturnValue:
    search = request.args.get("q", "").strip()[:100]
    found = visits.candidates(db_session(), actor, search, request.args.get("page", 1, type=int))
    return page("quality_assurers/candidates.html", "candidate-list", found=found, search=search)
