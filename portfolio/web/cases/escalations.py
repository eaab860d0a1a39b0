"""Answering an escalation, from the link in the e-mail (001 s8.0)."""

from flask import url_for
from flask.typing import ResponseReturnValue
from wtforms import RadioField, SelectChoice, TextAreaField
from wtforms.validators import InputRequired

from portfolio.domain.actors import Actor
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.escalation import Reply
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.case_record import Escalation
from portfolio.queries import escalations as queries
from portfolio.services import escalations
from portfolio.web import escalation_loaders, once
from portfolio.web.access import requires
from portfolio.web.cases import blueprint
from portfolio.web.flashes import flash
from portfolio.web.forms import DateBoxes, Form
from portfolio.web.htmx import page

RESOLVES, CANNOT = "will", "cannot"


class ReplyForm(Form):
    outcome = RadioField(
        "Can you put it right?",
        choices=[
            SelectChoice(RESOLVES, "It will be put right"),
            SelectChoice(CANNOT, "I cannot resolve it"),
        ],
        validators=[InputRequired("Say whether it will be put right")],
    )
    put_right_by = DateBoxes("By which day", thing="the day by which it will be put right")
    words = TextAreaField("Your reply")

    def reply(self) -> Reply:
        """What was typed; only after the form was found complete."""
        resolves = self.outcome.data == RESOLVES
        return Reply(self.words.data or "", resolves, self.put_right_by.data if resolves else None)


@blueprint.route("/escalations/<uuid:escalation_id>", methods=["GET", "POST"])
@requires(Permission.ANSWER_ESCALATION, escalation_loaders.own_escalation)
def escalation(actor: Actor, taken: Escalation) -> ResponseReturnValue:
    form, session = ReplyForm(), db_session()
    if form.validate_on_submit():
        if (answered := once.claim(form)) is not None:
            return answered
        try:
            escalations.answer(session, actor, taken, form.reply())
        except Conflict:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash("Your reply is kept with the case, and the quality coordinator is told")
            return once.go_to(form, url_for(".escalation", escalation_id=taken.id))
    missed = session.scalars(queries.clock_of(taken)).one()
    status = 422 if form.is_submitted() else 200
    return page("cases/escalation.html", status=status, form=form, taken=taken, missed=missed)
