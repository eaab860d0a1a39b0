"""What staff fill in to add to the record of a case."""

from wtforms import BooleanField, HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired

from portfolio import clock
from portfolio.domain.cases import Relation
from portfolio.domain.procedure import Channel
from portfolio.web.cases.fields import TimeOfDay, email, line, words
from portfolio.web.forms import DateBoxes, Form

SPOKEN_OR_WRITTEN = (Channel.TELEPHONE, Channel.IN_PERSON, Channel.EMAIL, Channel.LETTER)


class ContactForm(Form):
    channel = RadioField(
        "How",
        choices=[one.value for one in SPOKEN_OR_WRITTEN],
        default=Channel.TELEPHONE.value,
        validators=[InputRequired("Choose how you were in contact")],
    )
    on = DateBoxes(
        "Day",
        thing="the day of the contact",
        default=clock.today,
        validators=[InputRequired("Enter the day of the contact")],
    )
    at = TimeOfDay(
        "Time",
        default=lambda: clock.now().astimezone(clock.UK).time(),
        validators=[InputRequired("Enter the time of the contact")],
    )
    text = words("What was said", "Write what was said", most=10_000)
    shown = BooleanField("Show it to the person too, on their private page")


class NoteForm(Form):
    text = words("Note", "Write the note", most=10_000)
    shown = BooleanField("Show it to the person too, on their private page")


class SummaryForm(Form):
    summary = words("Our summary", most=4000)


class DetailsForm(Form):
    name = line("Full name", "Enter the person’s name")
    email = email("E-mail address")
    telephone = line("Telephone number", most=60)
    relation = SelectField("Who they are", choices=[one.value for one in Relation])
    provision_area = line("Provision area")


class OutsideBodyForm(Form):
    body = line("Body outside the centre", "Enter which body was told")
    told_on = DateBoxes(
        "Day they were told",
        thing="the day they were told",
        default=clock.today,
        validators=[InputRequired("Enter the day they were told")],
    )
    text = words("What they were told, and what they said", most=4000)


class LessonForm(Form):
    lesson = words("What was learnt", "Write what was learnt", most=4000)
    action = words("What is done about it", most=4000)
    owner = SelectField("Who sees to it")
    due_on = DateBoxes("By when", thing="the day it is due")


class PostedForm(Form):
    message = HiddenField()


class LinkForm(Form):
    do = RadioField(
        "Private link",
        choices={
            "renew": "End it and make a new one",
            "revoke": "End it: nobody follows the case by a link any more",
        },
        validators=[InputRequired("Choose what becomes of the link")],
    )
