"""What was sent about a case and to whom, and what the clock will send next (R-335)."""

from flask.typing import ResponseReturnValue

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.case import Case
from portfolio.queries import case_sent
from portfolio.services import coming_alerts
from portfolio.web import case_loaders
from portfolio.web.access import requires
from portfolio.web.cases import blueprint
from portfolio.web.htmx import page


@blueprint.get("/<uuid:case_id>/sent")
@requires(Permission.READ_CASE, case_loaders.case)
def sent(_actor: Actor, case: Case) -> ResponseReturnValue:
    session = db_session()
    return page(
        "cases/sent.html",
        case=case,
        sent=case_sent.sent(session, case.id),
        coming=coming_alerts.coming(session, case, clock.now()),
    )
