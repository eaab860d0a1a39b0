"""The parts of a draft of criteria: an outcome with its criteria, requirements, everything else."""

from dataclasses import replace
from typing import Any

from flask import abort
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.domain.specification_content import SpecificationContent, WrittenOutcome
from portfolio.models.programme import Unit
from portfolio.web import catalogue_loaders
from portfolio.web.access import requires
from portfolio.web.catalogue import blueprint
from portfolio.web.catalogue.criteria_drafting import (
    CriteriaDraft,
    change_criteria,
    criteria_drafting,
)
from portfolio.web.catalogue.criteria_forms import OutcomeForm, PartsForm, RowsForm
from portfolio.web.catalogue.fields import DraftForm
from portfolio.web.catalogue_loaders import AtCentre, UnitPart
from portfolio.web.htmx import page


@blueprint.route("/units/<uuid:unit_id>/draft/outcomes", methods=["GET", "POST"])
@requires(Permission.EDIT_CATALOGUE, catalogue_loaders.unit_here)
def add_outcome(actor: Actor, here: AtCentre[Unit]) -> ResponseReturnValue:
    of = criteria_drafting(here.thing, actor.centre_id)
    number = max((one.number for one in of.content.outcomes), default=0) + 1
    return _outcome(actor, of, WrittenOutcome(number, ""), new=True)


@blueprint.route(
    "/units/<uuid:unit_id>/draft/outcomes/<int:outcome_number>", methods=["GET", "POST"]
)
@requires(Permission.EDIT_CATALOGUE, catalogue_loaders.unit_outcome)
def edit_outcome(actor: Actor, part: UnitPart) -> ResponseReturnValue:
    of = criteria_drafting(part.thing, actor.centre_id)
    return _outcome(actor, of, _found(of, part.number), new=False)


@blueprint.route(
    "/units/<uuid:unit_id>/draft/outcomes/<int:outcome_number>/remove", methods=["GET", "POST"]
)
@requires(Permission.EDIT_CATALOGUE, catalogue_loaders.unit_outcome)
def remove_outcome(actor: Actor, part: UnitPart) -> ResponseReturnValue:
    of = criteria_drafting(part.thing, actor.centre_id)
    outcome = _found(of, part.number)
    return change_criteria(
        actor,
        of,
        DraftForm(data={"seen": str(of.row.edits)}),
        lambda content: content.without_outcome(outcome.number),
        template="catalogue/remove_outcome.html",
        said=f"Outcome {outcome.number} is taken out",
        outcome=outcome,
    )


@blueprint.route("/units/<uuid:unit_id>/draft/requirements", methods=["GET", "POST"])
@requires(Permission.EDIT_CATALOGUE, catalogue_loaders.unit_here)
def edit_requirements(actor: Actor, here: AtCentre[Unit]) -> ResponseReturnValue:
    of = criteria_drafting(here.thing, actor.centre_id)
    held = of.content.requirements
    form = RowsForm.of(held, "ER", len(held) + 1, seen=str(of.row.edits))
    if form.wants_rows:
        return page("catalogue/requirements.html", form=form, of=of, conflict="")
    return change_criteria(
        actor,
        of,
        form,
        lambda content: replace(content, requirements=form.requirements()),
        template="catalogue/requirements.html",
        said="The evidence requirements are saved",
    )


@blueprint.route("/units/<uuid:unit_id>/draft/parts", methods=["GET", "POST"])
@requires(Permission.EDIT_CATALOGUE, catalogue_loaders.unit_here)
def edit_parts(actor: Actor, here: AtCentre[Unit]) -> ResponseReturnValue:
    of = criteria_drafting(here.thing, actor.centre_id)
    form = PartsForm.over(of.content.parts, of.content.demonstration, of.row.edits)

    def change(content: SpecificationContent) -> SpecificationContent:
        parts = form.parts(content.parts.source_name)
        return replace(content, parts=parts, demonstration=bool(form.demonstration.data))

    return change_criteria(actor, of, form, change, template="catalogue/criteria_parts.html")


def _outcome(
    actor: Actor, of: CriteriaDraft, outcome: WrittenOutcome, *, new: bool
) -> ResponseReturnValue:
    form = OutcomeForm.over(outcome, of.row.edits)
    shown: dict[str, Any] = {"outcome": outcome, "new": new}
    if form.wants_rows:
        return page("catalogue/outcome.html", form=form, of=of, conflict="", **shown)

    def change(content: SpecificationContent) -> SpecificationContent:
        typed = form.outcome(outcome.number)
        return content.with_outcome(typed, instead_of=None if new else outcome.number)

    return change_criteria(
        actor,
        of,
        form,
        change,
        template="catalogue/outcome.html",
        said="The outcome is saved",
        **shown,
    )


def _found(of: CriteriaDraft, number: int) -> WrittenOutcome:
    outcome = of.content.outcome(number)
    if outcome is None:
        abort(404)
    return outcome
