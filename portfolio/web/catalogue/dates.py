"""The last dates for entry and certification, as the awarding organisation told the centre."""

from flask import url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal
from portfolio.domain.permissions import Permission
from portfolio.domain.qualification_dates import Dates
from portfolio.extensions import db_session
from portfolio.models.programme import CentreQualification, Qualification
from portfolio.queries import qualification_dates
from portfolio.services import qualification_texts
from portfolio.web import catalogue_loaders, once
from portfolio.web.access import requires
from portfolio.web.catalogue import blueprint
from portfolio.web.catalogue_loaders import AtCentre
from portfolio.web.flashes import flash
from portfolio.web.forms import DateBoxes, Form
from portfolio.web.htmx import page


class DatesForm(Form):
    last_entry_on = DateBoxes("Last day for entries", thing="the last day for entries")
    last_certification_on = DateBoxes(
        "Last day for certification", thing="the last day for certification"
    )

    def dates(self) -> Dates:
        """The dates as typed; only after the form was found complete."""
        return Dates(self.last_entry_on.data, self.last_certification_on.data)


@blueprint.route("/qualifications/<uuid:qualification_id>/dates", methods=["GET", "POST"])
@requires(Permission.EDIT_CATALOGUE, catalogue_loaders.qualification_here)
def edit_dates(actor: Actor, here: AtCentre[Qualification]) -> ResponseReturnValue:
    qualification, session = here.thing, db_session()
    own = qualification_dates.own_dates(session, actor.centre_id, qualification.id)
    form = DatesForm(data=_entered(own))
    if form.validate_on_submit():
        if (answered := once.claim(form)) is not None:
            return answered
        try:
            qualification_texts.enter_dates(session, actor, qualification, form.dates())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash("The dates are saved")
            place = url_for(".qualification", qualification_id=qualification.id)
            return once.go_to(form, place)
    status = 422 if form.is_submitted() else 200
    return page("catalogue/dates.html", status=status, form=form, qualification=qualification)


def _entered(own: CentreQualification | None) -> dict[str, object]:
    if own is None:
        return {}
    return {
        "last_entry_on": own.last_entry_on,
        "last_certification_on": own.last_certification_on,
    }
