"""Writing to whoever brought a case, in the centre's own letters."""

from collections.abc import Callable
from dataclasses import replace

from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.case_letters import ACKNOWLEDGEMENTS, ANSWERS, TARGET, YOUR_WORDS
from portfolio.domain.case_rules import outside as open_outside
from portfolio.domain.cases import Outcome
from portfolio.domain.permissions import Permission
from portfolio.domain.procedure import Special
from portfolio.extensions import db_session
from portfolio.models.case import Case
from portfolio.outside import outside
from portfolio.queries.case_standing import procedure_of, stage_of, standing
from portfolio.services import case_letters, case_messages, case_steps
from portfolio.services.case_letters import Draft
from portfolio.services.case_messages import Letter
from portfolio.web import case_loaders
from portfolio.web.access import requires
from portfolio.web.cases import blueprint
from portfolio.web.cases.deed import Task, keep
from portfolio.web.cases.letter_forms import (
    AcknowledgeForm,
    AcknowledgeWithTargetForm,
    AnswerForm,
    TargetForm,
    WriteForm,
)

ACKNOWLEDGE = Task(
    "Acknowledge it",
    "Send the acknowledgement",
    "Acknowledged",
    "The centre’s letter below goes out with your words in it.",
)
TARGET_DATE = Task(
    "Give a target date",
    "Send the target date",
    "The target date is given and its clock runs",
    "The centre’s letter below goes out with your words in it.",
)
TIMELINE = Task(
    "Give a new timeline",
    "Send the new timeline",
    "The new timeline is given",
    "Its clock moves to the new day; the history keeps the old one. Say why it takes longer.",
)
ANSWER = Task(
    "Write the resolution",
    "Send the resolution",
    "Answered in writing",
    "The letter says what was found, what was done, and what they can do next.",
    "It cannot be taken back. The case stays open for what they say to it.",
)
WRITE = Task("Write to them", "Send the letter", "Written and kept with the case")
FREE = ("progress", "procedure", "outside-bodies", "redirect", "closing")
"""Letters that are no deed of their own."""


def link_to(token: str) -> str:
    """The whole address of a private link."""
    return outside().address(f"/follow/{token}")


@blueprint.route("/<uuid:case_id>/acknowledge", methods=["GET", "POST"])
@requires(Permission.WORK_ON_CASE, case_loaders.case)
def acknowledge(actor: Actor, case: Case) -> ResponseReturnValue:
    case_steps.check_open(case)
    gives = any(one.rule is Special.TARGET for one in stage_of(case).clocks)
    form = AcknowledgeWithTargetForm() if gives else AcknowledgeForm()
    template = ACKNOWLEDGEMENTS[case.track]

    def do() -> None:
        at = form.target_at if isinstance(form, AcknowledgeWithTargetForm) else None
        letter = _letter(actor, case, Draft(template, form.message.data or "", at))
        letter = replace(letter, with_procedure=bool(form.with_procedure.data))
        case_steps.acknowledge(db_session(), actor, case, letter, at)

    return keep(case, form, ACKNOWLEDGE, do, preview=_preview(actor, case, template, gives=gives))


@blueprint.route("/<uuid:case_id>/target", methods=["GET", "POST"])
@requires(Permission.WORK_ON_CASE, case_loaders.case)
def target(actor: Actor, case: Case) -> ResponseReturnValue:
    return _target(actor, case, TARGET_DATE, "target-date", case_steps.give_target)


@blueprint.route("/<uuid:case_id>/timeline", methods=["GET", "POST"])
@requires(Permission.WORK_ON_CASE, case_loaders.case)
def timeline(actor: Actor, case: Case) -> ResponseReturnValue:
    return _target(actor, case, TIMELINE, "new-timeline", case_steps.new_timeline)


def _target(
    actor: Actor, case: Case, task: Task, template: str, give: Callable[..., None]
) -> ResponseReturnValue:
    form = TargetForm()

    def do() -> None:
        letter = _letter(actor, case, Draft(template, form.message.data or "", form.target_at))
        letter = replace(letter, with_procedure=bool(form.with_procedure.data))
        give(db_session(), actor, case, form.target_at, letter)

    return keep(case, form, task, do, preview=_preview(actor, case, template, gives=True))


@blueprint.route("/<uuid:case_id>/answer", methods=["GET", "POST"])
@requires(Permission.WORK_ON_CASE, case_loaders.case)
def answer(actor: Actor, case: Case) -> ResponseReturnValue:
    form = AnswerForm()
    template = ANSWERS[case.track]

    def do() -> None:
        letter = replace(
            _letter(actor, case, Draft(template, form.message.data or "")),
            partly_withheld=bool(form.partly_withheld.data),
            withheld_reason=form.withheld_reason.data or "",
        )
        case_steps.answer(db_session(), actor, case, Outcome(form.outcome.data), letter)

    return keep(case, form, ANSWER, do, preview=_preview(actor, case, template))


@blueprint.route("/<uuid:case_id>/write", methods=["GET", "POST"])
@requires(Permission.WORK_ON_CASE, case_loaders.case)
def write(actor: Actor, case: Case) -> ResponseReturnValue:
    form = WriteForm()
    templates = procedure_of(case).templates
    form.template.choices = {key: templates[key].name for key in _free(case)}

    def do() -> None:
        draft = Draft(form.template.data or "", form.message.data or "")
        letter = replace(
            _letter(actor, case, draft),
            with_procedure=bool(form.with_procedure.data) or draft.template == "procedure",
        )
        case_messages.send(db_session(), actor, case, letter)

    return keep(case, form, WRITE, do, preview=_preview(actor, case, FREE[0]))


def _free(case: Case) -> list[str]:
    """The letters that can be written now: bodies outside are named once they are open (R-288)."""
    case_steps.check_open(case)
    shut = not open_outside(standing(case)).open
    return [key for key in FREE if not (shut and key == "outside-bodies")]


def _letter(actor: Actor, case: Case, draft: Draft) -> Letter:
    return case_letters.compose(db_session(), case, actor, replace(draft, link_to=link_to))


def _preview(actor: Actor, case: Case, template: str, *, gives: bool = False) -> Letter:
    """The letter with marks where the sender's words and date will stand."""
    case_steps.check_open(case)
    draft = Draft(template, YOUR_WORDS, TARGET if gives else None)
    return _letter(actor, case, draft)
