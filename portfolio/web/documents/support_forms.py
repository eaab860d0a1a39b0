"""The forms of links, support meetings, guidance and professional development."""

from wtforms import BooleanField
from wtforms.validators import InputRequired, NumberRange, Optional

from portfolio.domain.useful_links import Reach
from portfolio.models.support import UsefulLink
from portfolio.services.development import Development
from portfolio.services.support import Given
from portfolio.web.catalogue.fields import WholeNumber
from portfolio.web.documents.fields import line, lines
from portfolio.web.forms import DateBoxes, Form

MOST_HOURS = 200


class ReachForm(Form):
    name = line("Name", "Enter the name of the organisation")
    about = line("What to turn to it for", most=300)
    website = line("Website", most=500)
    post = lines("Postal address", most=500)
    telephone = line("Telephone", most=40)
    email = line("E-mail address", most=200)
    takes_complaints = BooleanField("Candidates may turn to it with feedback and complaints")
    checked_on = DateBoxes("Last checked on", thing="the day it was checked")

    def reach(self) -> Reach:
        """The organisation as typed; only after the form was found complete."""
        names = ("name", "about", "website", "post", "telephone", "email")
        typed = {name: self[name].data for name in names}
        return Reach(
            **typed,
            takes_complaints=bool(self.takes_complaints.data),
            checked_on=self.checked_on.data,
        )


def reached(row: UsefulLink) -> dict[str, object]:
    """The organisation as its form shows it."""
    return {name: getattr(row, name) for name in Reach("").columns()}


class MeetingForm(Form):
    provider = line("Provider", "Enter the name of the provider")
    planned_on = DateBoxes(
        "Planned for", thing="the day", validators=[InputRequired("Enter the day of the meeting")]
    )
    need = lines("Why it is needed", "Say why this meeting is needed", most=1000)


class HeldForm(Form):
    held_on = DateBoxes(
        "Held on", thing="the day", validators=[InputRequired("Enter the day it was held")]
    )
    offered = lines("What we told the provider", "Write what you told the provider")
    received = lines("What the provider told us", "Write what the provider told you, or “nothing”")


class GuidanceForm(Form):
    provider = line("Provider", "Enter the name of the provider")
    given_on = DateBoxes(
        "Given on", thing="the day", validators=[InputRequired("Enter the day it was given")]
    )
    given_how = line("How", "Say how: in a meeting, by e-mail, on the telephone", most=100)
    text = lines("What was said", "Write the guidance as the provider is to pass it on")

    def given(self) -> Given:
        """The guidance as typed; only after the form was found complete."""
        return Given(
            provider=self.provider.data,
            given_on=self.given_on.day_given,
            given_how=self.given_how.data,
            text=self.text.data,
        )


class PassedOnForm(Form):
    passed_on_on = DateBoxes(
        "Passed on to learners on",
        thing="the day",
        validators=[InputRequired("Enter the day it was passed on")],
    )
    passed_on_by = line("Who at the provider said so", "Enter who said so")


class DevelopmentForm(Form):
    title = line("What you did", "Enter what you did")
    course = line("Course of an awarding organisation", most=200)
    done_on = DateBoxes(
        "Date", thing="the date", validators=[InputRequired("Enter the date you did it")]
    )
    hours = WholeNumber(
        "Hours",
        validators=[
            InputRequired("Enter how many hours it took, 0 for less than one"),
            NumberRange(max=MOST_HOURS, message=f"Enter {MOST_HOURS} hours or fewer"),
        ],
    )
    minutes = WholeNumber(
        "Minutes",
        validators=[Optional(), NumberRange(max=59, message="Enter up to 59 minutes")],
    )
    learnt = lines("What you use of it", most=2000)

    def development(self) -> Development:
        """What was done as typed; only after the form was found complete."""
        return Development(
            done_on=self.done_on.day_given,
            title=self.title.data,
            course=self.course.data,
            minutes=self.hours.given * 60 + (self.minutes.data or 0),
            learnt=self.learnt.data,
        )
