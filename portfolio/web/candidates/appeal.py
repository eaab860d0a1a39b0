"""A candidate appeals against a decision about one of their units (R-304)."""

from flask import request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectMultipleField, TextAreaField
from wtforms.validators import Length

from portfolio.domain.actors import Actor
from portfolio.domain.appeals import MOST_WORDS
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.assessment import UnitProgress
from portfolio.queries import appeals as queries
from portfolio.queries import unit_places
from portfolio.services import appeals
from portfolio.services.appeals import Brought
from portfolio.web import loaders
from portfolio.web.access import requires
from portfolio.web.appeal_words import hint, words
from portfolio.web.candidates import blueprint
from portfolio.web.flashes import flash
from portfolio.web.forms import Form
from portfolio.web.htmx import page
from portfolio.web.keeping import keep

_TOO_LONG = Length(max=MOST_WORDS, message="Enter 8,000 characters or fewer")


class AppealForm(Form):
    points = SelectMultipleField(
        "Which decision do you appeal against?", choices=[], validate_choice=False
    )
    grounds = TextAreaField("Why do you think it is wrong?", [_TOO_LONG])
    wanted = TextAreaField("What should change? (optional)", [_TOO_LONG])


@blueprint.route("/candidate/units/<uuid:unit_id>/appeal", methods=["GET", "POST"])
@requires(Permission.BRING_CASE, loaders.unit)
def appeal(actor: Actor, unit: UnitProgress) -> ResponseReturnValue:
    """The form, with the decisions of one item ticked when it is opened from there."""
    form = AppealForm()

    def deed() -> str:
        made = appeals.bring(db_session(), actor, unit, _brought(form))
        flash(f"We have your appeal, {made.case.reference}. We answer you in writing")
        return url_for("portfolios.unit", unit_id=unit.id)

    kept = keep(form, deed)
    return kept.answer or _shown(unit, form, kept.status)


def _brought(form: AppealForm) -> Brought:
    return Brought(tuple(form.points.data or ()), form.grounds.data or "", form.wanted.data or "")


def _shown(unit: UnitProgress, form: AppealForm, status: int) -> ResponseReturnValue:
    offered = queries.of_unit(db_session(), unit)
    form.points.choices = [(one.key, words(one)) for one in offered]
    if not form.is_submitted():
        form.points.data = [
            one.key
            for one in offered
            if one.evidence and str(one.evidence.id) == request.args.get("evidence")
        ]
    return page(
        "candidates/appeal.html",
        status=status,
        unit=unit,
        place=unit_places.places(db_session(), [unit.id]).get(unit.id),
        form=form,
        offered=offered,
        hints={one.key: hint(one) for one in offered},
    )
