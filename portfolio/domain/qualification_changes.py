"""What differs between two versions of a qualification, in words; and whether one can be met."""

from collections.abc import Iterator

from portfolio.domain.catalogue import check_rule
from portfolio.domain.combination import evaluate
from portfolio.domain.errors import Refusal, Refusals
from portfolio.domain.panel_words import missing
from portfolio.domain.qualification import PlacedUnit, Qualification
from portfolio.domain.rule_words import sentences
from portfolio.domain.words import listed


def changes(before: Qualification | None, after: Qualification) -> tuple[str, ...]:
    """Every difference of groups, units and rule; all there is where nothing stood before."""
    return tuple(_all(before, after))


def check_complete(qualification: Qualification) -> None:
    """Refuse a version on which nobody could be certificated; raises Refusals."""
    if not qualification.units:
        raise Refusals([Refusal("Place at least one unit first")])
    found = [
        Refusal(f"{group.heading} has no units")
        for group in qualification.groups
        if all(placed.group != group.letter for placed in qualification.units)
    ]
    try:
        check_rule(qualification, qualification.rule)
    except Refusal as refusal:
        found.append(refusal)
    if not qualification.rule.total_min:
        found.append(Refusal("The rule asks for no credit at all"))
    if not found:
        best = evaluate(qualification, [placed.number for placed in qualification.units])
        if not best.met:
            words = listed([one[0].lower() + one[1:] for one in missing(best)])
            found.append(Refusal(f"Nobody could complete it. With every unit achieved: {words}"))
    if found:
        raise Refusals(found)


def _all(before: Qualification | None, after: Qualification) -> Iterator[str]:
    was = {group.letter: group for group in before.groups} if before else {}
    now = {group.letter: group for group in after.groups}
    for letter in sorted(was.keys() | now.keys()):
        if letter not in now:
            yield f"{was[letter].heading} is gone"
        elif letter not in was:
            yield f"{now[letter].heading} is new" + _nature(now[letter].mandatory)
        elif was[letter] != now[letter]:
            yield f"{was[letter].heading} is now {now[letter].heading}" + _nature(
                now[letter].mandatory
            )
    yield from _units(before, after)
    held = sentences(before) if before else ()
    wanted = sentences(after)
    yield from (f"No longer asked: {words}" for words in held if words not in wanted)
    yield from (f"Now asked: {words}" for words in wanted if words not in held)


def _nature(mandatory: bool) -> str:
    return ", mandatory" if mandatory else ", optional"


def _units(before: Qualification | None, after: Qualification) -> Iterator[str]:
    was = before.by_reference if before else {}
    now = after.by_reference
    for reference in [*was, *(one for one in now if one not in was)]:
        if reference not in now:
            yield f"{_named(was[reference])} is gone"
        elif reference not in was:
            yield f"{_named(now[reference])} is new in Group {now[reference].group}"
        elif _place(was[reference]) != _place(now[reference]):
            place = now[reference]
            yield f"{_named(was[reference])} is now Unit {place.number} in Group {place.group}"


def _named(placed: PlacedUnit) -> str:
    return f"Unit {placed.number} {placed.unit.title} ({placed.unit.reference})"


def _place(placed: PlacedUnit) -> tuple[str, str]:
    return placed.number, placed.group
