"""A report as it is shown on a page and printed to PDF: sections of words and tables."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Table:
    """``widths`` are shares of the line, equal where none are given."""

    caption: str
    """What it is, for those who do not see it."""
    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    widths: tuple[int, ...] = ()


@dataclass(frozen=True)
class Section:
    """``empty`` is said instead of a table without rows."""

    heading: str
    words: tuple[str, ...] = ()
    table: Table | None = None
    empty: str = ""


@dataclass(frozen=True)
class Report:
    """``about`` stands under the title: whose, of when."""

    title: str
    about: str
    sections: Sequence[Section] = field(default_factory=tuple)
