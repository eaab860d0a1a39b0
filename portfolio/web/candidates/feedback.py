"""What assessors said of the candidate's evidence, and what to do about it."""

from flask import request
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.queries import feedback as feedbacks
from portfolio.services import accounts
from portfolio.web import loaders
from portfolio.web.access import requires
from portfolio.web.candidates import blueprint
from portfolio.web.htmx import page
from portfolio.web.loaders import OwnEnrolments


@blueprint.get("/candidate/feedback")
@requires(Permission.READ_PORTFOLIO, loaders.own_enrolments, commits=True)
def feedback(actor: Actor, _own: OwnEnrolments) -> ResponseReturnValue:
    """The feedback, newest first; what is shown as new this time is read from now on."""
    session = db_session()
    number = request.args.get("page", 1, type=int)
    found = feedbacks.of_candidate(session, actor, number)
    shown = page("candidates/feedback.html", found=found)
    for entry in found.entries:
        if entry.unread is not None:
            accounts.mark_read(session, entry.unread)
    return shown
