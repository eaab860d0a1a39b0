"""What a centre says of its service."""

from flask.typing import ResponseReturnValue

from portfolio import clock
from portfolio.domain import procedure_words
from portfolio.domain.indicator_charts import charts
from portfolio.domain.procedure import TrackKey
from portfolio.extensions import db_session
from portfolio.queries import indicators
from portfolio.web import public_places
from portfolio.web.access import public
from portfolio.web.htmx import page
from portfolio.web.service import blueprint


@blueprint.get("/<slug>")
@public
def home(slug: str) -> ResponseReturnValue:
    """Who the centre is, how to tell it something, and what becomes of it (R-257, R-317)."""
    service = public_places.service_of(slug)
    return page(
        "service/home.html",
        service=service,
        tracks=[track for key in TrackKey if (track := service.procedure.track(key)).stages],
        words=procedure_words,
    )


@blueprint.get("/<slug>/standards")
@public
def standards(slug: str) -> ResponseReturnValue:
    """The indicators: number, in time, per cent, median, for the last four quarters (R-309)."""
    service = public_places.service_of(slug)
    found = indicators.indicators(db_session(), service.centre.id, clock.now())
    drawn = charts([one for one in found if one.all.number])
    return page("service/standards.html", service=service, indicators=found, charts=drawn)
