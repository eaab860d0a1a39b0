"""Choosing optional units: which may be chosen, and which can no longer be left out."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from portfolio.domain.errors import Refusal, Refusals
from portfolio.domain.states import EnrolmentStatus, UnitState


@dataclass(frozen=True)
class OptionalUnit:
    """An optional unit of the qualification: its number there, and how far the candidate is."""

    key: str
    number: str
    state: UnitState
    chosen: bool


def kept_because(state: UnitState) -> str | None:
    """Why a unit in this state cannot be left out; None when it can."""
    if state is UnitState.NOT_STARTED:
        return None
    if state is UnitState.ACHIEVED:
        return "Achieved, so it stays"
    return "It has evidence, so it stays. To leave it out, withdraw or untag the evidence first"


def check_choice(
    units: Iterable[OptionalUnit], wanted: Collection[str], status: EnrolmentStatus
) -> tuple[list[OptionalUnit], list[OptionalUnit]]:
    """The units to add and those to take away for the choice to become ``wanted`` (their keys).

    Raises Refusals: a registration that is not active, a unit that is not optional here, one
    that cannot be left out any more.
    """
    if status is not EnrolmentStatus.ACTIVE:
        raise Refusal(
            f"Missing: active registration. It is {status.value.lower()}, so the units stay"
        )
    listed = {unit.key: unit for unit in units}
    if not set(wanted) <= listed.keys():
        raise Refusal("Choose from the optional units listed", "units")
    left_out = [unit for unit in listed.values() if unit.chosen and unit.key not in wanted]
    refusals: list[Refusal] = [
        Refusal(f"Unit {unit.number} cannot be left out. {why}", "units")
        for unit in left_out
        if (why := kept_because(unit.state))
    ]
    if refusals:
        raise Refusals(refusals)
    return [unit for unit in listed.values() if unit.key in wanted and not unit.chosen], left_out
