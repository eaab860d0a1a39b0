"""Guidance given to providers, until they say that their learners know of it."""

from collections.abc import Sequence
from uuid import UUID

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.domain.support import Standing, standing
from portfolio.extensions import db_session
from portfolio.models.support import Guidance, SupportMeeting
from portfolio.services import support
from portfolio.services.working_days import calendar_of
from portfolio.web import document_loaders, loaders
from portfolio.web.access import requires
from portfolio.web.documents import blueprint
from portfolio.web.documents.support_forms import GuidanceForm, PassedOnForm
from portfolio.web.htmx import page
from portfolio.web.keeping import keep


@blueprint.route("/support/guidance/new", methods=["GET", "POST"])
@requires(Permission.PUBLISH_SERVICE, loaders.own_centre)
def give_guidance(actor: Actor, _centre: loaders.OwnCentre) -> ResponseReturnValue:
    of = _meeting(actor)
    form = GuidanceForm(data=_proposed(of))

    def deed() -> str:
        support.give(db_session(), actor, form.given(), of)
        if of is None:
            return url_for(".provider_support")
        return url_for(".meeting", meeting_id=of.id)

    kept = keep(form, deed, "Kept. You are told if the provider has not passed it on in time")
    if kept.answer is not None:
        return kept.answer
    return page("documents/give_guidance.html", status=kept.status, form=form, meeting=of)


@blueprint.route("/support/guidance/<uuid:guidance_id>", methods=["GET", "POST"])
@requires(Permission.PUBLISH_SERVICE, document_loaders.guidance)
def acknowledge_guidance(actor: Actor, guidance: Guidance) -> ResponseReturnValue:
    form = PassedOnForm()

    def deed() -> str:
        by = form.passed_on_by.data
        support.acknowledge(db_session(), actor, guidance, form.passed_on_on.day_given, by)
        return url_for(".provider_support")

    kept = keep(form, deed, "Noted: the provider passed it on")
    if kept.answer is not None:
        return kept.answer
    ((_guidance, stands),) = with_standing(actor, [guidance])
    context = {"form": form, "guidance": guidance, "stands": stands}
    return page("documents/guidance.html", status=kept.status, **context)


def with_standing(actor: Actor, rows: Sequence[Guidance]) -> list[tuple[Guidance, Standing]]:
    """Each with where it stands today by the centre's working days."""
    calendar = calendar_of(db_session(), actor.centre_id)
    now = clock.now()
    return [(one, standing(one.given_on, one.passed_on_on, calendar, now)) for one in rows]


def _meeting(actor: Actor) -> SupportMeeting | None:
    named = request.args.get("meeting", type=UUID)
    return document_loaders.support_meeting(actor, named) if named else None


def _proposed(of: SupportMeeting | None) -> dict[str, object]:
    if of is None:
        return {"given_on": clock.today()}
    return {
        "provider": of.provider,
        "given_on": of.held_on or clock.today(),
        "given_how": "in a support meeting",
    }
