"""A unit document as its file gives it: words at places on pages, or rows of cells."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    left: float
    right: float
    text: str
    size: float = 0
    bold: bool = False


@dataclass(frozen=True)
class PageLine:
    """Words that stand on one line of a page, outside its ruled tables; sizes are points."""

    page: int
    top: float
    size: float
    bold: bool
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Line:
    """A line within a cell. A tab stands where the words are far apart."""

    text: str
    top: float = 0
    at: int = -1
    """Its number among the lines of the whole document, once they are counted."""
    size: float = 0
    bold: bool = False


@dataclass(frozen=True)
class Cell:
    """What stands in one column of a row; ``left`` is where the column begins."""

    left: float
    right: float
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines).strip()


@dataclass(frozen=True)
class Row:
    """A row of a table, or a line of running text (``table`` is 0 then, with one cell)."""

    page: int
    cells: tuple[Cell, ...]
    table: int = 0
    flow: int = 0
    """Counts pages and columns of a page: between two of them a text may be interrupted."""
    starts: bool = False
    """Whether it is set off from what stands above it: a paragraph of its own."""
    size: float = 0
    bold: bool = False
    index: int = -1
    """Its number among the rows of the whole document, once they are counted."""


@dataclass(frozen=True)
class PageTable:
    """A ruled table of a page, its rows from top to bottom."""

    page: int
    top: float
    bottom: float
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Pages:
    """A document of pages."""

    lines: tuple[PageLine, ...]
    tables: tuple[PageTable, ...] = ()
    notes: tuple[str, ...] = ()
    """What of it could not be read."""


@dataclass(frozen=True)
class Rows:
    """A document that says itself what is a paragraph and what a table."""

    rows: tuple[Row, ...]
    heads: tuple[str, ...] = ()
    """What its page headers and footers say."""
    notes: tuple[str, ...] = ()
