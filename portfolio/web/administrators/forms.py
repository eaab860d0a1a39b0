"""What administrators fill in about staff, roles and verifiers."""

from collections.abc import Iterable

from wtforms import HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Regexp

from portfolio.domain.actors import Role
from portfolio.domain.states import EnrolmentStatus
from portfolio.queries.people import Named
from portfolio.web.forms import DateBoxes, Form

STAFF = (
    Role.ASSESSOR,
    Role.IQA,
    Role.ADMINISTRATOR,
    Role.HEAD,
    Role.COORDINATOR,
    Role.MANAGER,
)


def email_field() -> StringField:
    """An address somebody is invited under."""
    return StringField(
        "E-mail address",
        validators=[
            InputRequired("Enter the e-mail address"),
            Length(max=254, message="Enter an e-mail address of 254 characters or fewer"),
            Regexp(
                r"\s*[^@\s]+@[^@\s]+\.[^@\s.]+\s*\Z",
                message="Enter an e-mail address with an @, as in name@example.org",
            ),
        ],
    )


def name_field(whose: str) -> StringField:
    """A full name; ``whose`` finishes the sentence asking for it."""
    return StringField(
        "Full name",
        validators=[
            DataRequired(f"Enter {whose} name"),
            Length(max=200, message="Enter a name of 200 characters or fewer"),
        ],
    )


def people(first: str, named: Iterable[Named]) -> dict[str, str]:
    """Choices of a person, after the words that choose nobody."""
    return {"": first} | {str(one.user_id): one.name for one in named}


class InviteForm(Form):
    name = name_field("the person's")
    email = email_field()
    role = SelectField(
        "Role",
        choices=[role.value for role in STAFF],
        validators=[InputRequired("Choose the role")],
    )
    starts_on = DateBoxes(
        "First day", thing="the first day", validators=[InputRequired("Enter the first day")]
    )
    ends_on = DateBoxes("Last day, if there is one", thing="the last day")


class InviteVerifierForm(Form):
    name = name_field("the verifier's")
    email = email_field()


class EndRoleForm(Form):
    last_day = DateBoxes("Last day", thing="the last day")


class MoveForm(Form):
    to = SelectField("Move them to", validators=[InputRequired("Choose who takes them")])


class StatusForm(Form):
    status = SelectField("New status", choices=[one.value for one in EnrolmentStatus])
    reason = TextAreaField(
        "Reason",
        validators=[
            InputRequired("Enter the reason for the change"),
            Length(max=1000, message="Enter a reason of 1,000 characters or fewer"),
        ],
    )
    seen = HiddenField()


class AssignForm(Form):
    assessor = SelectField("Assessor")
    quality_assurer = SelectField("Internal quality assurer")


class OpenForm(Form):
    candidates = SelectMultipleField(
        "Candidates", validators=[InputRequired("Choose at least one candidate")]
    )
    starts_on = DateBoxes(
        "First day", thing="the first day", validators=[InputRequired("Enter the first day")]
    )
    ends_on = DateBoxes(
        "Last day", thing="the last day", validators=[InputRequired("Enter the last day")]
    )


class PressForm(Form):
    """A single button: only the keys every form carries."""
