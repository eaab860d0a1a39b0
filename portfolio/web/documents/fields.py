"""Text fields of what a centre publishes: white space alone is nothing."""

from typing import Any

from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length


def line(label: str, needed: str = "", most: int = 200) -> StringField:
    """One line of text; without ``needed``, the words asking for it, it may be left empty."""
    return StringField(label, validators=_lengths(needed, most), filters=[_stripped])


def lines(label: str, needed: str = "", most: int = 4000) -> TextAreaField:
    """Several lines of text; without ``needed`` it may be left empty."""
    return TextAreaField(label, validators=_lengths(needed, most), filters=[_stripped])


def _lengths(needed: str, most: int) -> list[Any]:
    length = Length(max=most, message=f"Enter {most:,} characters or fewer")
    return [*([DataRequired(needed)] if needed else []), length]


def _stripped(typed: str | None) -> str:
    """What was typed without white space around it, its lines ended in one way."""
    return (typed or "").replace("\r\n", "\n").strip()
