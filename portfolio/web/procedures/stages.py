"""Changing one stage of a draft, adding one after it, moving it up or taking it out."""

from collections.abc import Callable

from flask import abort, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain import procedure as domain
from portfolio.domain.actors import Actor
from portfolio.domain.permissions import Permission
from portfolio.domain.procedure import Stage, TrackKey
from portfolio.domain.procedure_editing import (
    add_stage,
    move_stage_up,
    remove_stage,
    with_stage,
)
from portfolio.web import procedure_loaders
from portfolio.web.access import requires
from portfolio.web.catalogue.fields import DraftForm
from portfolio.web.htmx import page
from portfolio.web.procedure_loaders import DraftPart
from portfolio.web.procedures import blueprint
from portfolio.web.procedures.drafting import Drafting, change_draft, drafting, kept_in
from portfolio.web.procedures.stage_form import OutsideForm, StageForm, placed

AT = "/<uuid:procedure_id>/draft/stages/<track>/<stage_key>"
Act = Callable[[domain.Procedure, TrackKey, str], domain.Procedure]


@blueprint.route(AT, methods=["GET", "POST"])
@requires(Permission.EDIT_PROCEDURE, procedure_loaders.stage)
def edit_stage(actor: Actor, part: DraftPart) -> ResponseReturnValue:
    of = drafting(part.procedure)
    track, stage = _found(of, part)
    shape = OutsideForm if stage.external else StageForm
    form = shape.over(of.says.track(track), stage, of.seen)
    return change_draft(
        actor,
        of,
        form,
        lambda before: with_stage(before, track, form.stage(stage)),
        "procedures/edit_stage.html",
        placed=placed,
        track=of.says.track(track),
        stage=stage,
        press=DraftForm(formdata=None, data={"seen": of.seen}),
    )


@blueprint.post(f"{AT}/add")
@requires(Permission.EDIT_PROCEDURE, procedure_loaders.stage)
def add_stage_after(actor: Actor, part: DraftPart) -> ResponseReturnValue:
    return _press(actor, part, lambda said, key, name: add_stage(said, key, name)[0], "added")


@blueprint.post(f"{AT}/up")
@requires(Permission.EDIT_PROCEDURE, procedure_loaders.stage)
def move_up(actor: Actor, part: DraftPart) -> ResponseReturnValue:
    return _press(actor, part, move_stage_up, "moved up")


@blueprint.post(f"{AT}/remove")
@requires(Permission.EDIT_PROCEDURE, procedure_loaders.stage)
def take_out_stage(actor: Actor, part: DraftPart) -> ResponseReturnValue:
    return _press(actor, part, remove_stage, "taken out")


def _press(actor: Actor, part: DraftPart, act: Act, done: str) -> ResponseReturnValue:
    """What a single button does to a stage; refused, the page of the stage says why."""
    of = drafting(part.procedure)
    track, stage = _found(of, part)
    form = DraftForm()
    kept = kept_in(
        actor,
        of,
        form,
        lambda before: act(before, track, stage.key),
        said=f"A stage is {done}" if done == "added" else f"“{stage.name}” is {done}",
    )
    if kept.answer is not None:
        return kept.answer
    return page(
        "procedures/stage_refused.html",
        status=kept.status,
        form=form,
        of=of,
        conflict=kept.conflict,
        back=url_for(".edit_stage", procedure_id=of.row.id, track=track.value, stage_key=stage.key),
        stage=stage,
    )


def _found(of: Drafting, part: DraftPart) -> tuple[TrackKey, Stage]:
    """The stage the address names; 404 for none of the draft."""
    try:
        track = TrackKey(part.part["track"])
        return track, of.says.track(track).stage(part.part["stage"])
    except (ValueError, KeyError):
        abort(404)
