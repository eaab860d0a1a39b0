"""One unit of one candidate: coverage, gaps, sign-off; and its evidence record sheet (RD10)."""

from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor, Role
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.assessment import UnitProgress
from portfolio.queries import appeals
from portfolio.queries import sign_off as signing
from portfolio.web import loaders
from portfolio.web.access import requires
from portfolio.web.htmx import page
from portfolio.web.portfolios import blueprint
from portfolio.web.portfolios.unit_view import UnitView


@blueprint.get("/units/<uuid:unit_id>")
@requires(Permission.READ_UNIT, loaders.unit)
def unit(actor: Actor, unit: UnitProgress) -> ResponseReturnValue:
    return _shown("portfolios/unit.html", actor, unit)


@blueprint.get("/units/<uuid:unit_id>/record-sheet")
@requires(Permission.READ_UNIT, loaders.unit)
def record_sheet(actor: Actor, unit: UnitProgress) -> ResponseReturnValue:
    return _shown("portfolios/record_sheet.html", actor, unit)


def _shown(template: str, actor: Actor, unit: UnitProgress) -> ResponseReturnValue:
    view = UnitView(actor, unit, signing.prepare(db_session(), actor, unit))
    specification = unit.specification
    return page(
        template,
        unit=unit,
        view=view,
        # Everybody else reads of them in the trail.
        appeals=appeals.in_unit(db_session(), unit.id) if actor.role is Role.CANDIDATE else (),
        demonstration_wording=bool(specification and specification.demonstration),
    )
