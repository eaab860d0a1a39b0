"""What staff fill in to write to whoever brought a case."""

from datetime import datetime

from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import InputRequired

from portfolio.domain.cases import Outcome
from portfolio.web.cases.fields import END_OF_WORK, TimeOfDay, line, moment_of, words
from portfolio.web.forms import DateBoxes, Form

DECIDED = (Outcome.UPHELD, Outcome.PARTLY_UPHELD, Outcome.NOT_UPHELD, Outcome.ANSWERED)


class MessageFields:
    message = words("What you add in your own words")
    with_procedure = BooleanField("Send a copy of the procedure with it")


class TargetFields:
    target = DateBoxes("Day by which we expect to answer", thing="the day we expect to answer")
    target_time = TimeOfDay("Time of that day", default=END_OF_WORK)

    @property
    def target_at(self) -> datetime | None:
        """The moment chosen, None for none; only after the form was found complete."""
        return moment_of(self.target, self.target_time) if self.target.data else None


class AcknowledgeForm(MessageFields, Form):
    pass


class AcknowledgeWithTargetForm(TargetFields, MessageFields, Form):
    """Where the stage is answered by a date that staff give."""


class TargetForm(TargetFields, MessageFields, Form):
    """A target date, or a new timeline: here the day is needed."""

    target = DateBoxes(
        "Day by which we expect to answer",
        thing="the day we expect to answer",
        validators=[InputRequired("Give a date by which you expect to answer")],
    )


class WriteForm(Form):
    template = SelectField("Which of the centre’s letters", validators=[InputRequired("Choose")])
    message = words("What you write", "Write the message")
    with_procedure = BooleanField("Send a copy of the procedure with it")


class AnswerForm(Form):
    outcome = RadioField(
        "Outcome",
        choices=[one.value for one in DECIDED],
        validators=[InputRequired("Choose the outcome")],
    )
    message = words(
        "What was found and what was done about it", "Write what was found and what was done"
    )
    partly_withheld = BooleanField("Part of what was asked is withheld")
    withheld_reason = line("Why it is withheld", most=1000)
