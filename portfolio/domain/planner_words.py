"""What a way to finish is made of, in words: "Two units from Group E at Level 2: 10 credits"."""

from portfolio.domain.planner import Plan, Way
from portfolio.domain.qualification import PlacedUnit, Qualification
from portfolio.domain.words import credits_of, listed

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


def reason(qualification: Qualification, way: Way) -> str:
    """What the way takes: its units by group and level, its credit and its guided hours.

    Mandatory units are said without group and level: they are done whatever these are.
    """
    first, *rest = _parts(qualification, way.units)
    said = listed([first, *(part[0].lower() + part[1:] for part in rest)])
    return f"{said}: {cost(way)}"


def cost(way: Way) -> str:
    """ "10 credits, 61 guided hours"."""
    return f"{credits_of(way.credit)}, {hours_of(way.hours)}"


def hours_of(count: int) -> str:
    """ "1 guided hour", "61 guided hours"."""
    return f"{count} guided hour" if count == 1 else f"{count} guided hours"


def counted(count: int, noun: str) -> str:
    """ "Two mandatory units", "One unit", "14 units"."""
    number = NUMBERS[count] if count < len(NUMBERS) else str(count)
    return f"{number} {noun}" if count == 1 else f"{number} {noun}s"


def cannot(plan: Plan) -> str:
    """Why a plan without a way cannot be completed; "" for one that can."""
    return " ".join(
        f"Even with every unit that is left, {shortfall.words}." for shortfall in plan.impossible
    )


def _parts(qualification: Qualification, units: tuple[PlacedUnit, ...]) -> list[str]:
    """ "Two mandatory units", "Four units from Group B at Levels 3 and 4", one after another.

    Groups that give the same number at the same levels are said together.
    """
    mandatory = [placed for placed in units if qualification.group(placed.group).mandatory]
    levels: dict[str, list[int]] = {}
    for placed in units:
        if placed not in mandatory:
            levels.setdefault(placed.group, []).append(placed.unit.level)
    alike: dict[tuple[int, ...], list[str]] = {}
    for group, held in levels.items():
        alike.setdefault((len(held), *sorted(set(held))), []).append(group)
    parts = [counted(len(mandatory), "mandatory unit")] if mandatory else []
    for (count, *at), groups in alike.items():
        named = f"Group {groups[0]}" if len(groups) == 1 else f"each of Groups {listed(groups)}"
        noun = "Level" if len(at) == 1 else "Levels"
        parts.append(
            f"{counted(count, 'unit')} from {named} at {noun} {listed(list(map(str, at)))}"
        )
    return parts
