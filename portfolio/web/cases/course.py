"""Moving a case along: pauses, who has it, and how it ends."""

from uuid import UUID

from flask import url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.case_rules import missing_to_close
from portfolio.domain.cases import Satisfaction
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.case import Case
from portfolio.queries.case_standing import standing
from portfolio.services import case_ends, case_safeguarding, case_steps
from portfolio.web import case_loaders
from portfolio.web.access import requires
from portfolio.web.cases import blueprint
from portfolio.web.cases.course_forms import (
    AssignForm,
    CloseForm,
    PauseForm,
    ResumeForm,
    SafeguardingForm,
    WithdrawForm,
)
from portfolio.web.cases.deed import Task, keep
from portfolio.web.cases.record import staff_choices

SHOWN = "What you write here is shown to the person too."
PAUSE = Task(
    "Pause its clocks",
    "Pause it",
    "Paused: its clocks stand still",
    "The reason is shown to the person too.",
)
RESUME = Task(
    "Take it up again",
    "Let its clocks run",
    "Its clocks run again",
    "What is due moves on by the time that did not count.",
)
WITHDRAW = Task(
    "They take it back",
    "Close it as taken back",
    "Closed: they took it back",
    SHOWN,
    note="It is closed.",
)
SAFEGUARDING = Task(
    "Refer it to safeguarding",
    "Refer and lock it",
    "Referred to the safeguarding lead, and locked",
    "The safeguarding lead is told at once. From then on nobody else reads it.",
)
CLOSE = Task("Close it", "Close the case", "Closed", SHOWN, note="A closed case stays as it is.")
ASSIGN = Task("Give it to somebody else", "Give it to them", "They are told and can read it")


@blueprint.route("/<uuid:case_id>/pause", methods=["GET", "POST"])
@requires(Permission.WORK_ON_CASE, case_loaders.case)
def pause(actor: Actor, case: Case) -> ResponseReturnValue:
    form = PauseForm()
    return keep(
        case,
        form,
        PAUSE,
        lambda: case_steps.pause(db_session(), actor, case, form.reason.data or ""),
    )


@blueprint.route("/<uuid:case_id>/resume", methods=["GET", "POST"])
@requires(Permission.WORK_ON_CASE, case_loaders.case)
def resume(actor: Actor, case: Case) -> ResponseReturnValue:
    return keep(case, ResumeForm(), RESUME, lambda: case_steps.resume(db_session(), actor, case))


@blueprint.route("/<uuid:case_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.WORK_ON_CASE, case_loaders.case)
def withdraw(actor: Actor, case: Case) -> ResponseReturnValue:
    form = WithdrawForm()
    return keep(
        case,
        form,
        WITHDRAW,
        lambda: case_ends.withdraw(db_session(), actor, case, form.reason.data or ""),
    )


@blueprint.route("/<uuid:case_id>/safeguarding", methods=["GET", "POST"])
@requires(Permission.WORK_ON_CASE, case_loaders.case)
def safeguarding(actor: Actor, case: Case) -> ResponseReturnValue:
    return keep(
        case,
        SafeguardingForm(),
        SAFEGUARDING,
        lambda: case_safeguarding.refer(db_session(), actor, case),
        then=url_for("accounts.home"),
    )


@blueprint.route("/<uuid:case_id>/close", methods=["GET", "POST"])
@requires(Permission.WORK_ON_CASE, case_loaders.case)
def close(actor: Actor, case: Case) -> ResponseReturnValue:
    form = CloseForm()
    case_steps.check_open(case)
    missing = missing_to_close(standing(case), case.kind)

    def do() -> None:
        thought = Satisfaction(form.satisfaction.data)
        case_ends.close(db_session(), actor, case, thought, form.words.data or "")

    return keep(case, form, CLOSE, do, missing=missing)


@blueprint.route("/<uuid:case_id>/assign", methods=["GET", "POST"])
@requires(Permission.WORK_ON_CASE, case_loaders.case)
def assign(actor: Actor, case: Case) -> ResponseReturnValue:
    form = AssignForm()
    form.person.choices = {"": "Choose"} | staff_choices(case)
    return keep(
        case,
        form,
        ASSIGN,
        lambda: case_ends.assign(db_session(), actor, case, UUID(form.person.data)),
    )
