"""Changing one stage of a draft, adding one after it, moving it up or taking it out."""

from collections.abc import Callable, Mapping

from flask import abort, request, url_for
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


DEEDS: Mapping[str, tuple[Act, str]] = {
    "add": (lambda said, track, stage: add_stage(said, track, stage)[0], "A stage follows “{}”"),
    "up": (move_stage_up, "“{}” is moved up"),
    "remove": (remove_stage, "“{}” is taken out"),
}
"""What the buttons under a stage do, and what is said of it."""


@blueprint.post(f"{AT}/place")
@requires(Permission.EDIT_PROCEDURE, procedure_loaders.stage)
def place_stage(actor: Actor, part: DraftPart) -> ResponseReturnValue:
    """What a single button does to a stage; refused, a page says why."""
    of = drafting(part.procedure)
    track, stage = _found(of, part)
    act, said = DEEDS.get(request.form.get("deed", ""), (None, ""))
    if act is None:
        abort(400)
    form = DraftForm()
    kept = kept_in(
        actor, of, form, lambda before: act(before, track, stage.key), said=said.format(stage.name)
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
