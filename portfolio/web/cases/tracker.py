"""The tracker: every case of the centre, closest to its limit first (R-273)."""

from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.queries import case_list
from portfolio.web import loaders
from portfolio.web.access import requires
from portfolio.web.cases import blueprint
from portfolio.web.htmx import page
from portfolio.web.loaders import OwnCentre


@blueprint.get("")
@requires(Permission.READ_CASES, loaders.own_centre)
def tracker(actor: Actor, _centre: OwnCentre) -> ResponseReturnValue:
    return page("cases/tracker.html", rows=case_list.cases(db_session(), actor))
