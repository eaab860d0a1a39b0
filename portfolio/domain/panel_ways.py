"""The cheapest ways to finish, as the progress panel says them: sets of units, each with a reason.

What is in progress and planned is taken as done: a way says what is still to be chosen.
"""

from dataclasses import dataclass

from portfolio.domain.combination import Verdict
from portfolio.domain.planner import Plan, Way, Wishes, further
from portfolio.domain.planner_aims import Aim
from portfolio.domain.planner_words import cannot, cost, counted, hours_of, reason
from portfolio.domain.qualification import PlacedUnit
from portfolio.domain.words import credits_of, listed, units_of


@dataclass(frozen=True)
class WayShown:
    """One way: its unit or its place, its title, what it takes, and the numbers of its units."""

    number: str
    title: str
    facts: str
    units: tuple[str, ...]


@dataclass(frozen=True)
class Ways:
    """The callout of the panel; no options where nothing that is left would do."""

    title: str
    text: str
    options: list[WayShown]


def ways(verdict: Verdict, wishes: Wishes) -> Ways | None:
    """The ways to finish around the wishes; None where nothing more need be chosen."""
    if verdict.met or (verdict.projected.met and not wishes.pinned):
        return None
    plan = further(verdict.projected, verdict, wishes)
    if plan.impossible:
        return Ways("No way to finish", cannot(plan), [])
    if not plan.ways:
        return None
    begun = not _nothing_chosen(verdict)
    return Ways(
        title="The cheapest ways to finish" if begun else "The shortest way from here",
        text=(_least(plan) if begun else _from_here(verdict, plan)) + _around(wishes),
        options=options(verdict, plan),
    )


def options(verdict: Verdict, plan: Plan) -> list[WayShown]:
    """Each way of the plan, best first: the unit itself where one is enough."""
    return [
        _unit_shown(*way.units) if len(way.units) == 1 else _set_shown(verdict, way, str(place))
        for place, way in enumerate(plan.ways, start=1)
    ]


def facts(verdict: Verdict, way: Way) -> str:
    """What the way takes, and what it has least of where that is not the credit."""
    others = [aim for aim in way.aims if aim in (Aim.UNITS, Aim.HOURS)]
    said = reason(verdict.qualification, way)
    return f"{listed(others)}. {said}" if others and Aim.CREDIT not in way.aims else said


def _unit_shown(placed: PlacedUnit) -> WayShown:
    unit = placed.unit
    said = f"Level {unit.level} · {credits_of(unit.credit)} · {hours_of(unit.glh)}"
    return WayShown(placed.number, unit.title, f"Group {placed.group} · {said}", (placed.number,))


def _set_shown(verdict: Verdict, way: Way, place: str) -> WayShown:
    numbers = tuple(unit.number for unit in way.units)
    return WayShown(place, units_of(numbers), facts(verdict, way), numbers)


def _nothing_chosen(verdict: Verdict) -> bool:
    """Whether no optional unit is achieved, in progress or planned yet."""
    projected = verdict.projected
    return all(placed.mandatory for placed in (*projected.counted, *projected.over_maximum))


def _least(plan: Plan) -> str:
    """ "One more unit: 6 credits, 40 guided hours", or the least of each where no way has all."""
    first = plan.ways[0]
    if {Aim.CREDIT, Aim.UNITS, Aim.HOURS} <= set(first.aims):
        return f"{counted(len(first.units), 'more unit')}: {cost(first)}."
    return (
        f"At least {credits_of(plan.least_credit or 0)} more. The fewest units are "
        f"{plan.fewest_units}, the fewest guided hours {plan.least_hours}."
    )


def _from_here(verdict: Verdict, plan: Plan) -> str:
    """All that is to be done, the mandatory units first; and the group that can be left alone."""
    first = plan.ways[0]
    left = [*verdict.in_progress, *verdict.planned, *first.units]
    mandatory = [placed for placed in left if placed.mandatory]
    optional = len(left) - len(mandatory)
    parts = [f"{optional} optional {'unit' if optional == 1 else 'units'}"]
    if mandatory:
        every = sum(placed.mandatory for placed in verdict.qualification.units)
        parts = [_mandatory(len(mandatory), every), f"then {parts[0]}"]
    whole = Way(tuple(left), ())
    return f"{', '.join(parts)}: {cost(whole)}.{_not_needed(verdict, first)}"


def _around(wishes: Wishes) -> str:
    """ " With unit 44 wanted and units 7 and 8 left out."."""
    kept = [
        f"{named[0].lower()}{named[1:]} {word}"
        for units, word in ((wishes.pinned, "wanted"), (wishes.excluded, "left out"))
        if units and (named := units_of([placed.number for placed in units]))
    ]
    return f" With {listed(kept)}." if kept else ""


def _mandatory(left: int, every: int) -> str:
    """ "All 6 mandatory units", "Both mandatory units", "1 remaining mandatory unit"."""
    noun = "mandatory unit" if left == 1 else "mandatory units"
    if left < every or left == 1:
        return f"{left} remaining {noun}" if left < every else f"The {noun}"
    return f"Both {noun}" if left == 2 else f"All {left} {noun}"


def _not_needed(verdict: Verdict, first: Way) -> str:
    """The groups with a maximum and no minimum from which the way takes nothing."""
    rule = verdict.rule
    asked = {*rule.group_minima, *rule.one_per_group}
    unused = sorted(set(rule.group_maxima) - asked - {placed.group for placed in first.units})
    return f" It can be finished without Group {listed(unused)}." if unused else ""
