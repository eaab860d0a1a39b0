"""Trends by category and quarter, and the published service standards (R-287, R-309)."""

from flask import request
from flask.typing import ResponseReturnValue

from portfolio import clock
from portfolio.domain import trends as domain
from portfolio.domain.actors import Actor
from portfolio.domain.case_report_words import PLURALS
from portfolio.domain.permissions import Permission
from portfolio.domain.procedure import CaseKind
from portfolio.domain.quarters import last_quarters
from portfolio.extensions import db_session
from portfolio.queries import case_trends
from portfolio.queries.indicators import indicators
from portfolio.web import loaders
from portfolio.web.access import requires
from portfolio.web.cases import blueprint
from portfolio.web.htmx import page
from portfolio.web.loaders import OwnCentre

QUARTERS = 6
CHARTED = 6
"""Categories with a chart of their own; the table beside has them all."""


@blueprint.get("/trends")
@requires(Permission.READ_CASES, loaders.own_centre)
def trends(actor: Actor, _centre: OwnCentre) -> ResponseReturnValue:
    session, now = db_session(), clock.now()
    asked = request.args.get("kind")
    kind = next((one for one in CaseKind if one.value == asked), CaseKind.COMPLAINT)
    quarters = last_quarters(QUARTERS, now)
    counted = case_trends.by_category(session, actor.centre_id, kind, quarters, now)
    series = domain.trends(counted, quarters)
    every = domain.together(series, quarters, "All categories")
    return page(
        "cases/trends.html",
        kinds=[("" if one is CaseKind.COMPLAINT else one.value, one.value) for one in CaseKind],
        kind_words=PLURALS[kind][1].capitalize(),
        quarters=quarters,
        series=series,
        every=every,
        charts=_charts([every], series[:CHARTED]),
        indicators=indicators(session, actor.centre_id, now),
    )


def _charts(*groups: list[domain.Trend]) -> list[domain.Chart]:
    """Each group to a scale of its own, which its charts share."""
    found = []
    for group in groups:
        most = max((count.total for one in group for count in one.quarters.values()), default=0)
        found += [domain.chart(one, most) for one in group]
    return found
