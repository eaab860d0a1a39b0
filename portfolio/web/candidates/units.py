"""The candidate's units, and choosing optional ones with the projection changing at once."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, SelectMultipleField

from portfolio import clock
from portfolio.domain.actors import Actor, Role
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.panel import panel
from portfolio.domain.permissions import Permission
from portfolio.domain.unit_choice import kept_because
from portfolio.extensions import db_session
from portfolio.models.enrolment import Enrolment
from portfolio.queries import roc
from portfolio.queries.enrolment_progress import EnrolmentProgress, UnitRow
from portfolio.queries.home import home
from portfolio.queries.unit_resources import to_take_care_of
from portfolio.services import unit_choice
from portfolio.web import loaders, once
from portfolio.web.access import requires
from portfolio.web.candidates import blueprint
from portfolio.web.candidates.plan_view import way_back
from portfolio.web.flashes import flash
from portfolio.web.forms import Form
from portfolio.web.htmx import go_to, page
from portfolio.web.loaders import OwnEnrolments

NO_UNIT = UUID(int=0)


def unit_id(text: str) -> UUID:
    """The id in a checkbox; one that is no id names no unit, and is refused like any other."""
    try:
        return UUID(text)
    except ValueError:
        return NO_UNIT


class ChooseUnitsForm(Form):
    """``seen`` is the stored choice the page showed; ``units`` are ids of published units."""

    seen = HiddenField()
    units = SelectMultipleField("Optional units", coerce=unit_id, validate_choice=False)


@dataclass(frozen=True)
class GroupToChoose:
    heading: str
    rows: list[tuple[UnitRow, str | None]]
    """Each unit with why it cannot be left out, None when it can."""


@blueprint.get("/candidate/units")
@requires(Permission.READ_PORTFOLIO, loaders.own_enrolments)
def units(_actor: Actor, own: OwnEnrolments) -> ResponseReturnValue:
    found = home(db_session(), own.ids)
    return page("candidates/units.html", home=found, demonstration_wording=found.demonstration)


@blueprint.route("/candidate/enrolments/<uuid:enrolment_id>/units/choose", methods=["GET", "POST"])
@requires(Permission.CHOOSE_UNITS, loaders.enrolment)
def choose_units(actor: Actor, enrolment: Enrolment) -> ResponseReturnValue:
    form = ChooseUnitsForm()
    if not form.is_submitted():
        return _shown(actor, enrolment, form, _asked())
    chosen = form.units.data or []
    if request.form.get("step") == "project":
        return go_to(url_for(".choose_units", enrolment_id=enrolment.id, look=1, units=chosen))
    if (before := once.claim(form)) is not None:
        return before
    try:
        unit_choice.choose_units(db_session(), actor, enrolment, chosen, form.seen.data or "")
    except Conflict as conflict:
        return _shown(actor, enrolment, form, chosen, status=409, changed=str(conflict))
    except Refusal as refusal:
        form.refuse(refusal)
        return _shown(actor, enrolment, form, chosen, status=422)
    flash("Saved. The plan has changed")
    return once.go_to(form, way_back(actor, enrolment))


def _asked() -> list[UUID] | None:
    """The units ticked but not stored, as the projection asks for them; None to see the stored."""
    if not ({"look", "units"} & request.args.keys()):
        return None
    return request.args.getlist("units", type=UUID)


def _shown(
    actor: Actor,
    enrolment: Enrolment,
    form: ChooseUnitsForm,
    ticked: Collection[UUID] | None,
    status: int = 200,
    **said: Any,
) -> Response:
    progress = roc.progress(db_session(), enrolment.id)
    stored = {row.unit_id for row in progress.rows if row.chosen}
    chosen = stored if ticked is None else set(ticked)
    form.seen.data = unit_choice.choice_of(progress)
    ids = [row.unit_id for row in progress.rows]
    return page(
        "candidates/choose_units.html",
        "projection",
        status=status,
        enrolment=enrolment,
        form=form,
        progress=progress,
        groups=_groups(progress),
        chosen=chosen,
        cautions=to_take_care_of(db_session(), actor.centre_id, ids, clock.today()),
        panel=panel(progress.projection(chosen), wishes=progress.wishes),
        back_href=way_back(actor, enrolment),
        own=actor.role is Role.CANDIDATE,
        **said,
    )


def _groups(progress: EnrolmentProgress) -> list[GroupToChoose]:
    optional = (row for row in progress.rows if not row.placed.mandatory)
    return [
        GroupToChoose(
            progress.qualification.group(letter).heading,
            [(row, kept_because(row.state)) for row in rows],
        )
        for letter, rows in groupby(optional, key=lambda row: row.placed.group)
    ]
