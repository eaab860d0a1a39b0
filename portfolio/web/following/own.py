"""From a candidate's portfolio: what they have brought, and the same page for each."""

from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.person import Centre
from portfolio.queries import followed_case
from portfolio.web import loaders
from portfolio.web.access import requires
from portfolio.web.following import blueprint, deeds, pages, ways
from portfolio.web.following.ways import Way
from portfolio.web.htmx import page
from portfolio.web.loaders import OwnCentre


@blueprint.get("/candidate/cases")
@requires(Permission.BRING_CASE, loaders.own_centre)
def own_cases(actor: Actor, centre: OwnCentre) -> ResponseReturnValue:
    """Complaints, appeals and enquiries of the candidate's own."""
    session = db_session()
    found = followed_case.all_own(session, actor)
    return page("following/own.html", cases=found, centre=session.get_one(Centre, centre.centre_id))


@blueprint.get("/candidate/cases/<uuid:case_id>")
@requires(Permission.FOLLOW_OWN_CASE, ways.own_case)
def own_case(actor: Actor, way: Way) -> ResponseReturnValue:
    return pages.show(way)


@blueprint.post("/candidate/cases/<uuid:case_id>/accept")
@requires(Permission.FOLLOW_OWN_CASE, ways.own_case)
def own_accept(actor: Actor, way: Way) -> ResponseReturnValue:
    return deeds.accept(way)


@blueprint.post("/candidate/cases/<uuid:case_id>/further")
@requires(Permission.FOLLOW_OWN_CASE, ways.own_case)
def own_further(actor: Actor, way: Way) -> ResponseReturnValue:
    return deeds.further(way)


@blueprint.post("/candidate/cases/<uuid:case_id>/thought")
@requires(Permission.FOLLOW_OWN_CASE, ways.own_case)
def own_thought(actor: Actor, way: Way) -> ResponseReturnValue:
    return deeds.thought(way)
