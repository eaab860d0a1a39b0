"""What is filled in about a procedure as a whole, its offices, addresses and days."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from email_validator import EmailNotValidError, validate_email
from wtforms import BooleanField, Field, RadioField, SelectField
from wtforms.validators import InputRequired, ValidationError

from portfolio.domain.deadlines import Rule, RuleFault, parse_rule
from portfolio.domain.procedure import Office
from portfolio.services.service_settings import Addresses
from portfolio.services.working_days import DIVISIONS
from portfolio.web.catalogue.fields import DraftForm, line, lines
from portfolio.web.forms import DateBoxes, Form

RULE_WORDS = "Enter a number of working days, calendar months, hours or days"


def rule_given(words: str | None) -> Rule | None:
    """The rule typed, None for nothing; raises ValidationError with what can be typed."""
    if not (words or "").strip():
        return None
    try:
        return parse_rule(words or "")
    except RuleFault as fault:
        raise ValidationError(f"{RULE_WORDS}, like 10 working days") from fault


class WhyForm(DraftForm):
    reason = lines("Why there is a new version", "Enter why there is a new version", most=1000)


class CopyForm(Form):
    name = line("Name of your centre’s procedure", "Enter a name", most=120)


class WordsForm(DraftForm):
    name = line("Name", "Enter a name", most=120)
    source = line("Where it is read from", "Enter the document it is read from", most=300)
    statement = lines("Statement of quality", "Enter the statement", most=2000)
    plain_words = lines("In plain words", "Enter what happens, for the public page", most=8000)
    contact_every = line("Longest time without contact", most=40)

    def validate_contact_every(self, field: Field) -> None:
        rule_given(field.data)


class OfficeForm(Form):
    office = SelectField(
        "Office", choices=[one.value for one in Office if one is not Office.RECEIVER]
    )
    user_id = SelectField("Held by", validators=[InputRequired("Choose who holds it")])
    provision_area = line("Provision area", most=120)

    def offer(self, people: Mapping[str, str]) -> None:
        """Who can be chosen: everybody of the staff, id and name."""
        self.user_id.choices = {"": "Choose a person", **people}

    @property
    def chosen(self) -> UUID:
        """Who was chosen; only after the form was found complete."""
        return UUID(self.user_id.data)


class SettingsForm(DraftForm):
    division = SelectField("Where the centre is", choices=list(DIVISIONS))
    complaints_inbox = line("Complaints inbox", most=254)
    admin_address = line("Administration address", most=254)
    head_office = lines("Head office", most=500)
    director_contact = lines("Contact of the Managing Director", most=500)
    contract_contact = lines("How to contract with the centre", most=1000)
    hold_to_morning = BooleanField("Hold escalation e-mails to the next working morning")

    def validate_complaints_inbox(self, field: Field) -> None:
        field.data = _address(field.data)

    def validate_admin_address(self, field: Field) -> None:
        field.data = _address(field.data)

    def addresses(self) -> Addresses:
        """The settings as typed; only after the form was found complete."""
        names = ("head_office", "director_contact", "contract_contact")
        return Addresses(
            complaints_inbox=self.complaints_inbox.data or "",
            admin_address=self.admin_address.data or "",
            hold_to_morning=bool(self.hold_to_morning.data),
            **{name: (self[name].data or "").strip() for name in names},
        )


def _address(typed: str | None) -> str:
    if not (typed or "").strip():
        return ""
    try:
        return validate_email(
            typed or "", check_deliverability=False, test_environment=True
        ).normalized
    except EmailNotValidError as fault:
        raise ValidationError("Enter an e-mail address, like name@example.org") from fault


HOLIDAY, WORKS = "holiday", "works"


class DayForm(Form):
    day = DateBoxes("Day", thing="the day", validators=[InputRequired("Enter the day")])
    works = RadioField(
        "It counts",
        choices={HOLIDAY: "As a bank holiday: nobody works", WORKS: "As a working day"},
        validators=[InputRequired("Choose how it counts")],
    )
    label = line("What day it is", "Enter what day it is", most=120)


Shape = Callable[[str], Any]


def rows_of(base: type[DraftForm], keys: Sequence[str], **shapes: Shape) -> type[Any]:
    """``base`` with one field of each shape for each key, named "key_shape", row by row."""
    fields = {f"{key}_{name}": shape(key) for key in keys for name, shape in shapes.items()}
    return type(base.__name__, (base,), {**fields, "keys": tuple(keys)})
