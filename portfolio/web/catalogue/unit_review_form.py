"""The form over a unit that was read: everything found in it can be corrected in place."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, Self

from flask import request
from wtforms import BooleanField, HiddenField

from portfolio.domain.errors import Refusal, Refusals
from portfolio.domain.unit_review import FACTS, OUTCOME, PARTS, ReviewedRow, ReviewedUnit
from portfolio.web.catalogue.fields import DraftForm, line, lines
from portfolio.web.forms import DateBoxes

MOST_ROWS = 400
LABELS = {
    "purpose": "Purpose and aim",
    "knowledge": "Knowledge, understanding and skills",
    "assessed_how": "How it is assessed",
    "evidence_requirements": "Evidence requirements",
    "guidance": "Guidance",
    "nos_codes": "National occupational standards",
    "resources": "Resources",
}
_FIELDS = {"guided_hours": "glh"}
"""Fields of a unit that have another name in this form."""


class ReviewUnitForm(DraftForm):
    """The base of ``over``, which adds three fields for each row."""

    rows: range = range(0)
    kinds: tuple[str, ...] = ()

    reference = line("Reference", most=20)
    title = line("Title")
    level = line("Level", most=10)
    credit = line("Credit", most=10)
    glh = line("Guided learning hours", most=10)
    expires_on = DateBoxes("Expiry date", thing="the expiry date")
    confirmed = BooleanField("I have checked this. The catalogue’s facts stay as they are")

    @classmethod
    def over(cls, unit: ReviewedUnit, seen: int) -> Self:
        """The form with the unit as it stands, or as it was sent."""
        kinds = _kinds_sent() or tuple(row.kind for row in unit.rows)
        fields: dict[str, Any] = {"rows": range(len(kinds)), "kinds": kinds}
        data: dict[str, Any] = {**unit.facts, **unit.parts, "seen": str(seen)}
        data["expires_on"] = _day(unit)
        for name, label in LABELS.items():
            fields[name] = lines(label, most=20_000)
        for place, kind in enumerate(kinds):
            row = unit.rows[place] if place < len(unit.rows) else ReviewedRow(kind, "", "")
            what = "Outcome" if kind == OUTCOME else "Criterion"
            fields[f"kind_{place}"] = HiddenField()
            fields[f"lines_{place}"] = HiddenField()
            fields[f"number_{place}"] = line(f"Number of row {place + 1}", most=10)
            fields[f"text_{place}"] = lines(f"{what} {row.number}".strip())
            data |= {f"kind_{place}": kind, f"number_{place}": row.number}
            data |= {f"text_{place}": row.text, f"lines_{place}": _listed(row.lines)}
        return type("FilledReviewForm", (cls,), fields)(data=data)  # type: ignore[no-any-return]

    def unit(self, before: ReviewedUnit) -> ReviewedUnit:
        """The unit as typed; what nobody typed, its doubts among it, is as ``before``."""
        day = self.expires_on.data
        parts = {name: self[name].data or "" for name in PARTS if name != "expires_on"}
        return replace(
            before,
            facts={name: (self[name].data or "").strip() for name in FACTS},
            parts={**parts, "expires_on": day.isoformat() if day else ""},
            rows=tuple(self._rows()),
        )

    def _rows(self) -> Iterator[ReviewedRow]:
        for place, kind in enumerate(self.kinds):
            found = (self[f"lines_{place}"].data or "").split()
            yield ReviewedRow(
                kind,
                (self[f"number_{place}"].data or "").strip(),
                (self[f"text_{place}"].data or "").strip(),
                tuple(int(one) for one in found if one.isdecimal() and len(one) < 7),
            )

    def refuse(self, refusal: Refusal) -> None:
        """Show what is wrong with a criterion beside its row."""
        for one in refusal.refusals if isinstance(refusal, Refusals) else [refusal]:
            super().refuse(Refusal(one.message, self._field(one.field or "")))

    def _field(self, name: str) -> str | None:
        if name.startswith("criterion "):
            number = name.removeprefix("criterion ")
            name = next(
                (f"text_{place}" for place, row in enumerate(self._rows()) if row.number == number),
                "",
            )
        return _FIELDS.get(name, name) or None


def _kinds_sent() -> tuple[str, ...]:
    """The kinds of the rows that were sent, in their order."""
    if request.method != "POST":
        return ()
    kinds: list[str] = []
    while len(kinds) < MOST_ROWS and f"kind_{len(kinds)}" in request.form:
        sent = request.form[f"kind_{len(kinds)}"]
        kinds.append(OUTCOME if sent == OUTCOME else "criterion")
    return tuple(kinds)


def _day(unit: ReviewedUnit) -> date | None:
    return date.fromisoformat(unit.parts["expires_on"]) if unit.parts["expires_on"] else None


def _listed(numbers: tuple[int, ...]) -> str:
    return " ".join(str(number) for number in numbers)
