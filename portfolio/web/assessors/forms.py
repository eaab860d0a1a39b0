"""What assessors fill in."""

from collections.abc import Iterable
from typing import Any

from wtforms import (
    BooleanField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length

from portfolio.domain.criterion_words import listed_criteria
from portfolio.domain.evidence import STAFF_TYPES, EvidenceType
from portfolio.domain.judging import Asked
from portfolio.domain.signoff import AuthenticityCheck
from portfolio.domain.states import DecisionStage
from portfolio.web.forms import DateBoxes, Form

LONG = 8000
"""Characters that fit into feedback, a justification or an account of what was seen."""


def _no_longer(characters: int) -> Length:
    return Length(max=characters, message=f"Enter {characters:,} characters or fewer")


class SignOffForm(Form):
    seen_sha256 = HiddenField()
    authenticity = SelectMultipleField(
        "How you checked that the work is the candidate’s",
        choices=[SelectChoice(check.value, check.words) for check in AuthenticityCheck],
    )
    authenticity_note = TextAreaField("Note on how you checked", [_no_longer(2000)])
    comment = TextAreaField("Comment to the candidate (optional)", [_no_longer(LONG)])
    confirmed = BooleanField("I confirm the statement above")
    password = PasswordField("Your password")


class WithdrawalForm(Form):
    reason = TextAreaField("Why the sign-off is withdrawn", [_no_longer(LONG)])


class RecordForm(Form):
    kind = RadioField(
        "Kind of record",
        choices=[
            SelectChoice(kind.value, kind.words) for kind in EvidenceType if kind in STAFF_TYPES
        ],
        default=EvidenceType.OBSERVATION.value,
        validate_choice=False,
    )
    title = StringField("Title (optional)", [_no_longer(200)])
    held_on = DateBoxes("Date it took place", "the date it took place")
    place = StringField("Place", [_no_longer(200)])
    account = TextAreaField(
        "What you saw, or the gist of what was asked and answered",
        [_no_longer(LONG)],
        id="record-account",
    )
    criteria = SelectMultipleField("Criteria it covers", choices=[], validate_choice=False)


def judge_form(asked: Iterable[Asked], **arguments: Any) -> Form:
    """The workbench's form: outcome, why and reason of change for each criterion, then the rest.

    The criteria's fields are made for the item, so that each refusal stands beside its criterion.
    """
    fields: dict[str, Any] = {}
    for criterion in asked:
        key, number = criterion.criterion_id, listed_criteria([criterion.number])
        fields[f"outcome-{key}"] = RadioField(
            f"Decision on {number}",
            choices=[SelectChoice("met", "Met"), SelectChoice("not", "Not yet")],
            validate_choice=False,
            id=f"judge-{key}",
        )
        fields[f"reason-{key}"] = TextAreaField(f"Why, {number}", [_no_longer(LONG)])
        fields[f"change-{key}"] = StringField(f"Why {number} changes", [_no_longer(LONG)])
    fields["methods"] = SelectMultipleField(
        "How you assessed it", choices=[], validate_choice=False, id="methods-group"
    )
    fields["stage"] = RadioField(
        "Kind of decision",
        choices=[SelectChoice(stage.value, stage.value) for stage in DecisionStage],
        default=DecisionStage.SUMMATIVE.value,
        id="stage-group",
    )
    fields["feedback"] = TextAreaField("What went well, and what to do next", [_no_longer(LONG)])
    form: Form = type("JudgeForm", (Form,), fields)(**arguments)
    return form


class TagForm(Form):
    criteria = SelectMultipleField("Criteria", choices=[], validate_choice=False)
