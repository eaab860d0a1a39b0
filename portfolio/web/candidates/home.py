"""The candidate's home, and the part of it that an open page keeps up to date."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.next_step import Kind
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.queries.home import Home
from portfolio.queries.home import home as home_of
from portfolio.web import loaders
from portfolio.web.access import requires
from portfolio.web.candidates import blueprint
from portfolio.web.htmx import page
from portfolio.web.loaders import OwnEnrolments

OPENS: dict[Kind, tuple[str, str | None]] = {
    Kind.REPLACE: ("candidates.edit_evidence", "evidence_id"),
    Kind.ANSWER: ("candidates.feedback", None),
    Kind.LOOK: ("portfolios.unit", "unit_id"),
    Kind.DECLARE: ("candidates.declare", "unit_id"),
    Kind.SUBMIT: ("candidates.edit_evidence", "evidence_id"),
    Kind.COMPLETE: ("portfolios.unit", "unit_id"),
    Kind.START: ("candidates.add_evidence", None),
}
"""Where the button of each step leads, and which id it takes there."""


@blueprint.get("/candidate")
@requires(Permission.READ_PORTFOLIO, loaders.own_enrolments)
def home(_actor: Actor, own: OwnEnrolments) -> ResponseReturnValue:
    return _shown(home_of(db_session(), own.ids))


@blueprint.get("/candidate/progress")
@requires(Permission.READ_PORTFOLIO, loaders.own_enrolments, polls=True)
def home_progress(_actor: Actor, own: OwnEnrolments) -> ResponseReturnValue:
    """The home again where its version is not the one asked with, else 204."""
    if request.args.get("version") == own.version:
        return "", 204
    return _shown(home_of(db_session(), own.ids, request.args.get("seen", "").split(".")))


def _shown(found: Home) -> ResponseReturnValue:
    return page(
        "candidates/home.html",
        "home-progress",
        home=found,
        step_href=_step_href(found),
        demonstration_wording=found.demonstration,
    )


def _step_href(found: Home) -> str | None:
    step = found.step
    if step is None or step.action is None:
        return None
    if step.kind is Kind.CHOOSE:
        return url_for("candidates.choose_units", enrolment_id=found.step_in)
    endpoint, takes = OPENS[step.kind]
    ids: dict[str, Any] = {takes: step.key} if takes else {}
    return url_for(endpoint, **ids)
