"""Fields the forms of the catalogue are made of."""

from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from portfolio.web.forms import Form

MOST_DIGITS = 6


class WholeNumber(IntegerField):  # type: ignore[misc]
    """A count; says in words what it takes, and keeps what was typed when it is refused."""

    @property
    def given(self) -> int:
        """The number of a field that must have one; only after the form was found complete."""
        if self.data is None:
            raise ValueError(f"{self.name} was not checked for a number")
        return self.data

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        typed = valuelist[0].strip() if valuelist else ""
        if not (typed.isascii() and typed.isdecimal() and len(typed) <= MOST_DIGITS):
            self.data = None
            raise ValueError("Enter a whole number, like 10")
        self.data = int(typed)


class DraftForm(Form):
    """A form over something two people may edit at once: ``seen`` says what its page showed."""

    seen = HiddenField()


def whole(label: str, needed: str = "") -> WholeNumber:
    """A whole number; without ``needed``, the words asking for it, it may be left empty."""
    return WholeNumber(label, validators=[InputRequired(needed) if needed else Optional()])


def line(label: str, needed: str = "", most: int = 200) -> StringField:
    """One line of text; without ``needed`` it may be left empty."""
    return StringField(label, validators=_lengths(needed, most))


def lines(label: str, needed: str = "", most: int = 4000) -> TextAreaField:
    """Several lines of text; without ``needed`` it may be left empty."""
    return TextAreaField(label, validators=_lengths(needed, most))


def _lengths(needed: str, most: int) -> list[Any]:
    length = Length(max=most, message=f"Enter {most:,} characters or fewer")
    return [*([InputRequired(needed)] if needed else []), length]
