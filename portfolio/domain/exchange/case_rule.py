"""The rule of combination that Portfolio wrote into a file, every value checked by its type."""

from collections.abc import Collection, Iterator

from portfolio.domain.exchange.json_place import Place
from portfolio.domain.rule import RuleFault, RuleOfCombination

READINGS = frozenset({"comparison", "scope"})


def read_rule(own: Place, letters: Collection[str]) -> RuleOfCombination | None:
    """The rule among our own facts, if there is one; it names groups of these letters only."""
    if not own.has("rule"):
        return None
    stored = own.member("rule")
    _check_figures(stored)
    elsewhere = sorted({*_groups_named(stored)} - set(letters))
    if elsewhere:
        stored.refuse(f"it names group {', '.join(elsewhere)}, not in the file")
    try:
        return RuleOfCombination.from_dict(stored.value if isinstance(stored.value, dict) else {})
    except RuleFault as fault:
        stored.refuse(str(fault))


def _check_figures(stored: Place) -> None:
    for name in ("total_min", "mandatory_credit", "optional_min"):
        stored.number(name)
    stored.text("source")
    stored.member("level").number("credit")
    stored.member("level").number("level", 8)
    if stored.has("undecided") and set(stored.texts("undecided")) - READINGS:
        stored.refuse("undecided names neither the comparison nor the scope of the level clause")


def _groups_named(stored: Place) -> Iterator[str]:
    yield from stored.texts("one_per_group")
    for name in ("group_minima", "group_maxima"):
        figures = stored.member(name)
        for letter in figures.value if isinstance(figures.value, dict) else ():
            figures.number(str(letter))
            yield str(letter)
    for unit in stored.entries("doubtful_units"):
        for name in ("number", "reference", "listed_in"):
            unit.needed_line(name)
        for name in ("credit", "level"):
            if unit.number(name) is None:
                unit.refuse(f"{name} is missing")
        yield unit.needed_line("group")
