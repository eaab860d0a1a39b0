"""Support meetings with providers: planned by need, recorded with feedback both ways."""

from flask import url_for
from flask.typing import ResponseReturnValue

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.support import SupportMeeting
from portfolio.queries import support as queries
from portfolio.services import support
from portfolio.web import document_loaders, loaders
from portfolio.web.access import requires
from portfolio.web.documents import blueprint
from portfolio.web.documents.guidance import with_standing
from portfolio.web.documents.support_forms import HeldForm, MeetingForm
from portfolio.web.htmx import page
from portfolio.web.keeping import keep


@blueprint.get("/support")
@requires(Permission.PUBLISH_SERVICE, loaders.own_centre)
def provider_support(actor: Actor, _centre: loaders.OwnCentre) -> ResponseReturnValue:
    session = db_session()
    return page(
        "documents/support.html",
        guidance=with_standing(actor, queries.guidance(session, actor.centre_id)),
        planned=queries.planned(session, actor.centre_id),
        held=queries.held(session, actor.centre_id),
        today=clock.today(),
    )


@blueprint.route("/support/meetings/new", methods=["GET", "POST"])
@requires(Permission.PUBLISH_SERVICE, loaders.own_centre)
def plan_meeting(actor: Actor, _centre: loaders.OwnCentre) -> ResponseReturnValue:
    form = MeetingForm()

    def deed() -> str:
        provider, need = form.provider.data, form.need.data
        support.plan(db_session(), actor, provider, form.planned_on.day_given, need)
        return url_for(".provider_support")

    kept = keep(form, deed, "The meeting is planned")
    if kept.answer is not None:
        return kept.answer
    return page("documents/plan_meeting.html", status=kept.status, form=form)


@blueprint.route("/support/meetings/<uuid:meeting_id>", methods=["GET", "POST"])
@requires(Permission.PUBLISH_SERVICE, document_loaders.support_meeting)
def meeting(actor: Actor, meeting: SupportMeeting) -> ResponseReturnValue:
    session = db_session()
    form = HeldForm(data=_recorded(meeting))

    def deed() -> str:
        offered, received = form.offered.data, form.received.data
        support.record(session, actor, meeting, form.held_on.day_given, offered, received)
        return url_for(".meeting", meeting_id=meeting.id)

    kept = keep(form, deed, "Recorded")
    if kept.answer is not None:
        return kept.answer
    given = with_standing(actor, queries.guidance(session, actor.centre_id, meeting.id))
    return page(
        "documents/meeting.html", status=kept.status, form=form, meeting=meeting, guidance=given
    )


def _recorded(meeting: SupportMeeting) -> dict[str, object]:
    return {
        "held_on": meeting.held_on or min(meeting.planned_on, clock.today()),
        "offered": meeting.offered,
        "received": meeting.received,
    }
