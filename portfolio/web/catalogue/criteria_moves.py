"""Moving candidates to the version of a unit's criteria in use, tags and decisions with them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import abort, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectField, SelectMultipleField
from wtforms.validators import InputRequired

from portfolio.domain.actors import Actor
from portfolio.domain.criterion_words import criterion_label
from portfolio.domain.permissions import Permission
from portfolio.domain.tag_moves import Worded, proposals
from portfolio.extensions import db_session
from portfolio.models.assessment import UnitProgress
from portfolio.models.programme import Unit
from portfolio.models.specification import UnitSpecification
from portfolio.queries import specification_moves, unit_page
from portfolio.services import tag_moves
from portfolio.web import catalogue_loaders
from portfolio.web.access import requires
from portfolio.web.catalogue import blueprint
from portfolio.web.catalogue.fields import DraftForm
from portfolio.web.catalogue.keeping import keep
from portfolio.web.catalogue_loaders import AtCentre, UnitVersion
from portfolio.web.htmx import page

OFF = ""


class MoveForm(DraftForm):
    candidates = SelectMultipleField(
        "Candidates to move", validators=[InputRequired("Choose at least one candidate")]
    )

    @classmethod
    def over(
        cls, units: list[UnitProgress], before: list[Worded], after: list[Worded], to: UUID
    ) -> "MoveForm":
        """The form with the proposals filled in; ``to`` is the version they lead to."""
        choices = {OFF: "None: take its tags off"} | {
            str(one.id): f"{criterion_label(one.number)} {_short(one.text)}" for one in after
        }
        fields = {
            f"to_{one.id}": SelectField(
                f"{criterion_label(one.number)} {one.text}", choices=choices
            )
            for one in before
        }
        proposed = proposals(before, after)
        data = {f"to_{old}": str(new) if new else OFF for old, new in proposed.items()}
        every = {str(unit.id): unit.candidate.name for unit in units}
        form: MoveForm = type("MoveOverCriteriaForm", (cls,), fields)(
            data=data | {"candidates": list(every), "seen": str(to)}
        )
        form.candidates.choices = every
        return form

    def mapping(self, before: list[Worded]) -> dict[UUID, UUID | None]:
        """The new criterion chosen for each old one; only after the form was found complete."""
        chosen = {one.id: self[f"to_{one.id}"].data for one in before}
        return {old: UUID(new) if new else None for old, new in chosen.items()}


@dataclass(frozen=True)
class Moving:
    """An older version of a unit's criteria, the one in use, and the form that leads there."""

    old: UnitSpecification
    in_use: UnitSpecification
    before: list[Worded]
    after: list[Worded]
    form: MoveForm

    @property
    def rows(self) -> list[tuple[Worded, Any, bool]]:
        """Each old criterion with its field, and whether its words are still there."""
        same = {one.words for one in self.after}
        return [(one, self.form[f"to_{one.id}"], one.words in same) for one in self.before]

    def move(self, actor: Actor) -> None:
        by = tag_moves.plan(db_session(), self.old.id, self.in_use, self.form.mapping(self.before))
        chosen = [UUID(one) for one in self.form.candidates.data]
        tag_moves.move(db_session(), actor, chosen, by, self.old.id)


@blueprint.get("/units/<uuid:unit_id>/move")
@requires(Permission.EDIT_CATALOGUE, catalogue_loaders.unit_here)
def move_tags(actor: Actor, here: AtCentre[Unit]) -> ResponseReturnValue:
    """The older versions candidates still work by."""
    in_use = unit_page.specification_in_use(db_session(), here.thing, actor.centre_id)
    units = _behind(actor, here.thing, in_use)
    older: dict[UUID, UnitSpecification] = {
        unit.specification.id: unit.specification for unit in units if unit.specification
    }
    counts = [
        (row, sum(unit.specification_id == row.id for unit in units)) for row in older.values()
    ]
    return page("catalogue/move_tags.html", unit=here.thing, in_use=in_use, counts=counts)


@blueprint.route("/units/<uuid:unit_id>/move/<uuid:specification_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_CATALOGUE, catalogue_loaders.unit_version)
def move_tags_from(actor: Actor, here: UnitVersion) -> ResponseReturnValue:
    of = _moving(actor, here)
    kept = keep(
        of.form,
        lambda: of.move(actor),
        said="The tags are moved",
        then=url_for(".unit", unit_id=here.thing.id),
        seen_now=lambda: str(of.in_use.id),
    )
    if kept.answer is not None:
        return kept.answer
    return page(
        "catalogue/move_tags_from.html",
        status=kept.status,
        form=of.form,
        unit=here.thing,
        before=of.old,
        in_use=of.in_use,
        rows=of.rows,
        conflict=kept.conflict,
    )


def _moving(actor: Actor, here: UnitVersion) -> Moving:
    """The move away from an older version; 404 for the version in use itself."""
    session, unit, old = db_session(), here.thing, here.specification
    in_use = unit_page.specification_in_use(session, unit, actor.centre_id)
    if in_use is None or in_use.id == old.id:
        abort(404)
    before = specification_moves.criteria(session, old.id)
    after = specification_moves.criteria(session, in_use.id)
    units = [one for one in _behind(actor, unit, in_use) if one.specification_id == old.id]
    return Moving(old, in_use, before, after, MoveForm.over(units, before, after, in_use.id))


def _behind(actor: Actor, unit: Unit, in_use: UnitSpecification | None) -> list[UnitProgress]:
    if in_use is None:
        return []
    return specification_moves.behind(db_session(), unit.id, actor.centre_id, in_use.id)


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
