"""The progress of one enrolment, for everybody who may see it; an open page polls it."""

from flask import request
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.enrolment import Enrolment
from portfolio.queries.home import panels
from portfolio.web import loaders
from portfolio.web.access import requires
from portfolio.web.htmx import page
from portfolio.web.portfolios import blueprint


@blueprint.get("/enrolments/<uuid:enrolment_id>/progress")
@requires(Permission.READ_PORTFOLIO, loaders.enrolment, polls=True)
def progress(_actor: Actor, enrolment: Enrolment) -> ResponseReturnValue:
    """The panel and the unit states, or 204 where ``version`` is still the enrolment's."""
    if request.args.get("version", type=int) == enrolment.progress_version:
        return "", 204
    seen = request.args.get("seen")
    (shown,) = panels(db_session(), [enrolment.id], None if seen is None else [seen])
    return page(
        "portfolios/progress.html",
        "progress",
        candidate=enrolment.candidate,
        one=shown,
        rule=enrolment.rule,
        demonstration_wording=any(unit.demonstration for unit in shown.progress.units),
    )
