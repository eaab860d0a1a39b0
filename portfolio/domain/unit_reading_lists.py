"""Lists with a row for each criterion, its unit or its kind named in columns of their own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from portfolio.domain import unit_reading_heads as heads
from portfolio.domain.unit_reading_said import Said, said_line
from portfolio.domain.unit_reading_words import dotted, plain, single, within_outcome
from portfolio.domain.unit_source import Cell, Line, Row

_KEYS = ("reference", "unit_number", "title")


@dataclass
class _Current:
    """What the rows above said, as long as it holds."""

    key: dict[str, str] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    outcome: str = ""


def from_list(
    rows: Sequence[Row], columns: Sequence[heads.Column], listed: Sequence[Mapping[str, str]] = ()
) -> Iterator[Said]:
    """The list's lines as a document would give them: facts, then outcomes with criteria.

    A unit that it names by its number alone has the reference that ``listed`` tells of it.
    """
    current = _Current()
    for row in rows:
        by_role: dict[str, Cell] = {}
        for cell in row.cells:
            if cell.text:
                by_role.setdefault(heads.role_of(cell, columns), cell)
        if "kind" in by_role:
            by_role = _by_kind(by_role)
        yield from _unit(row, _referenced(by_role, listed), current)
        yield from _outcome(row, by_role, current)
        yield from _criterion(row, by_role)
        for part in heads.PART_ROLES:
            if part in by_role:
                yield from (_said(row, part, line) for line in by_role[part].lines)


def _by_kind(cells: dict[str, Cell]) -> dict[str, Cell]:
    """The cells of a row whose kind is named in a column, under the role of that kind."""
    kind = cells["kind"].text.lower()
    role = "criterion" if "criteri" in kind or kind.startswith("ac") else "outcome"
    if "unit" in kind:
        role = "title"
    found = {key: cell for key, cell in cells.items() if key not in ("kind", "text", "number")}
    if "text" in cells:
        found[role] = cells["text"]
    if "number" in cells and role != "title":
        found[f"{role}_number"] = cells["number"]
    return found


def _referenced(cells: dict[str, Cell], listed: Sequence[Mapping[str, str]]) -> dict[str, Cell]:
    """The cells with the reference of the unit, where they have its number and not itself."""
    cell = cells.get("unit_number")
    if cell is None or "reference" in cells:
        return cells
    number = plain(cell.text)
    known = (one for one in listed if plain(one.get("unit_number", "")) == number)
    reference = next((one["reference"] for one in known if "reference" in one), None)
    if reference is None:
        return cells
    found = replace(cell, lines=(replace(cell.lines[0], text=reference),))
    return {**cells, "reference": found}


def _unit(row: Row, cells: dict[str, Cell], current: _Current) -> Iterator[Said]:
    key = {role: plain(cells[role].text) for role in _KEYS if role in cells}
    changed = any(current.key.get(role, text) != text for role, text in key.items())
    if changed or (key and not current.key):
        current.key, current.told, current.outcome = key, set(), ""
        yield Said("", "unit", _first(cells).at, row.page, row=row.index)
    for role in heads.UNIT_ROLES:
        if role in cells and role not in current.told:
            current.told.add(role)
            yield _said(row, f"fact:{role}", replace(cells[role].lines[0], text=cells[role].text))


def _first(cells: dict[str, Cell]) -> Line:
    return next(iter(cells.values())).lines[0]


def _outcome(row: Row, cells: dict[str, Cell], current: _Current) -> Iterator[Said]:
    cell, number = cells.get("outcome"), cells.get("outcome_number")
    if cell is None and number is None:
        return
    text = plain(cell.text) if cell else ""
    if number is not None and single(text) is None:
        text = f"{plain(number.text)} {text}".strip()
    if text == current.outcome:
        return
    current.outcome = text
    yield _said(row, "outcome", replace(_first(cells if cell is None else {"": cell}), text=text))


def _criterion(row: Row, cells: dict[str, Cell]) -> Iterator[Said]:
    cell, number = cells.get("criterion"), cells.get("criterion_number")
    if cell is None:
        return
    lines = list(cell.lines)
    if number is not None and dotted(lines[0].text) is None:
        lines[0] = replace(lines[0], text=f"{_criterion_number(number, cells)} {lines[0].text}")
    for index, line in enumerate(lines):
        yield replace(_said(row, "criterion", line), starts=index == 0)


def _criterion_number(number: Cell, cells: dict[str, Cell]) -> str:
    """The number n.m, also where the outcome's n stands in another column only."""
    text = plain(number.text)
    outcome = cells.get("outcome_number") or cells.get("outcome")
    alone, of = within_outcome(text + " "), single(outcome.text) if outcome else None
    if dotted(text) or alone is None or of is None:
        return text
    return f"{of.major}.{alone.minor}"


def _said(row: Row, role: str, line: Line) -> Said:
    return said_line(row, line, role, starts=True)
