"""The report of a quarter or a year, as a page and as a PDF (R-268)."""

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from portfolio import clock
from portfolio.adapters.pdf_reports import pdf
from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.domain.quarters import last_quarters
from portfolio.domain.report import Report
from portfolio.extensions import db_session
from portfolio.queries import period_report
from portfolio.queries.period_report import Period
from portfolio.web import loaders
from portfolio.web.access import requires
from portfolio.web.cases import blueprint
from portfolio.web.htmx import page
from portfolio.web.loaders import OwnCentre

QUARTERS, YEARS = 8, 3


@blueprint.get("/report")
@requires(Permission.READ_CASES, loaders.own_centre)
def report(actor: Actor, _centre: OwnCentre) -> ResponseReturnValue:
    period = _asked()
    return page(
        "cases/report.html",
        report=_report(actor, period),
        periods=[(one.label, one.label) for one in _periods()],
        period=period,
        file_url=url_for(".report_file", period=period.label),
    )


@blueprint.get("/report.pdf")
@requires(Permission.READ_CASES, loaders.own_centre)
def report_file(actor: Actor, _centre: OwnCentre) -> ResponseReturnValue:
    period = _asked()
    return sent(_report(actor, period), f"report-{period.label.replace(' ', '-')}")


def sent(report: Report, name: str) -> Response:
    """The report as a PDF to keep."""
    answer = Response(pdf(report, clock.now()), mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{name}.pdf")
    return answer


def _report(actor: Actor, period: Period) -> Report:
    return period_report.report(
        db_session(), actor.centre_id, actor.centre_name, period, clock.now()
    )


def _asked() -> Period:
    """The period the address names; the present quarter where it names none."""
    asked, offered = request.args.get("period"), _periods()
    return next((one for one in offered if one.label == asked), offered[0])


def _periods() -> list[Period]:
    """The last quarters, the present one first, then the last years."""
    today = clock.today()
    quarters = reversed(last_quarters(QUARTERS, today))
    return [
        *(period_report.quarter(one) for one in quarters),
        *(period_report.year(today.year - n) for n in range(YEARS)),
    ]
