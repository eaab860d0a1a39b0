"""The form of the public intake; field names are those the rules name in their refusals."""

import re
from typing import Any

from wtforms import (
    BooleanField,
    EmailField,
    Field,
    HiddenField,
    MultipleFileField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.validators import ValidationError

from portfolio import clock
from portfolio.domain.about import About, asks_category, usual_category
from portfolio.domain.cases import Relation
from portfolio.domain.characteristics import CHARACTERISTICS
from portfolio.domain.procedure import Procedure, Stage
from portfolio.web.forms import DateBoxes, Form
from portfolio.web.public_words import Fits, one_line

MOST_SAID = 20_000
MOST_WANTED = 5_000
MOST_NAME = 200
MOST_TELEPHONE = 40
ADDRESS = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\"]+")


class TellUsForm(Form):
    """What somebody brings, in their own words."""

    class Meta(Form.Meta):
        csrf = False
        """The seal says that it is ours (``web.public_seal``)."""

    seal = HiddenField()
    relation = RadioField(
        "Who are you?",
        choices=[SelectChoice(one.value, one.value) for one in Relation],
        validate_choice=False,
    )
    category = SelectField("What is it about?", validate_choice=False)
    stage = RadioField("How would you like it dealt with?", validate_choice=False)
    said = TextAreaField("What do you want to tell us?", [Fits(MOST_SAID)])
    wanted = TextAreaField("What would put it right?", [Fits(MOST_WANTED)])
    issue_on = DateBoxes("When did it happen?", thing="the date it happened")
    equality = BooleanField("This is also about discrimination")
    characteristics = SelectMultipleField(
        "Because of what?",
        choices=[SelectChoice(one, one) for one in CHARACTERISTICS],
        validate_choice=False,
    )
    safeguarding = BooleanField("Somebody may be at risk of harm")
    files = MultipleFileField("Choose photos, recordings or documents")
    name = StringField("Your name", [Fits(MOST_NAME, alone=True)], filters=[one_line])
    email = EmailField("E-mail address", [Fits(MOST_NAME, alone=True)], filters=[one_line])
    telephone = TelField("Telephone number", [Fits(MOST_TELEPHONE, alone=True)], filters=[one_line])

    def __init__(self, about: About, procedure: Procedure, stages: tuple[Stage, ...], **rest: Any):
        super().__init__(**rest)
        self.about = about
        self.category.choices = [SelectChoice("", "Choose one")] + [
            SelectChoice(one.key, one.label) for one in procedure.categories
        ]
        self.stage.choices = [SelectChoice(one.key, one.name) for one in stages]
        if about is About.EQUALITY:
            del self.equality
        if not asks_category(about):
            del self.category, self.wanted
        if len(stages) < 2:
            del self.stage

    @property
    def chosen_relation(self) -> Relation:
        """Who they say they are; somebody else where they say nothing."""
        said = self.relation.data
        return Relation(said) if said in set(Relation) else Relation.PUBLIC

    @property
    def chosen_characteristics(self) -> tuple[str, ...]:
        return tuple(one for one in CHARACTERISTICS if one in (self.characteristics.data or []))

    @property
    def chosen_stage(self) -> str:
        """The key of the stage it is to begin at; empty for the usual one."""
        if "stage" not in self:
            return ""
        keys = {choice.value for choice in self.stage.choices}
        return str(self.stage.data) if self.stage.data in keys else ""

    def chosen_category(self, procedure: Procedure) -> str:
        if "category" in self:
            return str(self.category.data)
        return usual_category(procedure, self.about).key

    @property
    def anonymous(self) -> bool:
        """Whether it may come without a name and without a way to answer."""
        return self.about is About.FEEDBACK

    def validate_category(self, field: Field) -> None:
        if field.data not in {choice.value for choice in field.choices if choice.value}:
            raise ValidationError("Choose what it is about")

    def validate_said(self, field: Field) -> None:
        if not (field.data or "").strip():
            raise ValidationError("Write what you want to tell us")

    def validate_issue_on(self, field: DateBoxes) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError("Enter a day that is not in the future")

    def validate_name(self, field: Field) -> None:
        if not field.data and not self.anonymous:
            raise ValidationError("Enter your name")

    def validate_email(self, field: Field) -> None:
        if field.data and not ADDRESS.fullmatch(field.data):
            raise ValidationError("Enter an e-mail address like name@example.co.uk")
        if not field.data and not self.telephone.data and not self.anonymous:
            raise ValidationError("Enter an e-mail address or a telephone number")

    def validate_telephone(self, field: Field) -> None:
        if field.data and not re.search(r"\d{3}", field.data):
            raise ValidationError("Enter a telephone number with its digits")
