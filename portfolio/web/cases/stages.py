"""The stages of a case: taking it to the next, its investigation form, a decision on lateness."""

from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.case_rules import outside
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.case import Case
from portfolio.queries.case_standing import standing
from portfolio.services import case_records, case_steps
from portfolio.services.case_records import Investigation
from portfolio.web import case_loaders
from portfolio.web.access import requires
from portfolio.web.cases import blueprint
from portfolio.web.cases.course_forms import InvestigationForm, LatenessForm, NextStageForm
from portfolio.web.cases.deed import Task, keep

NEXT_STAGE = Task(
    "Take it to the next stage",
    "Take it there",
    "The case is at its next stage, and who acts there is told",
    "The reason is shown to the person too.",
    note="The clocks of this stage stop. Who acts next is told at once.",
)
LATENESS = Task(
    "Decide on lateness",
    "Keep the decision",
    "Your decision is kept with the case",
    "It came after the last day and was taken in all the same. Say whether you go on with it.",
)
INVESTIGATION = Task(
    "Investigation form",
    "Keep the form",
    "The form is kept with the case",
    "The day it is signed off is filled in when the stage ends.",
)


@blueprint.route("/<uuid:case_id>/next-stage", methods=["GET", "POST"])
@requires(Permission.WORK_ON_CASE, case_loaders.case)
def next_stage(actor: Actor, case: Case) -> ResponseReturnValue:
    case_steps.check_open(case)
    form, where = NextStageForm(), standing(case)
    follows = [where.track.stage(key) for key in where.stage.next]
    form.stage.choices = {stage.key: stage.name for stage in follows}
    if len(follows) == 1:
        form.stage.data = form.stage.data or follows[0].key

    def do() -> None:
        key, reason = form.stage.data or "", form.reason.data or ""
        case_steps.begin_stage(db_session(), actor, case, key, reason)

    hints = {stage.key: stage.what_happens for stage in follows}
    why_not = outside(where).why_not if any(stage.external for stage in follows) else ""
    return keep(case, form, NEXT_STAGE, do, hints={"stage": hints}, warning=why_not)


@blueprint.route("/<uuid:case_id>/lateness", methods=["GET", "POST"])
@requires(Permission.WORK_ON_CASE, case_loaders.case)
def lateness(actor: Actor, case: Case) -> ResponseReturnValue:
    form, stage = LatenessForm(), case_steps.check_open(case)
    if not form.is_submitted():
        form.decision.data = stage.late_decision
    return keep(
        case,
        form,
        LATENESS,
        lambda: case_steps.decide_on_lateness(db_session(), actor, case, form.decision.data or ""),
    )


@blueprint.route("/<uuid:case_id>/investigation", methods=["GET", "POST"])
@requires(Permission.WORK_ON_CASE, case_loaders.case)
def investigation(actor: Actor, case: Case) -> ResponseReturnValue:
    form, stage = InvestigationForm(), case_steps.check_open(case)
    if not form.is_submitted():
        form.needed.data = {True: "yes", False: "no", None: None}[stage.investigate]
        form.escalated_to.data = stage.escalated_to or (case.waits_on.name if case.waits_on else "")
        form.notes.data, form.dealt_by.data = stage.investigation, stage.dealt_by or actor.name

    def do() -> None:
        filled = Investigation(
            needed=form.needed.data == "yes",
            escalated_to=form.escalated_to.data or "",
            notes=form.notes.data or "",
            dealt_by=form.dealt_by.data or "",
        )
        case_records.record_investigation(db_session(), actor, case, filled)

    return keep(case, form, INVESTIGATION, do)
