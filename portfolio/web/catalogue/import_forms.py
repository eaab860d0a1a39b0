"""The forms of an import: sending the file, and what the file does not say."""

from collections.abc import Mapping, Sequence

from wtforms import Field, FileField, StringField
from wtforms.validators import Length

from portfolio.domain.exchange.comparison import KnownUnit
from portfolio.domain.exchange.completing import Missing, missing
from portfolio.domain.exchange.content import ExchangedQualification
from portfolio.web.forms import Form


class FileForm(Form):
    """Shown only: its body is read as a stream, so that no field of it is ever validated."""

    file = FileField("CASE or .matrix file")


class ReviewForm(Form):
    """The base of ``review_form``: a file that says everything asks nothing."""

    @property
    def asked(self) -> list[Field]:
        """The fields a person fills in."""
        return [field for field in self if type(field) is StringField]

    def answers(self) -> dict[str, str]:
        """What was typed, by the name of its field."""
        return {field.name: field.data or "" for field in self.asked}


def review_form(asked: Sequence[Missing]) -> ReviewForm:
    """A form with a field for everything a person must say."""
    fields = {
        one.field: StringField(
            one.label, default=one.value, description=one.why, validators=[Length(max=200)]
        )
        for one in asked
    }
    form: ReviewForm = type("AskedReviewForm", (ReviewForm,), fields)()
    return form


def asked_of(
    qualification: ExchangedQualification, known: Mapping[str, KnownUnit], code_taken: bool
) -> tuple[Missing, ...]:
    """Every fact to be given, an entry code the centre has already among them."""
    found = missing(qualification, known)
    code = qualification.facts.entry_code
    if code and code_taken:
        why = "Your centre has a qualification of this code already. Give it another"
        found = (Missing("entry_code", "Entry code", code, why), *found)
    return found
