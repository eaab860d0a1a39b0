"""Adding to the record of a case: contacts, notes, corrections, outside bodies, lessons."""

from uuid import UUID

from flask.typing import ResponseReturnValue

from portfolio.domain.actors import STAFF_ROLES, Actor
from portfolio.domain.cases import Relation
from portfolio.domain.permissions import Permission
from portfolio.domain.procedure import Channel
from portfolio.extensions import db_session
from portfolio.models.case import Case
from portfolio.queries import people
from portfolio.queries.case_standing import procedure_of
from portfolio.services import case_records
from portfolio.services.case_records import Contact, Details, Lesson
from portfolio.web import case_loaders
from portfolio.web.access import requires
from portfolio.web.cases import blueprint
from portfolio.web.cases.deed import Task, keep
from portfolio.web.cases.fields import moment_of
from portfolio.web.cases.record_forms import (
    ContactForm,
    DetailsForm,
    LessonForm,
    NoteForm,
    OutsideBodyForm,
    SummaryForm,
)

CONTACT = Task("Log a contact", "Keep the contact", "The contact is kept with the case")
NOTE = Task("Add a note", "Keep the note", "The note is kept with the case")
SUMMARY = Task(
    "Change the summary",
    "Keep the summary",
    "The summary is changed",
    "Their own words stay as they are; the summary before stays in the history.",
)
DETAILS = Task(
    "Correct their details",
    "Keep the details",
    "The details are corrected",
    "What stood before stays in the history.",
)
OUTSIDE_BODY = Task(
    "Note an outside body that was told",
    "Keep it",
    "It is kept with the case",
    "An awarding organisation or regulator is told where its rules ask for it.",
)
LESSON = Task(
    "Lessons and improvement",
    "Keep the lesson",
    "The lesson is kept with the case",
    "What this case teaches the centre, and what is done about it.",
)


@blueprint.route("/<uuid:case_id>/contact", methods=["GET", "POST"])
@requires(Permission.WORK_ON_CASE, case_loaders.case)
def contact(actor: Actor, case: Case) -> ResponseReturnValue:
    form = ContactForm()

    def do() -> None:
        logged = Contact(
            channel=Channel(form.channel.data),
            at=moment_of(form.on, form.at),
            text=form.text.data or "",
            staff_only=not form.shown.data,
        )
        case_records.log_contact(db_session(), actor, case, logged)

    return keep(case, form, CONTACT, do)


@blueprint.route("/<uuid:case_id>/note", methods=["GET", "POST"])
@requires(Permission.WORK_ON_CASE, case_loaders.case)
def note(actor: Actor, case: Case) -> ResponseReturnValue:
    form = NoteForm()

    def do() -> None:
        text, hidden = form.text.data or "", not form.shown.data
        case_records.note(db_session(), actor, case, text, staff_only=hidden)

    return keep(case, form, NOTE, do)


@blueprint.route("/<uuid:case_id>/summary", methods=["GET", "POST"])
@requires(Permission.WORK_ON_CASE, case_loaders.case)
def summary(actor: Actor, case: Case) -> ResponseReturnValue:
    form = SummaryForm(obj=case)

    def do() -> None:
        case_records.change_summary(db_session(), actor, case, form.summary.data or "")

    return keep(case, form, SUMMARY, do)


@blueprint.route("/<uuid:case_id>/details", methods=["GET", "POST"])
@requires(Permission.WORK_ON_CASE, case_loaders.case)
def details(actor: Actor, case: Case) -> ResponseReturnValue:
    form = DetailsForm(obj=case)

    def do() -> None:
        corrected = Details(
            name=form.name.data or "",
            email=form.email.data or "",
            telephone=form.telephone.data or "",
            relation=Relation(form.relation.data),
            provision_area=form.provision_area.data or "",
        )
        case_records.correct_details(db_session(), actor, case, corrected)

    return keep(case, form, DETAILS, do)


@blueprint.route("/<uuid:case_id>/outside-body", methods=["GET", "POST"])
@requires(Permission.WORK_ON_CASE, case_loaders.case)
def outside_body(actor: Actor, case: Case) -> ResponseReturnValue:
    form = OutsideBodyForm()
    known = ", ".join(body.name for body in procedure_of(case).bodies)

    def do() -> None:
        body, text = form.body.data or "", form.text.data or ""
        case_records.tell_outside(db_session(), actor, case, body, form.told_on.day_given, text)

    return keep(case, form, OUTSIDE_BODY, do, hints={"body": f"For example: {known}"})


@blueprint.route("/<uuid:case_id>/lesson", methods=["GET", "POST"])
@requires(Permission.WORK_ON_CASE, case_loaders.case)
def lesson(actor: Actor, case: Case) -> ResponseReturnValue:
    form = LessonForm()
    form.owner.choices = {"": "Nobody yet"} | staff_choices(case)

    def do() -> None:
        owner = form.owner.data
        learnt = Lesson(
            lesson=form.lesson.data or "",
            action=form.action.data or "",
            owner_id=UUID(owner) if owner else None,
            due_on=form.due_on.data,
        )
        case_records.learn(db_session(), actor, case, learnt)

    return keep(case, form, LESSON, do)


def staff_choices(case: Case) -> dict[str, str]:
    """Everybody of the staff at the case's centre, by name, each once."""
    held = people.holders(db_session(), case.centre_id, tuple(STAFF_ROLES))
    names = {one.user_id: one.name for every in held.values() for one in every}
    by_name = sorted(names.items(), key=lambda one: (one[1], str(one[0])))
    return {str(user_id): name for user_id, name in by_name}
