"""Text fields of forms without an account: what fits, and lines that are one line."""

import re

from wtforms import Field
from wtforms.form import BaseForm
from wtforms.validators import ValidationError

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
"""Line ends and other control characters: nobody's name, and a header of a mail to some."""


def one_line(text: str | None) -> str:
    """What was typed into a single line, without what ends a line."""
    return _UNSEEN.sub(" ", text or "").strip()


class Fits:
    """At most so many characters; more is cut, so that the page does not carry it all, and said."""

    def __init__(self, most: int, *, alone: bool = False) -> None:
        self.most = most
        self.advice = "" if alone else ". Send the rest as a file"

    def __call__(self, form: BaseForm, field: Field) -> None:
        length = len(field.data or "")
        if length > self.most:
            field.data = field.data[: self.most]
            raise ValidationError(
                f"You wrote {length:,} characters and {self.most:,} fit. "
                f"The first {self.most:,} are kept here{self.advice}"
            )
