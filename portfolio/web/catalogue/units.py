"""One unit of the catalogue: its facts, and the outcomes and criteria in use at the centre."""

from flask.typing import ResponseReturnValue

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.domain.policy import allows
from portfolio.domain.unit_cautions import has_expired
from portfolio.extensions import db_session
from portfolio.models.programme import Unit
from portfolio.queries import criterion_notes, unit_page, unit_resources
from portfolio.web import catalogue_loaders, loaders
from portfolio.web.access import requires
from portfolio.web.catalogue import blueprint
from portfolio.web.catalogue.unit_facts import editing
from portfolio.web.htmx import page


@blueprint.get("/units/<uuid:unit_id>")
@requires(Permission.READ_CATALOGUE, catalogue_loaders.unit)
def unit(actor: Actor, unit: Unit) -> ResponseReturnValue:
    session = db_session()
    specification = unit_page.specification_in_use(session, unit, actor.centre_id)
    here, today = actor.centre_id, clock.today()
    return page(
        "catalogue/unit.html",
        unit=unit,
        specification=specification,
        notes=criterion_notes.notes(session, here, specification.id) if specification else {},
        resources=unit_resources.resources(session, here, specification) if specification else [],
        expired=bool(specification and has_expired(specification.expires_on, today)),
        may_edit=allows(actor, Permission.EDIT_CATALOGUE, loaders.own_centre(actor).facts()),
        places=unit_page.listed_in(session, unit, actor.centre_id),
        demonstration_wording=bool(specification and specification.demonstration),
        **editing(actor, unit, specification),
    )
