"""Wishes for units still open: what a candidate wants in the plan, and what their job rules out.

A wish shapes the ways to finish; it plans nothing and gives no credit.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from portfolio.domain.errors import Refusal
from portfolio.domain.states import EnrolmentStatus


class Wish(StrEnum):
    """What is wished for a unit."""

    WANTED = "Wanted"
    LEFT_OUT = "Left out"


@dataclass(frozen=True)
class OpenUnit:
    """An optional unit neither planned nor begun: its number, and the wish that stands."""

    number: str
    wish: Wish | None


def check_wishes(
    units: Iterable[OpenUnit], wished: Mapping[str, Wish], status: EnrolmentStatus
) -> list[tuple[OpenUnit, Wish | None]]:
    """Each unit whose wish changes for them to become ``wished`` (by number), with its new wish.

    Raises Refusal: a registration that is not active, a unit that is not open.
    """
    if status is not EnrolmentStatus.ACTIVE:
        raise Refusal(
            f"Missing: active registration. It is {status.value.lower()}, so the plan stays"
        )
    open_units = {unit.number: unit for unit in units}
    if not wished.keys() <= open_units.keys():
        raise Refusal("Wishes are for optional units that are neither planned nor begun", "wishes")
    return [
        (unit, wished.get(unit.number))
        for unit in open_units.values()
        if unit.wish is not wished.get(unit.number)
    ]
