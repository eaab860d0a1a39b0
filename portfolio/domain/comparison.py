"""Two qualifications side by side, with some units of the one or with all that both list."""

from collections.abc import Iterable
from dataclasses import dataclass

from portfolio.domain.carry_over import CarryOver, carry_over
from portfolio.domain.qualification import Qualification
from portfolio.domain.what_if import Trial, try_out
from portfolio.domain.words import credits_of


@dataclass(frozen=True)
class Comparison:
    """``here`` is the trial of the units in the one, ``there`` of what carries over.

    With no unit named both are empty, and ``carry`` is of every unit: what the two share.
    """

    here: Trial
    there: Trial
    carry: CarryOver

    @property
    def of_some(self) -> bool:
        """Whether units were named that there are."""
        return bool(self.here.units)

    @property
    def summary(self) -> str:
        """What it comes to, in a sentence or two."""
        one, other = self.carry.origin.entry_code, self.carry.target.entry_code
        carried, credit = len(self.carry.carried), credits_of(self.carry.credit)
        if not self.of_some:
            shared = f"{_units(carried)} ({credit})" if carried else "no unit"
            return f"{one} and {other} share {shared}."
        named = len(self.here.units)
        if not carried:
            those = (
                "The one unit does not carry" if named == 1 else f"None of {named} units carries"
            )
            return f"{those} over: 0 credits in {other}."
        verb = "carries" if carried == 1 else "carry"
        return f"{carried} of {_units(named)} {verb} over: {credit} in {other}."


def compare(origin: Qualification, target: Qualification, texts: Iterable[str]) -> Comparison:
    """The units as typed, numbered as in ``origin``, and what they are worth in ``target``."""
    here = try_out(origin, texts)
    carry = carry_over(origin, target, here.units or origin.units)
    there = [one.there.number for one in carry.carried] if here.units else []
    return Comparison(here, try_out(target, there), carry)


def _units(count: int) -> str:
    return "1 unit" if count == 1 else f"{count} units"
