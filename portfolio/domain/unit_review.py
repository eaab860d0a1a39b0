"""Units read from a document while a person corrects them, until they are saved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Self

from portfolio.domain.found_units import (
    FoundCriterion,
    FoundOutcome,
    FoundUnit,
    Reading,
    SourceLine,
)
from portfolio.domain.specification_content import (
    Parts,
    SpecificationContent,
    WrittenCriterion,
    WrittenOutcome,
)
from portfolio.domain.unit_reading_doubts import doubts_of

FACTS = ("reference", "title", "level", "credit", "glh")
PARTS = (
    *("purpose", "knowledge", "assessed_how", "evidence_requirements", "guidance"),
    *("nos_codes", "resources", "expires_on"),
)
OUTCOME, CRITERION = "outcome", "criterion"


@dataclass(frozen=True)
class ReviewedRow:
    """An outcome, or a criterion of the outcome above it; ``lines`` are those of the source."""

    kind: str
    number: str
    text: str
    lines: tuple[int, ...] = ()


@dataclass(frozen=True)
class ReviewedUnit:
    """A unit as found and corrected so far; facts and parts are words as typed."""

    facts: Mapping[str, str]
    parts: Mapping[str, str]
    rows: tuple[ReviewedRow, ...]
    doubts: tuple[tuple[str, str], ...] = ()
    """What its document left doubtful: the place and the words."""
    origins: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    saved: str = ""
    """Id of the catalogue's unit, once it was saved."""

    @property
    def name(self) -> str:
        return self.facts["title"] or self.facts["reference"] or "Unit without a title"

    @property
    def criteria(self) -> int:
        return sum(row.kind == CRITERION for row in self.rows)

    @property
    def open_doubts(self) -> list[tuple[str, str]]:
        """What is doubtful about the unit as it is now, each once."""
        return list(dict.fromkeys([*doubts_of(found_of(self)), *self.doubts]))

    def settled(self, words: str) -> Self:
        """Without a doubt that a person has looked at."""
        return replace(self, doubts=tuple(one for one in self.doubts if one[1] != words))

    def moved(self, place: int, by: int) -> Self:
        """With one row a place up (-1) or down (1)."""
        rows, other = list(self.rows), place + by
        if 0 <= place < len(rows) and 0 <= other < len(rows):
            rows[place], rows[other] = rows[other], rows[place]
        return replace(self, rows=tuple(rows))

    def without(self, place: int) -> Self:
        return replace(self, rows=self.rows[:place] + self.rows[place + 1 :])

    def with_row(self, after: int, kind: str) -> Self:
        """With an empty row below another, numbered on from those above it."""
        above = self.rows[: after + 1]
        outcomes = sum(row.kind == OUTCOME for row in above)
        number = str(outcomes + 1) if kind == OUTCOME else f"{outcomes}.{_within(above) + 1}"
        new = ReviewedRow(kind, number, "")
        return replace(self, rows=(*above, new, *self.rows[after + 1 :]))

    def renumbered(self) -> Self:
        """With outcomes 1, 2, 3 and criteria n.1, n.2 in the order of the rows."""
        rows: list[ReviewedRow] = []
        for row in self.rows:
            outcomes = sum(one.kind == OUTCOME for one in rows)
            first = str(outcomes + 1) if row.kind == OUTCOME else f"{outcomes}.{_within(rows) + 1}"
            rows.append(replace(row, number=first))
        return replace(self, rows=tuple(rows))

    def span(self) -> range:
        """The lines of the source from the first to the last that belong to the unit."""
        lines = [line for row in self.rows for line in row.lines]
        lines += [line for found in self.origins.values() for line in found]
        return range(min(lines), max(lines) + 1) if lines else range(0)


def _within(rows: Sequence[ReviewedRow]) -> int:
    """How many criteria stand below the last outcome."""
    count = 0
    for row in rows:
        count = 0 if row.kind == OUTCOME else count + 1
    return count


@dataclass(frozen=True)
class Review:
    """Everything of a document: its lines, its units, and doubts about it as a whole."""

    source: tuple[SourceLine, ...]
    units: tuple[ReviewedUnit, ...]
    doubts: tuple[str, ...] = ()

    def with_unit(self, place: int, unit: ReviewedUnit) -> Self:
        units = (*self.units[:place], unit, *self.units[place + 1 :])
        return replace(self, units=units)


def of_reading(reading: Reading) -> Review:
    """What a person begins with: everything as it was found."""
    return Review(
        reading.source,
        tuple(
            _unit(unit, [(d.place, d.words) for d in reading.doubts if d.unit == place])
            for place, unit in enumerate(reading.units)
        ),
        tuple(doubt.words for doubt in reading.doubts if doubt.unit < 0),
    )


def _unit(unit: FoundUnit, doubts: Iterable[tuple[str, str]]) -> ReviewedUnit:
    known = set(doubts_of(unit))
    rows: list[ReviewedRow] = []
    for outcome in unit.outcomes:
        rows.append(ReviewedRow(OUTCOME, outcome.number, outcome.text, outcome.lines))
        rows += [ReviewedRow(CRITERION, c.number, c.text, c.lines) for c in outcome.criteria]
    found = {name: getattr(unit, name) for name in (*FACTS, *PARTS)}
    return ReviewedUnit(
        {name: "" if found[name] is None else str(found[name]) for name in FACTS},
        {name: _words(found[name]) for name in PARTS},
        tuple(rows),
        tuple(one for one in doubts if one not in known),
        unit.origins,
    )


def _words(part: str | tuple[str, ...]) -> str:
    return part if isinstance(part, str) else "\n".join(part)


def found_of(unit: ReviewedUnit) -> FoundUnit:
    """The unit as it would have been found, to look for doubts in it."""
    outcomes: list[FoundOutcome] = []
    for row in unit.rows:
        if row.kind == OUTCOME or not outcomes:
            of = row.number if row.kind == OUTCOME else row.number.partition(".")[0]
            outcomes.append(FoundOutcome(of, row.text if row.kind == OUTCOME else ""))
        if row.kind == CRITERION:
            criteria = (*outcomes[-1].criteria, FoundCriterion(row.number, row.text))
            outcomes[-1] = replace(outcomes[-1], criteria=criteria)
    return FoundUnit(
        reference=unit.facts["reference"],
        title=unit.facts["title"],
        level=number(unit.facts["level"]),
        credit=number(unit.facts["credit"]),
        glh=number(unit.facts["glh"]),
        outcomes=tuple(outcomes),
    )


def number(typed: str) -> int | None:
    """A whole number as typed, or None."""
    typed = typed.strip()
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 7 else None


def content_of(unit: ReviewedUnit, source_name: str) -> SpecificationContent:
    """The unit's criteria and parts as a version of its specification; unchecked."""
    outcomes = tuple(
        WrittenOutcome(
            number(one.number) or 0,
            one.text,
            tuple(WrittenCriterion(c.number.strip(), c.text) for c in one.criteria),
        )
        for one in found_of(unit).outcomes
    )
    requirements = tuple(
        WrittenCriterion(f"ER{place}", text)
        for place, text in enumerate(_lines(unit.parts["evidence_requirements"]), 1)
    )
    return SpecificationContent(outcomes, requirements, _parts(unit, source_name))


def _parts(unit: ReviewedUnit, source_name: str) -> Parts:
    day = unit.parts["expires_on"]
    return Parts(
        expires_on=date.fromisoformat(day) if day else None,
        purpose=unit.parts["purpose"].strip(),
        knowledge=unit.parts["knowledge"].strip(),
        assessed_how=unit.parts["assessed_how"].strip(),
        guidance=unit.parts["guidance"].strip(),
        nos_codes=_lines(unit.parts["nos_codes"]),
        resources=_lines(unit.parts["resources"]),
        source_name=source_name,
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip(" •\t") for line in text.splitlines() if line.strip(" •\t"))


def as_data(review: Review) -> dict[str, Any]:
    """The review as JSON keeps it."""
    return asdict(review)


def from_data(data: Mapping[str, Any]) -> Review:
    """The review from what ``as_data`` gave."""
    return Review(
        tuple(SourceLine(**line) for line in data["source"]),
        tuple(
            ReviewedUnit(
                unit["facts"],
                unit["parts"],
                tuple(
                    ReviewedRow(row["kind"], row["number"], row["text"], tuple(row["lines"]))
                    for row in unit["rows"]
                ),
                tuple((place, words) for place, words in unit["doubts"]),
                {name: tuple(lines) for name, lines in unit["origins"].items()},
                unit["saved"],
            )
            for unit in data["units"]
        ),
        tuple(data["doubts"]),
    )
