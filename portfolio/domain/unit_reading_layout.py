"""Pages of words and ruled tables turned into rows in the order a person reads them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from portfolio.domain import unit_reading_heads as heads
from portfolio.domain import unit_reading_labels as labels
from portfolio.domain.unit_reading_columns import Block, blocks, cells
from portfolio.domain.unit_reading_number_columns import with_numbers_joined
from portfolio.domain.unit_reading_pages import without_running
from portfolio.domain.unit_reading_words import clean, dotted, single
from portfolio.domain.unit_source import Cell, Line, PageLine, Pages, PageTable, Row

FAR_RIGHT = 10_000.0
SET_OFF = 1.35
"""Of the usual distance between two lines: more, and a paragraph begins."""
LONG_TEXT = 22
"""Letters a line has on average where a column is running text."""


def as_rows(pages: Pages) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """The rows of the document, and what its running headers and footers say."""
    kept, running = without_running(pages)
    layout = _Layout(_usual_distance(kept.lines))
    rows: list[Row] = []
    numbers = {line.page for line in kept.lines} | {table.page for table in kept.tables}
    for page in sorted(numbers):
        lines = [line for line in kept.lines if line.page == page]
        tables = sorted((t for t in kept.tables if t.page == page), key=lambda table: table.top)
        rows += layout.page(lines, tables)
    return tuple(rows), running


def _usual_distance(lines: Sequence[PageLine]) -> float:
    """How far a line stands below another one, in sizes of its letters, within a paragraph."""
    distances = sorted(
        (after.top - line.top) / after.size
        for line, after in pairwise(lines)
        if after.page == line.page and after.size and 0.8 * after.size < after.top - line.top
    )
    return distances[len(distances) // 5] if distances else 1.2


@dataclass
class _Layout:
    usual: float
    table: int = 0
    flow: int = 0
    has_heads: bool = False
    """Whether columns of a table were headed by words already."""

    def page(self, lines: Sequence[PageLine], tables: Sequence[PageTable]) -> Iterator[Row]:
        """The rows of a page: its tables where they stand among its lines."""
        self.flow += 1
        left = list(lines)
        for table in tables:
            above = [line for line in left if line.top < table.top]
            left = [line for line in left if line.top >= table.top]
            yield from self._lines(above)
            yield from self._ruled(table)
        yield from self._lines(left)

    def _ruled(self, table: PageTable) -> Iterator[Row]:
        self.table += 1
        rows = [
            Row(table.page, tuple(cells), self.table, self.flow, starts=True)
            for cells in table.rows
        ]
        self.has_heads |= any(heads.is_head(row) for row in with_numbers_joined(rows))
        yield from rows

    def _lines(self, lines: Sequence[PageLine]) -> Iterator[Row]:
        for block in blocks(lines):
            if block.in_columns:
                yield from self._columns(block)
            else:
                yield from self._running([line for line, _ in block.lines])

    def _running(self, lines: Sequence[PageLine]) -> Iterator[Row]:
        before: PageLine | None = None
        for line in lines:
            yield self._row(line, cells(line, (), FAR_RIGHT), 0, before)
            before = line

    def _row(
        self, line: PageLine, found: tuple[Cell, ...], table: int, before: PageLine | None
    ) -> Row:
        starts = before is not None and self._is_set_off(before, line)
        return Row(line.page, found, table, self.flow, starts, line.size, line.bold)

    def _is_set_off(self, before: PageLine, line: PageLine) -> bool:
        return line.top - before.top > SET_OFF * self.usual * max(line.size, 1)

    def _columns(self, block: Block) -> Iterator[Row]:
        """A block in columns: a table without ruled lines, or columns of running text."""
        self.table += 1
        rows, before = [], None
        for line, lefts in block.lines:
            rows.append(self._row(line, cells(line, lefts, FAR_RIGHT), self.table, before))
            before = line
        joined = with_numbers_joined(rows)
        if any(heads.is_head(row) for row in joined):
            self.has_heads = True
            yield from self._table(rows)
        elif all(len([c for c in row.cells if c.text]) <= 1 for row in joined):
            yield from (_one_cell(row) for row in joined)
        elif self._is_running_text(joined):
            end = _end_of_columns(joined)
            yield from self._one_after_another(joined[:end])
            yield from (_one_cell(row) for row in joined[end:])
            self.flow += 1
        else:
            yield from self._table(rows)

    def _table(self, rows: Sequence[Row]) -> Iterator[Row]:
        """The rows as a table, up to a line that is set off below its last full row."""
        full = [i for i, row in enumerate(rows) if any(cell.text for cell in row.cells[1:])]
        last = full[-1] if full else 0
        while last + 1 < len(rows) and not rows[last + 1].starts:
            last += 1
        yield from (replace(row, starts=False) for row in rows[: last + 1])
        yield from (_one_cell(row) for row in rows[last + 1 :])

    def _is_running_text(self, rows: Sequence[Row]) -> bool:
        """Whether each column is read to its end before the next one."""
        columns = _by_column(rows)
        numbers = [_criteria_in(lines) for lines in columns]
        having = [found for found in numbers if found]
        if len(having) > 1:
            return len(set().union(*having)) == sum(len(found) for found in having)
        if having and not self.has_heads:
            return _has_outcomes_too(columns[numbers.index(having[0])])
        long = [sum(len(text) for text in lines) / len(lines) for lines in columns if lines]
        many = all(len(lines) >= 4 for lines in columns)
        return not having and not self.has_heads and many and min(long) >= LONG_TEXT

    def _one_after_another(self, rows: Sequence[Row]) -> Iterator[Row]:
        lefts = sorted({cell.left for row in rows for cell in row.cells})
        for place, left in enumerate(lefts):
            if place:
                self.flow += 1
            before: Line | None = None
            for row in rows:
                cell = next((one for one in row.cells if one.left == left and one.text), None)
                if cell is None:
                    continue
                line = cell.lines[0]
                starts = before is not None and (
                    line.top - before.top > SET_OFF * self.usual * max(row.size, 1)
                )
                before = line
                yield replace(
                    row, cells=(cell,), table=0, flow=self.flow, starts=starts, size=0, bold=False
                )


def _end_of_columns(rows: Sequence[Row]) -> int:
    """Up to which row columns of text go on: a heading below the last full row ends them."""
    full = [i for i, row in enumerate(rows) if sum(bool(cell.text) for cell in row.cells) > 1]
    after = range((full[-1] if full else 0) + 1, len(rows))
    return next((i for i in after if rows[i].starts and _heads_more(rows[i])), len(rows))


def _heads_more(row: Row) -> bool:
    found = labels.label(clean(" ".join(cell.text for cell in row.cells).strip()))
    return found is not None and found.name not in labels.HEADS


def _one_cell(row: Row) -> Row:
    """The row as a line of running text; wide spaces stay as tabs."""
    lines = [line for cell in row.cells for line in cell.lines]
    text = "\t".join(line.text for line in lines)
    cell = Cell(0.0, FAR_RIGHT, (replace(lines[0], text=text),))
    return replace(row, cells=(cell,), table=0)


def _by_column(rows: Sequence[Row]) -> list[list[str]]:
    lefts = sorted({cell.left for row in rows for cell in row.cells})
    return [
        [clean(cell.text) for row in rows for cell in row.cells if cell.left == left and cell.text]
        for left in lefts
    ]


def _criteria_in(texts: Sequence[str]) -> set[str]:
    found = (dotted(text) for text in texts)
    return {f"{one.major}.{one.minor}" for one in found if one is not None}


def _has_outcomes_too(texts: Sequence[str]) -> bool:
    """Whether outcomes stand in the column of the criteria itself."""
    return any((one := single(text)) is not None and len(one.text) > 8 for text in texts)
