"""Course reviews as those who answer for the service read them."""

from datetime import timedelta

from flask import request
from flask.typing import ResponseReturnValue

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.course_reviews import MARKS, QUESTIONS
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.queries import course_reviews
from portfolio.web import loaders
from portfolio.web.access import requires
from portfolio.web.cases import blueprint
from portfolio.web.forms import version_seen
from portfolio.web.htmx import page
from portfolio.web.loaders import OwnCentre

A_YEAR = timedelta(days=365)


@blueprint.get("/reviews")
@requires(Permission.READ_CASES, loaders.own_centre)
def reviews(actor: Actor, centre: OwnCentre) -> ResponseReturnValue:
    session = db_session()
    asked = min(version_seen(request.args.get("page")), 1_000_000)
    return page(
        "cases/reviews.html",
        reviews=course_reviews.latest(session, centre.centre_id, asked),
        averages=course_reviews.averages(session, centre.centre_id, clock.now() - A_YEAR),
        questions=QUESTIONS,
        marks=MARKS,
    )
