"""One case: where it stands, what is next, what has happened."""

from flask import request
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.case import Case
from portfolio.queries import case_page
from portfolio.services.working_days import calendar_of
from portfolio.web import case_loaders
from portfolio.web.access import requires
from portfolio.web.cases import blueprint
from portfolio.web.cases.case_history import events
from portfolio.web.cases.case_view import view
from portfolio.web.forms import version_seen
from portfolio.web.htmx import page


@blueprint.get("/<uuid:case_id>")
@requires(Permission.READ_CASE, case_loaders.case)
def case(actor: Actor, case: Case) -> ResponseReturnValue:
    session = db_session()
    history = case_page.history(session, case.id, max(version_seen(request.args.get("page")), 1))
    beside = case_page.beside(session, case)
    return page(
        "cases/case.html",
        case=case,
        beside=beside,
        view=view(case, beside, calendar_of(session, case.centre_id)),
        history=history,
        events=events(actor, history.entries, case_page.files(session, case.id)),
    )
