"""One unit of the catalogue: its facts, and the outcomes and criteria in use at the centre."""

from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.programme import Unit
from portfolio.queries import unit_page
from portfolio.web import catalogue_loaders
from portfolio.web.access import requires
from portfolio.web.catalogue import blueprint
from portfolio.web.catalogue.unit_facts import editing
from portfolio.web.htmx import page


@blueprint.get("/units/<uuid:unit_id>")
@requires(Permission.READ_CATALOGUE, catalogue_loaders.unit)
def unit(actor: Actor, unit: Unit) -> ResponseReturnValue:
    session = db_session()
    specification = unit_page.specification_in_use(session, unit, actor.centre_id)
    return page(
        "catalogue/unit.html",
        unit=unit,
        specification=specification,
        places=unit_page.listed_in(session, unit, actor.centre_id),
        demonstration_wording=bool(specification and specification.demonstration),
        **editing(actor, unit, specification),
    )
