"""What an external verifier sees of their own: the visit, and what they opened. Nothing else is
theirs to change."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.queries import audit_trail, visits
from portfolio.web import loaders
from portfolio.web.access import requires
from portfolio.web.htmx import page
from portfolio.web.loaders import OwnCentre

blueprint = Blueprint("external_verifiers", __name__, url_prefix="/verifier")


@blueprint.get("/visit")
@requires(Permission.READ_VISIT, loaders.own_centre)
def visit(actor: Actor, _centre: OwnCentre) -> ResponseReturnValue:
    search = request.args.get("q", "").strip()[:100]
    found = visits.candidates(db_session(), actor, search, request.args.get("page", 1, type=int))
    return page("external_verifiers/visit.html", "candidate-list", found=found, search=search)


@blueprint.get("/opened")
@requires(Permission.READ_VISIT, loaders.own_centre)
def opened(actor: Actor, _centre: OwnCentre) -> ResponseReturnValue:
    found = audit_trail.opened_by(db_session(), actor, request.args.get("page", 1, type=int))
    return page("external_verifiers/opened.html", found=found)
