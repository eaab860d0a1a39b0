"""One unit of an import beside its source: correct everything, settle doubts, save it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor, Facts
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.found_units import SourceLine
from portfolio.domain.permissions import Permission
from portfolio.domain.unit_review import CRITERION, OUTCOME, Review, ReviewedUnit
from portfolio.extensions import db_session
from portfolio.models.unit_import import UnitImport
from portfolio.services import unit_imports
from portfolio.web import once
from portfolio.web.access import requires
from portfolio.web.catalogue import blueprint
from portfolio.web.catalogue.unit_imports import unit_import
from portfolio.web.catalogue.unit_review_form import ReviewUnitForm
from portfolio.web.flashes import flash
from portfolio.web.forms import version_seen
from portfolio.web.htmx import page

SAVES = ("draft", "publish")
FIELD_WORDS = {"glh": "guided hours", "nos_codes": "standards", "expires_on": "expiry date"}
"""What a line became, where the name of the field is not the word for it."""


@dataclass(frozen=True)
class UnitAtHand:
    """One unit of an import."""

    sent: UnitImport
    review: Review
    place: int

    @property
    def unit(self) -> ReviewedUnit:
        return self.review.units[self.place]

    def facts(self) -> Facts:
        return self.sent.facts()


def unit_at_hand(actor: Actor, unit_import_id: UUID, place: int) -> UnitAtHand:
    """A unit of the centre's import that is not saved yet, or 404."""
    sent = unit_import(actor, unit_import_id)
    if sent.reading is None:
        abort(404)
    review = unit_imports.review_of(sent)
    if place >= len(review.units) or review.units[place].saved:
        abort(404)
    return UnitAtHand(sent, review, place)


@blueprint.route("/unit-imports/<uuid:unit_import_id>/units/<int:place>", methods=["GET", "POST"])
@requires(Permission.EDIT_CATALOGUE, unit_at_hand)
def review_unit(actor: Actor, at: UnitAtHand) -> ResponseReturnValue:
    form = ReviewUnitForm.over(at.unit, at.sent.edits)
    if form.validate_on_submit():
        if (answered := once.claim(form)) is not None:
            return answered
        try:
            return _done(actor, at, form)
        except Conflict as conflict:
            form.seen.data = str(at.sent.edits)
            form.refuse(conflict)
            return _review_page(actor, at, form, 409)
        except Refusal as refusal:
            form.refuse(refusal)
    return _review_page(actor, at, form, 422 if form.is_submitted() else 200)


def _done(actor: Actor, at: UnitAtHand, form: ReviewUnitForm) -> ResponseReturnValue:
    """Keep what was typed, with the change that was asked for, or save the unit."""
    session, asked = db_session(), request.form.get("do", "")
    typed, seen = form.unit(at.unit), version_seen(form.seen.data)
    if asked not in SAVES:
        unit_imports.correct(session, at.sent, at.place, _changed(typed, asked), seen)
        return once.go_to(form, _here(at, asked))
    known = unit_imports.known(session, actor.centre_id, typed.facts["reference"])
    if known is not None and unit_imports.differences(known, typed) and not form.confirmed.data:
        raise Refusal("Say that you have checked what differs from the catalogue", "confirmed")
    publish = asked == "publish"
    unit = unit_imports.save(session, actor, typed, at.sent.name, publish=publish)
    saved = replace(typed, saved=str(unit.id))
    unit_imports.correct(session, at.sent, at.place, saved, seen)
    flash(f"{unit.title} is {'published' if publish else 'saved as a draft'}")
    target = "catalogue.unit" if publish else "catalogue.criteria_draft"
    if len(at.review.units) > 1:
        return once.go_to(form, url_for(".show_unit_import", unit_import_id=at.sent.id))
    return once.go_to(form, url_for(target, unit_id=unit.id))


def _changed(unit: ReviewedUnit, asked: str) -> ReviewedUnit:
    """The unit after the button that was pressed; any other press keeps it as typed."""
    what, _, where = asked.partition("-")
    if what == "number":
        return unit.renumbered()
    if what == "settle":
        doubts = [words for _, words in unit.doubts]
        return unit.settled(doubts[int(where)]) if _is_place(where, len(doubts)) else unit
    changes: dict[str, Callable[[int], ReviewedUnit]] = {
        "up": lambda place: unit.moved(place, -1),
        "down": lambda place: unit.moved(place, 1),
        "remove": unit.without,
        "criterion": lambda place: unit.with_row(place, CRITERION),
        "outcome": lambda place: unit.with_row(place, OUTCOME),
    }
    if what == "begin":
        return unit.with_row(len(unit.rows) - 1, OUTCOME)
    return (
        changes[what](int(where)) if what in changes and _is_place(where, len(unit.rows)) else unit
    )


def _is_place(text: str, count: int) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 5 and int(text) < count


def _here(at: UnitAtHand, asked: str) -> str:
    """The page again, at the row that was changed."""
    what, _, where = asked.partition("-")
    step = {"up": -1, "down": 1, "criterion": 1, "outcome": 1}
    row = f"row-{int(where) + step[what]}" if what in step and where.isdecimal() else "unit-form"
    return url_for(".review_unit", unit_import_id=at.sent.id, place=at.place, _anchor=row)


def _review_page(
    actor: Actor, at: UnitAtHand, form: ReviewUnitForm, status: int
) -> ResponseReturnValue:
    unit = form.unit(at.unit) if form.is_submitted() else at.unit
    known = unit_imports.known(db_session(), actor.centre_id, unit.facts["reference"])
    return page(
        "catalogue/review_unit.html",
        status=status,
        at=at,
        form=form,
        unit=unit,
        known=known,
        differences=unit_imports.differences(known, unit) if known else (),
        places=_places(unit),
        source=_source(at.review, unit),
    )


def _places(unit: ReviewedUnit) -> dict[str, str]:
    """By the place of a doubt, the field it is about."""
    numbered = {row.number: f"text_{place}" for place, row in enumerate(unit.rows)}
    return (
        numbered | {name: name for name in (*unit.facts, *unit.parts)} | {"outcomes": "unit-form"}
    )


def _source(review: Review, unit: ReviewedUnit) -> list[tuple[int, SourceLine, str, str]]:
    """The unit's lines of the source: number, line, the words and the field of what it became."""
    became: dict[int, tuple[str, str]] = {}
    for name, numbers in unit.origins.items():
        became |= dict.fromkeys(numbers, (FIELD_WORDS.get(name, name.replace("_", " ")), name))
    for place, row in enumerate(unit.rows):
        became |= dict.fromkeys(row.lines, (row.number, f"text_{place}"))
    lines: list[tuple[int, SourceLine, str, Any]] = []
    for number in unit.span():
        if number < len(review.source):
            lines.append((number, review.source[number], *became.get(number, ("", ""))))
    return lines
