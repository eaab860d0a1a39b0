"""The bank holidays a centre counts with: those of its division, with days added or taken away."""

from datetime import date

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.date_words import day as day_in_words
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.person import Centre
from portfolio.models.procedure import HolidayChange
from portfolio.services import service_settings as service
from portfolio.services import working_days
from portfolio.web import loaders, once, procedure_loaders
from portfolio.web.access import requires
from portfolio.web.catalogue.fields import DraftForm
from portfolio.web.catalogue.keeping import keep
from portfolio.web.flashes import flash
from portfolio.web.htmx import page
from portfolio.web.loaders import OwnCentre
from portfolio.web.procedures import blueprint
from portfolio.web.procedures.forms import HOLIDAY, WORKS, DayForm

FIRST, LAST = 2000, 2100
"""Years the page shows; the library knows more than anybody counts."""


@blueprint.get("/holidays")
@requires(Permission.READ_PROCEDURE, loaders.own_centre)
def holidays(actor: Actor, centre: OwnCentre) -> ResponseReturnValue:
    year = request.args.get("year", clock.today().year, type=int)
    if not FIRST <= year <= LAST:
        abort(404)
    session = db_session()
    return page(
        "procedures/holidays.html",
        year=year,
        days=working_days.holidays_of(session, actor.centre_id, year),
        division=session.get_one(Centre, actor.centre_id).division,
        centre=centre,
        press=DraftForm(),
        years=range(max(FIRST, year - 1), min(LAST, year + 1) + 1),
    )


@blueprint.route("/holidays/change", methods=["GET", "POST"])
@requires(Permission.EDIT_PROCEDURE, loaders.own_centre)
def change_day(actor: Actor, _centre: OwnCentre) -> ResponseReturnValue:
    """Add a day, or take away the one that the address offers."""
    asked = request.args.get("day", type=date.fromisoformat)
    form = DayForm(data={"day": asked, "works": WORKS if asked else HOLIDAY})

    def deed() -> str:
        day, works = form.day.day_given, form.works.data == WORKS
        service.change_day(db_session(), actor, day, works=works, label=form.label.data or "")
        return url_for(".holidays", year=day.year)

    kept = keep(form, deed, said="The day is recorded", then=url_for(".holidays"))
    if kept.answer is not None:
        return kept.answer
    return page("procedures/change_day.html", status=kept.status, form=form)


@blueprint.post("/holidays/<uuid:holiday_id>/restore")
@requires(Permission.EDIT_PROCEDURE, procedure_loaders.holiday_change)
def restore_day(actor: Actor, change: HolidayChange) -> ResponseReturnValue:
    form = DraftForm()
    if (answered := once.claim(form)) is not None:
        return answered
    service.restore_day(db_session(), actor, change)
    flash(f"{day_in_words(change.day)} is as it was")
    return once.go_to(form, url_for(".holidays", year=change.day.year))
