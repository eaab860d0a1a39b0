"""What units of one qualification are worth in another: the same reference, and nothing else.

Units achieved once count wherever their reference is listed (003 s5.1); there are no
equivalences or exemptions between different references, whatever their titles (002 s2.2).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from portfolio.domain.qualification import PlacedUnit, Qualification
from portfolio.domain.titles import Likeness, likeness
from portfolio.domain.words import credits_of


@dataclass(frozen=True)
class Carried:
    """A unit in its place in either qualification; one unit, so one credit."""

    here: PlacedUnit
    there: PlacedUnit


@dataclass(frozen=True)
class LookAlike:
    """Two units that could be taken for one by their titles, and are not."""

    here: PlacedUnit
    there: PlacedUnit
    likeness: Likeness

    @property
    def why(self) -> str:
        """Why the one does not count for the other, in a sentence."""
        facts = "; ".join(
            f"{placed.unit.reference} is {credits_of(placed.unit.credit)} at "
            f"level {placed.unit.level}"
            for placed in (self.here, self.there)
        )
        return f"They have {self.likeness.value}, but they are two units: {facts}."


@dataclass(frozen=True)
class CarryOver:
    """What becomes of some units of ``origin`` in ``target``; each tuple in catalogue order.

    A unit in ``look_alikes`` carries nothing over, and neither does one in ``elsewhere``, whose
    title is like none of the other qualification.
    """

    origin: Qualification
    target: Qualification
    carried: tuple[Carried, ...]
    look_alikes: tuple[LookAlike, ...]
    elsewhere: tuple[PlacedUnit, ...]

    @property
    def credit(self) -> int:
        """The credit of the units that carry over, before any maximum of the other rule."""
        return sum(carried.here.unit.credit for carried in self.carried)

    @property
    def left_behind(self) -> tuple[PlacedUnit, ...]:
        """The units that carry nothing over, look-alikes among them."""
        alike = {alike.here.position: alike.here for alike in self.look_alikes}
        rest = {placed.position: placed for placed in self.elsewhere}
        return tuple(placed for _, placed in sorted((alike | rest).items()))


def carry_over(
    origin: Qualification, target: Qualification, units: Iterable[PlacedUnit]
) -> CarryOver:
    """What the ``units``, placed in ``origin``, are worth in ``target``."""
    chosen = sorted(units, key=lambda placed: placed.position)
    there = target.by_reference
    gone = [placed for placed in chosen if placed.unit.reference not in there]
    alike = tuple(_look_alikes(gone, origin, target))
    resembling = {one.here.position for one in alike}
    return CarryOver(
        origin=origin,
        target=target,
        carried=tuple(
            Carried(placed, there[placed.unit.reference])
            for placed in chosen
            if placed.unit.reference in there
        ),
        look_alikes=alike,
        elsewhere=tuple(placed for placed in gone if placed.position not in resembling),
    )


def _look_alikes(
    units: Iterable[PlacedUnit], origin: Qualification, target: Qualification
) -> Iterable[LookAlike]:
    """Pairs a reader could mix up. A unit that both list is known by both, and mistaken by none."""
    foreign = [p for p in target.units if p.unit.reference not in origin.by_reference]
    for here, there in product(units, foreign):
        alike = likeness(here.unit.title, there.unit.title)
        if alike is not None:
            yield LookAlike(here, there, alike)
