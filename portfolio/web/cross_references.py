"""The other open units in which an item might count, beside the picker that would tag it there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from portfolio.domain.cross_reference import Wording, hints


class _Criterion(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def text(self) -> str: ...


class _Outcome(Protocol):
    @property
    def criteria(self) -> Sequence[_Criterion]: ...


class _Unit(Protocol):
    """A unit as either picker has it."""

    @property
    def number(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def signed_off(self) -> bool: ...
    @property
    def outcomes(self) -> Sequence[_Outcome]: ...


@dataclass(frozen=True)
class OtherUnit:
    """An open unit the item is not tagged to, with its criteria worded like those it is tagged to;
    none where nothing there is worded alike."""

    number: str
    title: str
    criteria: tuple[_Criterion, ...]


def other_units(units: Sequence[_Unit], tagged: Collection[str]) -> list[OtherUnit]:
    """The candidate's other open units, those with likely criteria first; none before a first tag.

    ``tagged`` are ids of criteria of these units.
    """
    mine = {id(unit) for unit in units if any(one.id in tagged for one in _criteria(unit))}
    others = [unit for unit in units if id(unit) not in mine and not unit.signed_off]
    if not mine:
        return []
    texts = [one.text for unit in units for one in _criteria(unit) if one.id in tagged]
    by_id = {one.id: one for unit in others for one in _criteria(unit)}
    found = hints(
        texts,
        [
            Wording(one.id, str(place), one.text)
            for place, unit in enumerate(others)
            for one in _criteria(unit)
        ],
    )
    shown = [
        OtherUnit(unit.number, unit.title, tuple(by_id[key] for key in found.get(str(place), ())))
        for place, unit in enumerate(others)
    ]
    return sorted(shown, key=lambda unit: not unit.criteria)


def _criteria(unit: _Unit) -> list[_Criterion]:
    return [one for outcome in unit.outcomes for one in outcome.criteria]
