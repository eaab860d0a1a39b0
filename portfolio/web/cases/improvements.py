"""Lessons and improvement actions: what is to do, what was done (R-269)."""

from uuid import UUID

from flask import request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectField, TextAreaField
from wtforms.validators import DataRequired, Length

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.case_record import ImprovementAction
from portfolio.queries import improvements as queries
from portfolio.queries.people import Named
from portfolio.services import improvements as services
from portfolio.services.improvements import Improvement
from portfolio.web import case_report_loaders, loaders, once
from portfolio.web.access import requires
from portfolio.web.cases import blueprint
from portfolio.web.flashes import flash
from portfolio.web.forms import DateBoxes, Form
from portfolio.web.htmx import page
from portfolio.web.loaders import OwnCentre

LONG = Length(max=2000, message="Write 2,000 characters or fewer")


class ImprovementForm(Form):
    lesson = TextAreaField(
        "What was learnt", validators=[DataRequired("Write what was learnt"), LONG]
    )
    action = TextAreaField("What is done about it", validators=[LONG])
    owner = SelectField("Who does it")
    due_on = DateBoxes("By which day", thing="the day by which it is done")
    done_on = DateBoxes("Done on, once it is", thing="the day on which it was done")

    def improvement(self) -> Improvement:
        """What was typed; only after the form was found complete."""
        owner = UUID(self.owner.data) if self.owner.data else None
        return Improvement(
            self.lesson.data or "", self.action.data or "", owner,
            self.due_on.data, self.done_on.data,
        )  # fmt: skip


@blueprint.get("/improvements")
@requires(Permission.READ_CASES, loaders.own_centre)
def improvements(actor: Actor, _centre: OwnCentre) -> ResponseReturnValue:
    done = request.args.get("show") == "done"
    number = min(max(request.args.get("page", 1, type=int), 1), 1_000_000)
    found = queries.improvements(db_session(), actor, done=done, page=number)
    return page(
        "cases/improvements.html",
        found=found,
        done=done,
        number=min(number, found.pages),
        today=clock.today(),
    )


@blueprint.route("/improvements/new", methods=["GET", "POST"])
@requires(Permission.READ_CASES, loaders.own_centre)
def new_improvement(actor: Actor, _centre: OwnCentre) -> ResponseReturnValue:
    return _form_of(actor, None)


@blueprint.route("/improvements/<uuid:action_id>", methods=["GET", "POST"])
@requires(Permission.CHANGE_IMPROVEMENT, case_report_loaders.improvement)
def improvement(actor: Actor, action: ImprovementAction) -> ResponseReturnValue:
    return _form_of(actor, action)


def _form_of(actor: Actor, kept: ImprovementAction | None) -> ResponseReturnValue:
    """Show the form of one, or of a new one; keep what it says once it is complete."""
    session = db_session()
    mine = kept is not None and kept.owner_id == actor.user_id
    form = ImprovementForm(data=_as_kept(kept))
    form.owner.choices = _owners(kept, queries.staff(session, actor.centre_id))
    if form.validate_on_submit():
        if (answered := once.claim(form)) is not None:
            return answered
        try:
            if kept is None:
                services.record(session, actor, form.improvement())
            else:
                services.change(session, actor, kept, form.improvement())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash("The improvement is kept")
            return once.go_to(form, url_for(".waiting" if mine else ".improvements"))
    status = 422 if form.is_submitted() else 200
    return page("cases/improvement.html", status=status, form=form, kept=kept)


def _as_kept(kept: ImprovementAction | None) -> dict[str, object]:
    if kept is None:
        return {}
    return {
        "lesson": kept.lesson,
        "action": kept.action,
        "owner": str(kept.owner_id or ""),
        "due_on": kept.due_on,
        "done_on": kept.done_on,
    }


def _owners(kept: ImprovementAction | None, people: list[Named]) -> dict[str, str]:
    """Everybody of the staff, and whoever has it now although they have left."""
    found = {"": "Nobody yet"} | {str(one.user_id): one.name for one in people}
    if kept is not None and kept.owner is not None:
        found.setdefault(str(kept.owner.id), kept.owner.name)
    return found
