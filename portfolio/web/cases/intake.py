"""Taking in what somebody brings by telephone, in person or in writing."""

from flask import url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal
from portfolio.domain.flashes import Tone
from portfolio.domain.permissions import Permission
from portfolio.domain.policy import allows
from portfolio.domain.procedure import Procedure
from portfolio.extensions import db_session
from portfolio.models.case import Case
from portfolio.models.person import Centre
from portfolio.queries import catalogue, procedures
from portfolio.services import cases
from portfolio.web import loaders, once
from portfolio.web.access import requires
from portfolio.web.cases import blueprint
from portfolio.web.cases.intake_form import CHECKLIST, IntakeForm, kinds
from portfolio.web.flashes import flash
from portfolio.web.htmx import page
from portfolio.web.loaders import OwnCentre


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.RECORD_CASE, loaders.own_centre)
def new(actor: Actor, centre: OwnCentre) -> ResponseReturnValue:
    session = db_session()
    procedure = procedures.read(procedures.followed(session, centre.centre_id))
    form = IntakeForm()
    form.offer(procedure, catalogue.qualifications(session, centre.centre_id))
    if form.validate_on_submit():
        if (answer := once.claim(form)) is not None:
            return answer
        try:
            form.check_channel(procedure)
            case = cases.receive(session, actor, _centre(actor), form.intake(actor))
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return once.go_to(form, _told(actor, case))
    return _page(form, procedure)


def _centre(actor: Actor) -> Centre:
    return db_session().get_one(Centre, actor.centre_id)


def _told(actor: Actor, case: Case) -> str:
    """Say what became of it, and where to go: a locked case opens for its lead alone."""
    if case.continues_id is not None:
        flash(f"An assessment decision goes to appeal: recorded as {case.reference}")
    elif case.locked_at is None:
        flash(f"Recorded as {case.reference}")
    elif case.with_id is None:
        flash(
            f"Recorded as {case.reference} and locked. Nobody holds the office of safeguarding "
            "lead here: tell the Head of Centre in person now",
            Tone.WARN,
        )
    else:
        flash(f"Recorded as {case.reference}, passed to the safeguarding lead now, and locked")
    if allows(actor, Permission.READ_CASE, case.facts()):
        return url_for("cases.case", case_id=case.id)
    return url_for("cases.new")


def _page(form: IntakeForm, procedure: Procedure) -> ResponseReturnValue:
    first = procedure.tracks
    return page(
        "cases/new.html",
        status=422 if form.is_submitted() else 200,
        form=form,
        hints={value: help for value, _label, help in kinds(procedure)},
        checklist=CHECKLIST,
        asked={field for track in first.values() for field in track.stages[0].fields},
    )
