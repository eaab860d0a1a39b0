"""Which statements of a framework are groups, units, outcomes and criteria."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from portfolio.domain.exchange import case_terms as terms
from portfolio.domain.exchange.content import counted
from portfolio.domain.exchange.statements import Statement, height

_ROLES = {
    "unit group": terms.GROUP,
    "group": terms.GROUP,
    "unit": terms.UNIT,
    "learning outcome": terms.OUTCOME,
    "outcome": terms.OUTCOME,
    "evidence requirements": terms.REQUIREMENTS,
    "assessment criterion": terms.CRITERION,
    "criterion": terms.CRITERION,
    "evidence requirement": terms.REQUIREMENT,
}

_UNDER = {
    "": {terms.GROUP, terms.UNIT},
    terms.GROUP: {terms.UNIT},
    terms.UNIT: {terms.OUTCOME, terms.REQUIREMENTS},
    terms.OUTCOME: {terms.CRITERION},
    terms.REQUIREMENTS: {terms.REQUIREMENT, terms.CRITERION},
    terms.CRITERION: set[str](),
    terms.REQUIREMENT: set[str](),
}


@dataclass(frozen=True)
class Levelled:
    """Groups (None where the framework has none) over units over outcomes over criteria."""

    groups: tuple[tuple[Statement | None, tuple[Statement, ...]], ...]
    doubts: tuple[str, ...]


def level_out(statements: Sequence[Statement], title: str) -> Levelled:
    """Give every statement its place, by its type if the file names types, else by its depth."""
    if _typed(statements, ""):
        return _by_type(statements)
    return _by_depth(statements, title)


def _typed(statements: Sequence[Statement], above: str) -> bool:
    for statement in statements:
        role = _ROLES.get(statement.kind.casefold(), "")
        if role not in _UNDER[above] or not _typed(statement.children, role):
            return False
    return True


def _by_type(statements: Sequence[Statement]) -> Levelled:
    loose = tuple(s for s in statements if _ROLES[s.kind.casefold()] == terms.UNIT)
    groups: list[tuple[Statement | None, tuple[Statement, ...]]] = [
        (s, s.children) for s in statements if s not in loose
    ]
    if loose:
        groups.append((None, loose))
    return Levelled(tuple(groups), ())


def _by_depth(statements: Sequence[Statement], title: str) -> Levelled:
    levels = height(statements)
    doubts = [
        f"The file has {counted(levels, 'level')} of statements and does not call them groups, "
        f"units, outcomes and criteria: {_reading(levels)}."
    ]
    if levels == 1:
        statements = [Statement("", title, "CFDocument", children=tuple(statements))]
    grouped = levels > 3
    pairs: list[tuple[Statement | None, tuple[Statement, ...]]] = (
        [(s, s.children) for s in statements] if grouped else [(None, tuple(statements))]
    )
    shaped = tuple((group, tuple(_unit(unit) for unit in units)) for group, units in pairs)
    folded = sum(_folded(unit) for _, units in pairs for unit in units)
    if folded:
        doubts.append(
            f"{counted(folded, 'statement')} below the criteria "
            f"{'is taken as a criterion' if folded == 1 else 'are taken as criteria'} too."
        )
    return Levelled(shaped, tuple(doubts))


def _reading(levels: int) -> str:
    if levels == 1:
        return "all are read as criteria of one unit"
    if levels == 2:
        return "the first is read as units, the second as criteria"
    if levels == 3:
        return "they are read as units, outcomes and criteria"
    return "the first is read as groups, then units, outcomes and criteria"


def _unit(unit: Statement) -> Statement:
    """The unit with exactly outcomes and criteria under it.

    A statement where an outcome is expected, with nothing under it, is judged itself. A unit
    with such statements only gets one outcome of its own title over them.
    """
    if unit.children and height(unit.children) == 1:
        outcomes: tuple[Statement, ...] = (replace(unit, code="", guidance=""),)
    else:
        outcomes = tuple(
            outcome if outcome.children else replace(outcome, children=(outcome,))
            for outcome in unit.children
        )
    return replace(unit, children=tuple(_flat(outcome) for outcome in outcomes))


def _flat(outcome: Statement) -> Statement:
    return replace(outcome, children=tuple(replace(s, children=()) for s in outcome.below()))


def _folded(unit: Statement) -> int:
    if height(unit.children) == 1:
        return 0
    return sum(len(list(outcome.below())) - len(outcome.children) for outcome in unit.children)
