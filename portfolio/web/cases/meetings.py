"""Senior management meetings and the pack each of them looks at (R-286)."""

from flask import url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.procedure import SeniorMeeting
from portfolio.queries import meeting_pack
from portfolio.services import senior_meetings
from portfolio.web import case_report_loaders, loaders, once
from portfolio.web.access import requires
from portfolio.web.cases import blueprint
from portfolio.web.cases.reports import sent
from portfolio.web.flashes import flash
from portfolio.web.forms import DateBoxes, Form
from portfolio.web.htmx import page
from portfolio.web.loaders import OwnCentre


class MeetingForm(Form):
    held_on = DateBoxes(
        "Day of the meeting",
        thing="the day of the meeting",
        validators=[InputRequired("Enter the day of the meeting")],
    )
    note = StringField(
        "Note, if there is one",
        validators=[Length(max=200, message="Enter a note of 200 characters or fewer")],
    )


class CancelForm(Form):
    """A single button: only the keys every form carries."""


@blueprint.route("/meetings", methods=["GET", "POST"])
@requires(Permission.READ_CASES, loaders.own_centre)
def meetings(actor: Actor, _centre: OwnCentre) -> ResponseReturnValue:
    form = MeetingForm()
    if form.validate_on_submit():
        if (answered := once.claim(form)) is not None:
            return answered
        try:
            senior_meetings.plan(db_session(), actor, form.held_on.day_given, form.note.data or "")
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash("The meeting is planned. Appeals that wait for one can be put to it")
            return once.go_to(form, url_for(".meetings"))
    every = meeting_pack.meetings(db_session(), actor.centre_id)
    status = 422 if form.is_submitted() else 200
    return page(
        "cases/meetings.html", status=status, form=form, meetings=every, today=clock.today()
    )


@blueprint.get("/meetings/<uuid:meeting_id>")
@requires(Permission.READ_CASES, case_report_loaders.meeting)
def meeting(actor: Actor, meeting: SeniorMeeting) -> ResponseReturnValue:
    report = meeting_pack.pack(db_session(), meeting, actor.centre_name, clock.now())
    return page(
        "cases/meeting.html",
        report=report,
        meeting=meeting,
        press=CancelForm(),
        today=clock.today(),
        file_url=url_for(".meeting_file", meeting_id=meeting.id),
    )


@blueprint.get("/meetings/<uuid:meeting_id>/pack.pdf")
@requires(Permission.READ_CASES, case_report_loaders.meeting)
def meeting_file(actor: Actor, meeting: SeniorMeeting) -> ResponseReturnValue:
    report = meeting_pack.pack(db_session(), meeting, actor.centre_name, clock.now())
    return sent(report, f"meeting-{meeting.held_on.isoformat()}")


@blueprint.post("/meetings/<uuid:meeting_id>/cancel")
@requires(Permission.READ_CASES, case_report_loaders.meeting)
def cancel_meeting(actor: Actor, meeting: SeniorMeeting) -> ResponseReturnValue:
    form = CancelForm()
    if (answered := once.claim(form)) is not None:
        return answered
    try:
        senior_meetings.cancel(db_session(), actor, meeting)
    except Refusal as refusal:
        flash(str(refusal))
    else:
        flash("The meeting is cancelled")
    return once.go_to(form, url_for(".meetings"))
