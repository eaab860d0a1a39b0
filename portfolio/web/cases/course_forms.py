"""What staff fill in to move a case along: stages, pauses, who has it, how it ends."""

from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import InputRequired

from portfolio.domain.cases import Satisfaction
from portfolio.web.cases.fields import line, words
from portfolio.web.forms import Form


class NextStageForm(Form):
    stage = RadioField("Stage", validators=[InputRequired("Choose the stage to take it to")])
    reason = words("Why it goes there", "Write why it goes there", most=4000)


class LatenessForm(Form):
    decision = words("Your decision, and why", "Write your decision and why", most=4000)


class PauseForm(Form):
    reason = words("Why its clocks stand still", "Say why the clock stands still", most=1000)


class ResumeForm(Form):
    pass


class WithdrawForm(Form):
    reason = words("How and why they took it back", "Say how and why it was taken back", most=4000)


class SafeguardingForm(Form):
    sure = BooleanField(
        "It goes to the safeguarding lead, and I can no longer read it",
        validators=[InputRequired("Tick it to refer the case")],
    )


class CloseForm(Form):
    satisfaction = RadioField(
        "What they think of the outcome",
        choices=[one.value for one in Satisfaction],
        validators=[InputRequired("Choose what they think of the outcome")],
    )
    words = words("What they said about it", most=4000)


class AssignForm(Form):
    person = SelectField("Who has it next", validators=[InputRequired("Choose who has it next")])


class InvestigationForm(Form):
    needed = RadioField(
        "Does it need further investigation?",
        choices={"yes": "Yes", "no": "No"},
        validators=[InputRequired("Say whether it needs further investigation")],
    )
    escalated_to = line("Name of the person it was escalated to")
    notes = words("Investigation notes: evidence, interviews and findings")
    dealt_by = line("Member of staff dealing with it")
