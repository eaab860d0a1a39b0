"""Fields and the base form shared by all audiences."""

from collections.abc import Sequence
from datetime import date
from secrets import token_urlsafe
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField
from wtforms.form import BaseForm

from portfolio.domain.errors import Refusal, Refusals
from portfolio.web.security import NUL

MOST_DIGITS = 19
"""Of a number that a database column holds."""


class Form(FlaskForm):  # type: ignore[misc]
    """A form with a one-time key, so that a second press gets the first answer."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        def wrap_formdata(self, form: BaseForm, formdata: Any) -> Any:
            """What was sent, without characters that no database keeps and nobody types.

            A body of JSON is no form, and is taken for one with nothing in it.
            """
            sent = None if request.is_json else super().wrap_formdata(form, formdata)
            return sent and MultiDict(
                (name, value.replace(NUL, "") if isinstance(value, str) else value)
                for name, value in sent.items(multi=True)
            )

    once = HiddenField(default=lambda: token_urlsafe(12))

    def refuse(self, refusal: Refusal) -> None:
        """Show what the rules said: beside its field, or above the whole form."""
        for one in refusal.refusals if isinstance(refusal, Refusals) else [refusal]:
            if one.field and one.field in self._fields:
                field = self._fields[one.field]
                field.errors = [*field.errors, str(one)]
            else:
                self.form_errors.append(str(one))


class DateBoxes(Field):  # type: ignore[misc]
    """A date in three boxes, day, month and year; keeps what was typed when it is refused."""

    data: date | None

    def __init__(self, label: str = "", thing: str = "the date", **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.thing = thing
        self.typed = ("", "", "")

    @property
    def day(self) -> str:
        return self.typed[0]

    @property
    def month(self) -> str:
        return self.typed[1]

    @property
    def year(self) -> str:
        return self.typed[2]

    @property
    def day_given(self) -> date:
        """The date of a field that must have one; only after the form was found complete."""
        if self.data is None:
            raise ValueError(f"{self.name} was not checked for a date")
        return self.data

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        super().process(formdata, **({} if data is None else {"data": data}))
        if self.data and not any(self.typed):
            self.typed = (str(self.data.day), str(self.data.month), str(self.data.year))
        if formdata is not None and f"{self.name}-day" in formdata:
            parts = (formdata.get(f"{self.name}-{part}", "") for part in ("day", "month", "year"))
            self.typed = tuple(part.strip()[:10] for part in parts)
            self.raw_data = ["".join(self.typed)]
            self.data = None
            self._read()

    def _read(self) -> None:
        if not any(self.typed):
            return
        missing = [
            name
            for name, part in zip(("day", "month", "year"), self.typed, strict=True)
            if not part
        ]
        if missing:
            self.process_errors = [f"Enter the {listed(missing)} of {self.thing} too"]
            return
        try:
            self.data = date(int(self.typed[2]), int(self.typed[1]), int(self.typed[0]))
        except (ValueError, OverflowError):
            self.process_errors = [f"Enter {self.thing} as a real date, like 27 3 2026"]


def version_seen(text: str | None) -> int:
    """The version a page was built from, as its form tells it; 0 for what no page of ours says."""
    return int(text) if text and text.isdecimal() and len(text) < MOST_DIGITS else 0


def listed(words: Sequence[str]) -> str:
    """ "day", "day and month", "day, month and year"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
