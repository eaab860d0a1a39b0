"""What the columns of a table hold, by the words at their head or by what stands in them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from portfolio.domain import unit_reading_labels as labels
from portfolio.domain.unit_reading_words import LEARNER, PHRASE, dotted, plain, single
from portfolio.domain.unit_source import Cell, Row

UNIT_ROLES = ("reference", "title", "unit_number", "level", "credit", "glh", "expires_on")
BODY_ROLES = ("outcome", "criterion", "outcome_number", "criterion_number")
PART_ROLES = (
    *("knowledge", "evidence_requirements", "guidance", "assessed_how", "nos_codes"),
    *("purpose", "resources"),
)
LONGEST_HEAD = 160

_OF = r"(?:lo|l\.o\.|(?:learning )?outcome)s?"
_FOR = r"(?:ac|a\.c\.|pc|(?:assessment |performance )?criteri(?:on|a))s?"
_COUNT = r"[ _.-]*(?:no\.?|number|num\.?|nr|#|ref\.?|reference|id|code)"
_HEADS = (
    ("outcome_number", re.compile(rf"^{_OF}{_COUNT}$|^(?:number|no\.?) of {_OF}$")),
    ("criterion_number", re.compile(rf"^{_FOR}{_COUNT}$")),
    ("guidance", re.compile(r"^(?:guidance|notes|exempl|example|additional|amplif|comment)")),
    (
        "evidence_requirements",
        re.compile(r"^(?:portfolio |type of |types of )?evidence|^page|^method"),
    ),
    (
        "knowledge",
        re.compile(
            r"^(?:underpinning |unit |indicative |essential )?(?:knowledge|content|range|scope)"
        ),
    ),
    ("criterion", re.compile(rf"criteri(?:on|a)|^{_FOR}(?: |$)|learners? (?:can|must)")),
    ("outcome", re.compile(rf"outcomes?\b|^{_OF}(?: |$)|learners? will")),
    ("kind", re.compile(r"^(?:row )?(?:type|kind|element|item type)$")),
    ("number", re.compile(r"^(?:no\.?|number|num\.?|ref\.?|#|nr|item)$")),
    ("text", re.compile(r"^(?:text|description|wording|statement|details?|title/text)$")),
)
_UNIT_HEADS = re.compile(r"^unit[ _-]*(.+)$")


@dataclass(frozen=True)
class Column:
    left: float
    right: float
    role: str


def head_role(text: str) -> str | None:
    """What a column with this head holds, or None if these words head nothing we know."""
    words = plain(re.sub(r"[_\t]+", " ", text)).lower().strip(" :*.")
    words = re.sub(r"^(?:no\.?|ref\.?|number|#)\s+(?=\S)", "", words)
    if not words or len(words) > LONGEST_HEAD or dotted(words):
        return None
    unit = labels.named(words)
    if unit in UNIT_ROLES:
        return unit
    for role, form in _HEADS:
        if form.search(words) and (len(words) <= 60 or role in ("criterion", "outcome")):
            return role
    return unit if unit in PART_ROLES else None


def is_head(row: Row) -> bool:
    """Whether the row heads the columns of outcomes and criteria, or of a list of criteria."""
    roles = _roles_of(row)
    body = [role for role in roles if role in BODY_ROLES]
    if {"kind", "text"} <= set(roles) or {"kind", "number"} <= set(roles):
        return True
    return bool(body) and len(roles) >= 2 and len(set(roles)) > 1 and _short(row)


def _short(row: Row) -> bool:
    """Whether no cell holds a numbered text: a first row of a table without heads has some."""
    return not any(dotted(line.text) for cell in row.cells for line in cell.lines)


def is_unit_head(row: Row) -> bool:
    """Whether every cell of the row is the name of a fact, its values standing below."""
    said = [cell for cell in row.cells if cell.text]
    roles = [labels.named(cell.text) for cell in said]
    about_unit = {role for role in roles if role in UNIT_ROLES}
    return len(about_unit) > 1 and all(role and role not in labels.HEADS for role in roles)


def _roles_of(row: Row) -> list[str]:
    return [role for cell in row.cells if cell.text and (role := head_role(cell.text))]


def headed(row: Row) -> tuple[Column, ...]:
    """The columns as a row of heads names them; one without a known head is "other"."""
    return tuple(
        Column(cell.left, cell.right, head_role(cell.text) or "other") for cell in row.cells
    )


def guessed(rows: Sequence[Row]) -> tuple[Column, ...] | None:
    """The columns by what stands in them: criteria begin with n.m, outcomes stand left of them.

    None where no column has criteria, or where they share it with their outcomes.
    """
    columns = sorted({(cell.left, cell.right) for row in rows for cell in row.cells})
    lefts = sorted({left for left, _ in columns})
    counts = {left: sum(_dotted_lines(c) for c in _in(rows, left)) for left in lefts}
    best = max(lefts, key=lambda left: (counts[left], -left), default=0.0)
    if len(lefts) < 2 or not counts.get(best):
        return None
    before = [left for left in lefts if left < best and any(_heads(c) for c in _in(rows, left))]
    if not before:
        return None
    ends = [*lefts[1:], max(right for _, right in columns)]
    roles = {best: "criterion", before[-1]: "outcome"}
    return tuple(
        Column(left, end, roles.get(left, "knowledge" if left > best else "other"))
        for left, end in zip(lefts, ends, strict=True)
    )


def _in(rows: Sequence[Row], left: float) -> list[Cell]:
    return [cell for row in rows for cell in row.cells if cell.left == left and cell.text]


def _dotted_lines(cell: Cell) -> int:
    return sum(dotted(line.text) is not None for line in cell.lines)


def _heads(cell: Cell) -> bool:
    """Whether the cell begins as an outcome does."""
    first = LEARNER.sub("", cell.text)
    return single(cell.text) is not None or PHRASE.match(first) is not None


def role_of(cell: Cell, columns: Sequence[Column]) -> str:
    """The role of the column the cell stands in: the one it overlaps most."""
    best, most = "other", 0.0
    for column in columns:
        overlap = min(cell.right, column.right) - max(cell.left, column.left)
        if overlap > most:
            best, most = column.role, overlap
    return best
