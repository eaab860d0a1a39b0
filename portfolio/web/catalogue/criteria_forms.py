"""What is filled in about a unit's criteria: one outcome at a time, requirements, other parts."""

from collections.abc import Sequence
from typing import Any, Self

from flask import request
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.validators import Length

from portfolio.domain.criterion_words import listed_criteria
from portfolio.domain.errors import Refusal, Refusals
from portfolio.domain.specification_content import (
    MOST_TEXT,
    Parts,
    WrittenCriterion,
    WrittenOutcome,
    next_number,
)
from portfolio.web.catalogue.fields import DraftForm, line, lines, whole
from portfolio.web.forms import DateBoxes, Form

IN_USE, EMPTY = "in use", "empty"
SPARE = 3
"""Empty rows under those filled in."""
MOST_ROWS = 120


class BeginForm(Form):
    how = RadioField(
        "Begin with",
        choices={IN_USE: "A copy of the criteria in use", EMPTY: "An empty page"},
        default=IN_USE,
    )


class RowsForm(DraftForm):
    """A form with rows of criteria: number, words and guidance; a row without words is left out."""

    rows: range = range(0)
    prefix = ""

    @classmethod
    def of(cls, held: Sequence[WrittenCriterion], prefix: str, after: int, **data: Any) -> Self:
        """The form over ``held`` with spare rows under it, numbered on from ``after``."""
        count = max(len(held), _rows_sent()) + SPARE
        rows = range(min(count, MOST_ROWS))
        fields: dict[str, Any] = {"rows": rows, "prefix": prefix}
        for row in rows:
            here = held[row] if row < len(held) else None
            number = here.number if here else f"{prefix}{after + row - len(held)}"
            fields[f"number_{row}"] = StringField("Number", [_most(20)])
            name = listed_criteria([number])
            fields[f"text_{row}"] = TextAreaField(f"Words of {name}", [_most(MOST_TEXT)])
            fields[f"guidance_{row}"] = TextAreaField(f"Guidance on {name}", [_most(MOST_TEXT)])
            data[f"number_{row}"] = number
            data[f"text_{row}"] = here.text if here else ""
            data[f"guidance_{row}"] = here.guidance if here else ""
        return type("FormWithRows", (cls,), fields)(data=data)  # type: ignore[no-any-return]

    @property
    def wants_rows(self) -> bool:
        """Whether more rows were asked for, which keeps nothing yet."""
        return "more" in request.form

    def criteria(self) -> tuple[WrittenCriterion, ...]:
        """The rows with words in them, by the numbers typed."""
        return tuple(
            WrittenCriterion(self._number(row), self._text(row), self[f"guidance_{row}"].data or "")
            for row in self._filled()
        )

    def requirements(self) -> tuple[WrittenCriterion, ...]:
        """The rows with words in them, numbered through."""
        return tuple(
            WrittenCriterion(f"ER{place}", self._text(row), self[f"guidance_{row}"].data or "")
            for place, row in enumerate(self._filled(), 1)
        )

    def refuse(self, refusal: Refusal) -> None:
        """Show what is wrong with a criterion beside its row."""
        for one in refusal.refusals if isinstance(refusal, Refusals) else [refusal]:
            row = self._row_of(one.field or "")
            super().refuse(one if row is None else Refusal(one.message, f"text_{row}"))

    def _row_of(self, field: str) -> int | None:
        named = [row for row in self._filled() if field == f"criterion {self._number(row)}"]
        return named[-1] if named else None

    def _filled(self) -> list[int]:
        return [row for row in self.rows if self._text(row)]

    def _text(self, row: int) -> str:
        return (self[f"text_{row}"].data or "").strip()

    def _number(self, row: int) -> str:
        return (self[f"number_{row}"].data or "").strip()


class OutcomeForm(RowsForm):
    number = whole("Outcome number", "Enter the number of the outcome")
    text = lines("The learner will", "Enter the words of the outcome")

    @classmethod
    def over(cls, outcome: WrittenOutcome, seen: int) -> Self:
        """The form with the outcome as it stands, unless it was sent."""
        return cls.of(
            outcome.criteria,
            f"{outcome.number}.",
            next_number(outcome),
            number=outcome.number,
            text=outcome.text,
            seen=str(seen),
        )

    def outcome(self, before: int) -> WrittenOutcome:
        """As typed; criteria numbered under the outcome's number ``before`` follow it."""
        number = self.number.given
        criteria = tuple(
            WrittenCriterion(
                f"{number}.{one.number.removeprefix(f'{before}.')}"
                if one.number.startswith(f"{before}.")
                else one.number,
                one.text,
                one.guidance,
            )
            for one in self.criteria()
        )
        return WrittenOutcome(number, self.text.data or "", criteria)


class PartsForm(DraftForm):
    purpose = lines("Purpose and aim")
    knowledge = lines("Knowledge, understanding and skills")
    assessed_how = lines("How it is assessed")
    guidance = lines("Guidance")
    nos_codes = lines("National occupational standards")
    resources = lines("Resources")
    expires_on = DateBoxes("Expiry date", thing="the expiry date")
    document_url = line("Address of the document", most=2000)
    demonstration = BooleanField("This is demonstration wording, not the awarding organisation’s")

    @classmethod
    def over(cls, parts: Parts, demonstration: bool, seen: int) -> Self:
        """The form with the parts as they stand, unless it was sent."""
        return cls(
            data=vars(parts)
            | {
                "nos_codes": "\n".join(parts.nos_codes),
                "resources": "\n".join(parts.resources),
                "demonstration": demonstration,
                "seen": str(seen),
            }
        )

    def parts(self, source_name: str) -> Parts:
        """The parts as typed; standards and resources one a line."""
        return Parts(
            expires_on=self.expires_on.data,
            purpose=(self.purpose.data or "").strip(),
            knowledge=(self.knowledge.data or "").strip(),
            assessed_how=(self.assessed_how.data or "").strip(),
            guidance=(self.guidance.data or "").strip(),
            nos_codes=_one_a_line(self.nos_codes.data),
            resources=_one_a_line(self.resources.data),
            document_url=(self.document_url.data or "").strip(),
            source_name=source_name,
        )


def _one_a_line(typed: str | None) -> tuple[str, ...]:
    return tuple(filter(None, (one.strip() for one in (typed or "").splitlines())))


def _most(characters: int) -> Length:
    return Length(max=characters, message=f"Enter {characters:,} characters or fewer")


def _rows_sent() -> int:
    return sum(name.startswith("text_") for name in request.form)
