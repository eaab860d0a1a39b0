"""Columns that hold nothing but numbers or list marks: each number goes before its text."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from portfolio.domain import unit_reading_heads as heads
from portfolio.domain import unit_reading_labels as labels
from portfolio.domain.unit_reading_words import dotted, plain
from portfolio.domain.unit_source import Cell, Line, Row

_NUMBER = re.compile(
    r"(?:(?:LO|AC|PC|L\.O\.|A\.C\.)\s?)?\d{1,2}(?:\.\d{1,2})?[.):]?|\(?[a-z][.)]|[•◦▪●○■\uf0b7\uf0a7–-]|o",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"(?:(?:(?:learning )?outcome|(?:assessment )?criteri(?:on|a)|lo|ac|pc)[\s_-]*)?"
    r"(?:no\.?|number|ref\.?|reference|#|id|code)|los?|acs?",
    re.IGNORECASE,
)
NEAR = 4.0
"""Points by which a number and its text may be out of line."""


def with_numbers_joined(rows: Sequence[Row]) -> list[Row]:
    """The rows with every column of bare numbers joined to the column on its right."""
    lefts = sorted({cell.left for row in rows for cell in row.cells})
    joined = list(rows)
    for left in reversed(lefts[:-1]):
        if _holds_numbers(joined, left):
            joined = [_joined(row, left) for row in joined]
    return joined


def with_loose_numbers_joined(rows: Sequence[Row]) -> list[Row]:
    """The rows with each number joined to its text where they stand in no columns at all.

    So it is in text with a tab after each number: outcomes and criteria share the columns. None
    are given where a row has more than a number and its text.
    """
    said = [(row, [cell for cell in row.cells if cell.text]) for row in rows]
    numbered = [cells for _, cells in said if cells and _is_number(cells[0])]
    if not numbered or any(len(cells) != 2 or _is_number(cells[1]) for cells in numbered):
        return []
    return [
        replace(row, cells=(_one(cells),)) if cells and _is_number(cells[0]) else row
        for row, cells in said
    ]


def _is_number(cell: Cell) -> bool:
    return len(cell.lines) == 1 and _is_numbers(cell) and any(c.isdigit() for c in cell.text)


def _one(cells: Sequence[Cell]) -> Cell:
    numbers, texts = cells
    return Cell(numbers.left, texts.right, _with(numbers.lines, texts.lines))


def _holds_numbers(rows: Sequence[Row], left: float) -> bool:
    """Whether every cell that begins here is a number, a mark, or the head of such a column."""
    if _stands_before_numbers(rows, left):
        return False
    rows = [row for row in rows if not _tells_a_fact(row)]
    places = [(row, place) for row in rows if (place := _place(row, left)) is not None]
    said = [(row, place) for row, place in places if row.cells[place].text]
    numbers = [(row, place) for row, place in said if _is_numbers(row.cells[place])]
    if any(place + 1 == len(row.cells) > 1 for row, place in said):
        return False
    if any(
        place and labels.named(row.cells[place - 1].text) in labels.FACTS for row, place in numbers
    ):
        return False
    others = [(row, place) for row, place in said if not _is_numbers(row.cells[place])]
    if any(labels.named(row.cells[place].text) in labels.FACTS for row, place in others):
        return False
    return bool(numbers) and all(
        _heads_numbers(row, place) or _covers_more(rows, row.cells[place]) for row, place in others
    )


def _tells_a_fact(row: Row) -> bool:
    """Whether a fact's name stands first in the row and something that is no name after it."""
    said = [labels.named(cell.text) for cell in row.cells if cell.text]
    told = len(said) > 1 and said[0] in labels.FACTS and said[1] not in labels.FACTS
    return told and not heads.is_head(row)


def _heads_numbers(row: Row, place: int) -> bool:
    """Whether the cell heads a column of numbers, alone or for the column on its right too."""
    head = plain(row.cells[place].text)
    if _HEAD.fullmatch(head) or place + 1 == len(row.cells):
        return _HEAD.fullmatch(head) is not None
    name, beside = labels.named(head), plain(row.cells[place + 1].text)
    return name in ("outcomes", "criteria") and (
        not beside or re.search(r"\btext$|\bdescription$|\bwording$", beside.lower()) is not None
    )


def _place(row: Row, left: float) -> int | None:
    return next((i for i, cell in enumerate(row.cells) if cell.left == left), None)


def _is_numbers(cell: Cell) -> bool:
    return all(_NUMBER.fullmatch(plain(line.text)) for line in cell.lines)


def _stands_before_numbers(rows: Sequence[Row], left: float) -> bool:
    """Whether the column on the right begins with numbers itself: these are then its outcomes."""
    beside = [
        after.text
        for row in rows
        for cell, after in pairwise(row.cells)
        if cell.left == left and cell.text and after.text
    ]
    if any(dotted(text) is not None for text in beside):
        return True
    return sum(text[:1].isdigit() for text in beside) * 2 > len(beside)


def _covers_more(rows: Sequence[Row], cell: Cell) -> bool:
    """Whether other rows part what this cell covers: it spans the numbers and their texts."""
    return any(cell.left < other.left < cell.right for row in rows for other in row.cells)


def _joined(row: Row, left: float) -> Row:
    place = _place(row, left)
    if place is None or place + 1 >= len(row.cells) or _tells_a_fact(row):
        return row
    numbers, texts = row.cells[place], row.cells[place + 1]
    if not _is_numbers(numbers) and not _heads_numbers(row, place):
        return row
    cell = Cell(numbers.left, texts.right, _with(numbers.lines, texts.lines))
    return replace(row, cells=(*row.cells[:place], cell, *row.cells[place + 2 :]))


def _with(numbers: Sequence[Line], texts: Sequence[Line]) -> tuple[Line, ...]:
    """The texts, each that a number stands beside with it in front."""
    if not numbers or not texts:
        return tuple(numbers or texts)
    if len(numbers) == 1:
        return (_before(numbers[0], texts[0]), *texts[1:])
    found = list(texts)
    taken: set[int] = set()
    for number in numbers:
        free = [
            i for i in range(len(texts)) if i not in taken and texts[i].top >= number.top - NEAR
        ]
        if free:
            taken.add(free[0])
            found[free[0]] = _before(number, texts[free[0]])
    return tuple(found)


def _before(number: Line, text: Line) -> Line:
    return replace(text, text=f"{number.text} {text.text}")
