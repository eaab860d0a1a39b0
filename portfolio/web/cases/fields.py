"""Fields that the forms of cases share: lines, long words, addresses, a day with its time."""

from datetime import datetime, time
from typing import Any

from wtforms import Field, StringField, TextAreaField, TimeField
from wtforms.validators import Length, Optional, Regexp, StopValidation

from portfolio.domain.deadlines import in_uk
from portfolio.web.forms import DateBoxes

MOST_WORDS = 20_000
"""Of an account or a letter; longer ones come as a file."""
END_OF_WORK = time(17)
"""The hour a target date is set to unless somebody says another."""


class Needed:
    """Refuses what is empty or only spaces, in the words given."""

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, _form: Any, field: Field) -> None:
        if not (field.data or "").strip():
            raise StopValidation(self.message)


def line(label: str, needed: str = "", most: int = 200) -> StringField:
    """One line of text; ``needed`` is what an empty one is told."""
    length = Length(max=most, message=f"Enter {most} characters or fewer")
    return StringField(label, validators=[*([Needed(needed)] if needed else []), length])


def words(label: str, needed: str = "", most: int = MOST_WORDS) -> TextAreaField:
    """Several lines."""
    length = Length(max=most, message=f"Enter {most:,} characters or fewer")
    return TextAreaField(label, validators=[*([Needed(needed)] if needed else []), length])


def email(label: str) -> StringField:
    """An address, or nothing."""
    return StringField(
        label,
        validators=[
            Optional(strip_whitespace=True),
            Length(max=254, message="Enter an e-mail address of 254 characters or fewer"),
            Regexp(
                r"\s*[^@\s]+@[^@\s]+\.[^@\s.]+\s*\Z",
                message="Enter an e-mail address with an @, as in name@example.org",
            ),
        ],
    )


class TimeOfDay(TimeField):  # type: ignore[misc]
    """A time in UK clocks; what cannot be read says how to write it."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Enter the time in 24 hours, like 14:30") from None


def moment_of(day: DateBoxes, at: TimeOfDay, usual: time = END_OF_WORK) -> datetime:
    """The moment that a day and a time name in UK time; only after the form was found complete."""
    return in_uk(datetime.combine(day.day_given, at.data or usual))
