"""The candidate's units by group, each with its state and one fact."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from portfolio.domain.coverage import UnitCoverage
from portfolio.domain.criterion_words import counted_of
from portfolio.domain.numbering import is_requirement_number
from portfolio.domain.panel import DrawnBar, drawn_bars
from portfolio.domain.states import UnitState
from portfolio.domain.words import credits_of
from portfolio.queries.enrolment_progress import EnrolmentProgress, UnitRow


@dataclass(frozen=True)
class UnitLine:
    """A unit as the unit row shows it; ``key`` keeps ids apart where two qualifications list it."""

    id: UUID | None
    key: str
    number: str
    title: str
    state: str
    fact: str


@dataclass(frozen=True)
class GroupOfUnits:
    """The units of one group under its letter and name (R-008), and how far the group is."""

    heading: str
    fact: str
    units: list[UnitLine]


def by_group(
    progress: EnrolmentProgress, covered: Mapping[UUID, UnitCoverage]
) -> list[GroupOfUnits]:
    """The candidate's own units; ``covered`` is by the id of their progress in a unit."""
    bars = {bar.key: bar for bar in drawn_bars(progress.verdict)}
    code = progress.qualification.entry_code
    return [
        GroupOfUnits(
            progress.qualification.group(letter).heading,
            _fact_of_group(bars.get(letter)),
            [_line(row, covered.get(row.id) if row.id else None, code) for row in rows],
        )
        for letter, rows in _grouped(progress.units)
    ]


def fact(row: UnitRow, covered: UnitCoverage | None) -> str:
    """The one fact beside a unit's state."""
    if not row.loaded:
        return "criteria not loaded"
    if covered is None or row.state in {UnitState.ACHIEVED, UnitState.NOT_STARTED}:
        return credits_of(row.placed.unit.credit)
    if covered.all_met or (covered.met and row.state is not UnitState.READY):
        return f"{counted_of(covered.met, covered.criteria)} met"
    uncovered = set(covered.uncovered)
    tagged = [number for number in covered.criteria if number not in uncovered]
    if not any(map(is_requirement_number, covered.criteria)):
        return f"{len(tagged)} of {len(covered.criteria)} tagged"
    return f"{counted_of(tagged, covered.criteria)} tagged"


def _grouped(rows: Iterable[UnitRow]) -> list[tuple[str, list[UnitRow]]]:
    return [(letter, list(some)) for letter, some in groupby(rows, key=lambda r: r.placed.group)]


def _fact_of_group(bar: DrawnBar | None) -> str:
    return bar.value_text if bar else ""


def _line(row: UnitRow, covered: UnitCoverage | None, entry_code: str) -> UnitLine:
    return UnitLine(
        id=row.id,
        key=f"{entry_code}-{row.placed.number}",
        number=row.placed.number,
        title=row.placed.unit.title,
        state=row.state.value,
        fact=fact(row, covered),
    )
