"""Planning the way to finish: wishes for units, the best completion around them, and taking it."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, SelectMultipleField

from portfolio.domain.actors import Actor
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.permissions import Permission
from portfolio.domain.unit_wishes import Wish
from portfolio.domain.words import units_of
from portfolio.extensions import db_session
from portfolio.models.enrolment import Enrolment
from portfolio.queries import roc
from portfolio.services import unit_choice, unit_wishes
from portfolio.web import loaders, once
from portfolio.web.access import requires
from portfolio.web.candidates import blueprint
from portfolio.web.candidates.plan_view import GroupToWish, PlanShown, way_back
from portfolio.web.candidates.units import unit_id
from portfolio.web.flashes import flash
from portfolio.web.forms import Form
from portfolio.web.htmx import go_to, page


class WishesForm(Form):
    """``seen`` is the stored wishes the page showed; each wish is "44:Wanted"."""

    seen = HiddenField()
    wishes = SelectMultipleField("Wishes", coerce=str, validate_choice=False)


class TakeForm(Form):
    """``seen`` is the stored choice the page showed; ``units`` are ids of published units."""

    seen = HiddenField()
    units = SelectMultipleField("Units", coerce=unit_id, validate_choice=False)


@blueprint.route("/candidate/enrolments/<uuid:enrolment_id>/plan", methods=["GET", "POST"])
@requires(Permission.CHOOSE_UNITS, loaders.enrolment)
def plan(actor: Actor, enrolment: Enrolment) -> ResponseReturnValue:
    """The ways to finish around the wishes; saving them, or looking without saving."""
    form = WishesForm()
    if not form.is_submitted():
        return _shown(actor, enrolment, form, _asked())
    wished = _wished(form.wishes.data or [])
    if request.form.get("step") == "look":
        return go_to(url_for(".plan", enrolment_id=enrolment.id, look=1, wishes=_sent(wished)))
    if (before := once.claim(form)) is not None:
        return before
    try:
        unit_wishes.wish(db_session(), actor, enrolment, wished, form.seen.data or "")
    except Conflict as conflict:
        return _shown(actor, enrolment, form, wished, status=409, changed=str(conflict))
    except Refusal as refusal:
        form.refuse(refusal)
        return _shown(actor, enrolment, form, wished, status=422)
    flash("Saved. The ways to finish keep to it")
    return once.go_to(form, url_for(".plan", enrolment_id=enrolment.id))


@blueprint.post("/candidate/enrolments/<uuid:enrolment_id>/plan/units")
@requires(Permission.CHOOSE_UNITS, loaders.enrolment)
def take_way(actor: Actor, enrolment: Enrolment) -> ResponseReturnValue:
    """Make the units of one way planned units, or undo just that."""
    form = TakeForm()
    if (before := once.claim(form)) is not None:
        return before
    units, undo = form.units.data or [], request.form.get("step") == "undo"
    change = unit_choice.plan_without if undo else unit_choice.plan_also
    try:
        change(db_session(), actor, enrolment, units, form.seen.data or "")
    except Conflict as conflict:
        return _shown(actor, enrolment, WishesForm(), None, status=409, changed=str(conflict))
    except Refusal as refusal:
        again = WishesForm()
        again.refuse(refusal)
        return _shown(actor, enrolment, again, None, status=422)
    taken = None if undo else request.form.get("numbers")
    flash("Undone. The plan is as it was" if undo else "Planned. The units are in the plan")
    return once.go_to(form, url_for(".plan", enrolment_id=enrolment.id, taken=taken))


def _asked() -> dict[str, Wish] | None:
    """The wishes made but not stored, as the page asks for them; None to see the stored ones."""
    if not ({"look", "wishes"} & request.args.keys()):
        return None
    return _wished(request.args.getlist("wishes"))


def _wished(sent: list[str]) -> dict[str, Wish]:
    """Wishes by number of unit, from lines like "44:Wanted"; an empty one says "either way".

    One that cannot be read is for no unit, and is refused like any other such.
    """
    found = {}
    for line in filter(None, sent):
        number, _, word = line.partition(":")
        known = word in {*Wish}
        found[number if known else ""] = Wish(word) if known else Wish.WANTED
    return found


def _sent(wished: Mapping[str, Wish]) -> list[str]:
    return [f"{number}:{wish.value}" for number, wish in wished.items()]


def _shown(
    actor: Actor,
    enrolment: Enrolment,
    form: WishesForm,
    wished: dict[str, Wish] | None,
    status: int = 200,
    **said: Any,
) -> Response:
    progress = roc.progress(db_session(), enrolment.id)
    stored = {row.placed.number: row.wish for row in progress.rows if row.open and row.wish}
    standing = stored if wished is None else wished
    form.seen.data = unit_wishes.wishes_of(progress)
    optional = (row for row in progress.rows if not row.placed.mandatory)
    taken = set(request.args.get("taken", "").split(","))
    just = [
        row for row in progress.rows if row.placed.number in taken and row.chosen and not row.begun
    ]
    return page(
        "candidates/plan.html",
        "plan-ways",
        status=status,
        enrolment=enrolment,
        form=form,
        take=TakeForm(formdata=None, seen=unit_choice.choice_of(progress)),
        shown=PlanShown.of(progress, standing),
        wished=standing,
        unsaved=standing != stored,
        groups=[
            GroupToWish(progress.qualification.group(letter).heading, list(rows))
            for letter, rows in groupby(optional, key=lambda row: row.placed.group)
        ],
        taken=just,
        taken_words=units_of([row.placed.number for row in just]) if just else "",
        back_href=way_back(actor, enrolment),
        **said,
    )
