"""Tables of a unit document read cell by cell: each line with what its column holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import groupby, pairwise

from portfolio.domain import unit_reading_heads as heads
from portfolio.domain import unit_reading_labels as labels
from portfolio.domain.unit_reading_lists import from_list
from portfolio.domain.unit_reading_number_columns import (
    with_loose_numbers_joined,
    with_numbers_joined,
)
from portfolio.domain.unit_reading_said import Said, said_line
from portfolio.domain.unit_reading_words import join
from portfolio.domain.unit_source import Cell, Row


@dataclass
class Reader:
    """Reads tables one after another: one without heads continues the columns of the last."""

    columns: tuple[heads.Column, ...] = ()
    listed: list[dict[str, str]] = field(default_factory=list)
    """Facts of units told in lists that have none of their criteria."""

    def read(self, rows: Sequence[Row]) -> Iterator[Said]:
        """Every line of the document with its role, in the order it is read."""
        for table, group in groupby(rows, key=lambda row: row.table):
            if table == 0:
                for row in group:
                    yield from _plain(row)
            else:
                yield from self._table(with_numbers_joined(list(group)))

    def _table(self, rows: Sequence[Row]) -> Iterator[Said]:
        head = next((i for i, row in enumerate(rows[:60]) if heads.is_head(row)), None)
        if head is None:
            loose = with_loose_numbers_joined(rows)
            columns = () if loose else self._continued(rows) or heads.guessed(rows) or ()
            yield from self._body(loose or rows, columns)
            return
        yield from self._body(rows[:head], ())
        rows = with_numbers_joined(rows[head:])
        self.columns = heads.headed(rows[0])
        if _is_list(self.columns):
            yield from from_list(rows[1:], self.columns, self.listed)
            return
        yield from self._body(rows[1:], self.columns)

    def _continued(self, rows: Sequence[Row]) -> tuple[heads.Column, ...]:
        """The last table's columns, where the cells of these rows stand within them."""
        widest = max((len(row.cells) for row in rows), default=0)
        first = next((row for row in rows if len(row.cells) == widest), None)
        if first is None or _tells_facts(first):
            return ()
        places = [_column_around(cell, self.columns) for cell in first.cells]
        near = None not in places and set(places) == set(range(len(self.columns)))
        return self.columns if near else ()

    def _body(self, rows: Sequence[Row], columns: tuple[heads.Column, ...]) -> Iterator[Said]:
        pending: Row | None = None
        for place, row in enumerate(rows):
            if heads.is_head(row):
                columns = self.columns = heads.headed(row)
            elif pending is not None:
                yield from _valued(pending, row)
                pending = None
            elif heads.is_unit_head(row):
                if listed := _listed(row, rows[place + 1 :]):
                    self.listed += listed
                    return
                pending = row
            elif columns and not _is_across(row, columns):
                yield from _in_columns(row, columns)
            else:
                yield from _paired(row)


def _column_around(cell: Cell, columns: Sequence[heads.Column]) -> int | None:
    """Which column the cell stands in, all but a margin."""
    for place, column in enumerate(columns):
        margin = max(12.0, (column.right - column.left) * 0.25)
        if column.left - margin <= cell.left and cell.right <= column.right + margin:
            return place
    return None


def _is_list(columns: Sequence[heads.Column]) -> bool:
    """Whether each row is a criterion, with its unit or its kind in columns of their own."""
    roles = {column.role for column in columns}
    return bool(roles & {"reference", "title", "unit_number", "kind"})


def _tells_facts(row: Row) -> bool:
    first = next((cell for cell in row.cells if cell.text), None)
    return first is not None and labels.named(first.text) in labels.FACTS


def _is_across(row: Row, columns: Sequence[heads.Column]) -> bool:
    """Whether the row's words stand across columns, as a heading does, or are a fact's."""
    said = [cell for cell in row.cells if cell.text]
    if len(said) != 1:
        named = labels.named(said[0].text) if said else None
        about_unit = named is not None and named not in labels.HEADS
        return about_unit and heads.role_of(said[0], columns) == "outcome"
    cell = said[0]
    covered = sum(
        min(cell.right, c.right) - max(cell.left, c.left) > 0.6 * (c.right - c.left)
        for c in columns
    )
    heading = labels.label(cell.text)
    return covered > 1 or (heading is not None and heading.name not in labels.HEADS)


def _plain(row: Row) -> Iterator[Said]:
    for cell in row.cells:
        for line in cell.lines:
            yield said_line(row, line, "line", starts=row.starts)


def _in_columns(row: Row, columns: Sequence[heads.Column]) -> Iterator[Said]:
    ordered = sorted(row.cells, key=lambda cell: _READ_FIRST.get(heads.role_of(cell, columns), 9))
    for cell in ordered:
        role = heads.role_of(cell, columns)
        for index, line in enumerate(cell.lines):
            yield said_line(row, line, role, starts=index == 0 and row.starts)


_READ_FIRST = {"outcome_number": 0, "outcome": 1, "criterion_number": 2, "criterion": 3}


def _paired(row: Row) -> Iterator[Said]:
    """A row without columns of criteria: names of facts with their values, or running text."""
    said = [cell for cell in row.cells if cell.text]
    skip = False
    for cell, after in [*pairwise(said), *([(said[-1], None)] if said else [])]:
        if skip:
            skip = False
            continue
        name = labels.named(cell.text) if after is not None else None
        if name is not None and after is not None and labels.named(after.text) is None:
            skip = True
            yield from _value(row, name, after)
        else:
            for index, line in enumerate(cell.lines):
                yield said_line(row, line, "line", starts=index == 0)


def _valued(head: Row, row: Row) -> Iterator[Said]:
    """Facts whose names stand in one row and whose values stand in the next."""
    for cell in row.cells:
        over = max(
            head.cells, key=lambda one: min(one.right, cell.right) - max(one.left, cell.left)
        )
        name = labels.named(over.text)
        if name is not None and cell.text:
            yield from _value(row, name, cell)


def _listed(head: Row, rows: Sequence[Row]) -> list[dict[str, str]]:
    """The facts in rows below their names, where there are several: a list of units."""
    found = []
    for row in rows:
        facts = {fact.role.removeprefix("fact:"): fact.text for fact in _valued(head, row)}
        if facts.get("reference") or facts.get("title"):
            found.append(facts)
    return found if len(found) > 1 else []


def _value(row: Row, name: str, cell: Cell) -> Iterator[Said]:
    role = f"fact:{name}"
    if name in labels.FACTS:
        texts = (line.text for line in cell.lines)
        text = reduce(lambda above, below: join(above, below, frozenset()).text, texts)
        whole = replace(cell.lines[0], text=text)
        yield said_line(row, whole, role, starts=True)
        return
    for index, line in enumerate(cell.lines):
        yield said_line(row, line, name if name not in labels.HEADS else "line", starts=index == 0)
