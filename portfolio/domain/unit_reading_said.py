"""A line of a unit document with what it was read as: running text, an outcome, a fact."""

from dataclasses import dataclass

from portfolio.domain.unit_reading_words import clean
from portfolio.domain.unit_source import Line, Row


@dataclass(frozen=True)
class Said:
    text: str
    role: str
    """"line" for running text, "outcome", "criterion", "unit" where another unit begins in a
    list, "fact:" with the fact's name for its value, or the name of a part."""
    at: int
    page: int = 0
    flow: int = 0
    starts: bool = False
    size: float = 0
    bold: bool = False
    table: int = 0
    row: int = -1
    """Number of its row, to know what stands beside it."""


def said_line(row: Row, line: Line, role: str, *, starts: bool) -> Said:
    """The line with this role; ``starts`` if it begins a cell or a paragraph of its own."""
    return Said(
        text=clean(line.text),
        role=role,
        at=line.at,
        page=row.page,
        flow=row.flow,
        starts=starts,
        size=line.size or row.size,
        bold=line.bold or row.bold,
        table=row.table,
        row=row.index,
    )


def looks_otherwise(one: Said, other: Said) -> bool:
    """Whether two lines are of letters of another size or weight."""
    return abs(one.size - other.size) > 0.4 or one.bold != other.bold
