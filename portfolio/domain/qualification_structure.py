"""A version of a qualification as its editor changes it: groups, places of units, and the rule."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from json import dumps
from typing import Self
from uuid import UUID

from portfolio.domain.errors import Refusal, Refusals
from portfolio.domain.numbering import normalise_unit_number, plain_capitals
from portfolio.domain.qualification import Group
from portfolio.domain.rule import LevelRule, RuleOfCombination


@dataclass(frozen=True)
class Place:
    """Where a unit stands in a qualification."""

    unit_id: UUID
    number: str
    group: str
    mandatory: bool
    position: int


EMPTY_RULE = RuleOfCombination(
    total_min=0,
    mandatory_credit=0,
    level=LevelRule(level=1, credit=0, or_above=False, optional_only=True),
)
"""What a new qualification begins with; the level clause by the readings shipped (AMB-01, 02)."""


@dataclass(frozen=True)
class Structure:
    """Groups by letter, units by their place, and the rule over them."""

    groups: tuple[Group, ...] = ()
    places: tuple[Place, ...] = ()
    rule: RuleOfCombination = EMPTY_RULE

    @property
    def fingerprint(self) -> str:
        """What a page was built from, so that two editors do not overwrite each other."""
        facts = [
            [[g.letter, g.name, g.mandatory] for g in self.groups],
            [[str(p.unit_id), p.number, p.group, p.mandatory] for p in self.places],
            self.rule.to_dict(),
        ]
        return sha256(dumps(facts, sort_keys=True).encode()).hexdigest()[:16]

    def group(self, letter: str) -> Group | None:
        return next((group for group in self.groups if group.letter == letter), None)

    def place_of(self, unit_id: UUID) -> Place | None:
        return next((place for place in self.places if place.unit_id == unit_id), None)

    def with_group(self, group: Group, instead_of: str | None = None) -> Self:
        """With the group added, or changed where it stands under the letter ``instead_of``.

        Its units go with it. Raises Refusals for an empty name and a letter that is none or taken.
        """
        group = Group(plain_capitals(group.letter), group.name.strip(), group.mandatory)
        others = [one for one in self.groups if one.letter != instead_of]
        found = [*_about_group(group, [one.letter for one in others])]
        if found:
            raise Refusals(found)
        moved = [
            replace(place, group=group.letter) if place.group == instead_of else place
            for place in self.places
        ]
        rule = self.rule if instead_of in {None, group.letter} else self._renamed(instead_of, group)
        return replace(
            self, groups=_sorted([*others, group]), places=tuple(moved), rule=rule
        )._settled()

    def without_group(self, letter: str) -> Self:
        """Without an empty group and what the rule says of it; Refusal while it has units."""
        if any(place.group == letter for place in self.places):
            raise Refusal(f"Move or take out the units of Group {letter} first")
        rule = replace(
            self.rule,
            group_minima=_without(self.rule.group_minima, letter),
            group_maxima=_without(self.rule.group_maxima, letter),
            one_per_group=tuple(one for one in self.rule.one_per_group if one != letter),
            doubtful_units=tuple(one for one in self.rule.doubtful_units if one.group != letter),
        )
        groups = tuple(group for group in self.groups if group.letter != letter)
        return replace(self, groups=groups, rule=rule)

    def with_unit(self, unit_id: UUID, number: str, group: str) -> Self:
        """With the unit placed, or moved where it is placed already; it comes last in its group.

        Raises Refusals for a number that is empty or another unit's, and for no such group.
        """
        number = normalise_unit_number(number)
        others = [place for place in self.places if place.unit_id != unit_id]
        found = []
        if not number or len(number) > 10:
            found.append(Refusal("Enter the number of the unit here, like 7 or B12", "number"))
        if any(place.number == number for place in others):
            found.append(Refusal(f"Another unit has the number {number} here", "number"))
        if self.group(group) is None:
            found.append(Refusal("Choose the group", "group"))
        if found:
            raise Refusals(found)
        held = self.place_of(unit_id)
        at = held.position if held and held.group == group else len(self.places) + 1
        place = Place(unit_id, number, group, mandatory=False, position=at)
        return replace(self, places=(*others, place))._settled()

    def without_unit(self, unit_id: UUID) -> Self:
        places = tuple(place for place in self.places if place.unit_id != unit_id)
        return replace(self, places=places)._settled()

    def _renamed(self, before: str | None, group: Group) -> RuleOfCombination:
        def name(letter: str) -> str:
            return group.letter if letter == before else letter

        rule = self.rule
        return replace(
            rule,
            group_minima={name(letter): least for letter, least in rule.group_minima.items()},
            group_maxima={name(letter): most for letter, most in rule.group_maxima.items()},
            one_per_group=tuple(name(letter) for letter in rule.one_per_group),
        )

    def _settled(self) -> Self:
        """Every place with its group's nature, numbered through group by group."""
        mandatory = {group.letter: group.mandatory for group in self.groups}
        ordered = sorted(self.places, key=lambda place: (place.group, place.position))
        places = tuple(
            replace(place, mandatory=mandatory[place.group], position=position)
            for position, place in enumerate(ordered, 1)
        )
        return replace(self, places=places)


def _about_group(group: Group, taken: Sequence[str]) -> Iterator[Refusal]:
    if not (len(group.letter) == 1 and "A" <= group.letter <= "Z"):
        yield Refusal("Enter the letter of the group, from A to Z", "letter")
    elif group.letter in taken:
        yield Refusal(f"There is a Group {group.letter} already", "letter")
    if not group.name:
        yield Refusal("Enter the name of the group", "name")


def _sorted(groups: Sequence[Group]) -> tuple[Group, ...]:
    return tuple(sorted(groups, key=lambda group: group.letter))


def _without(figures: Mapping[str, int], letter: str) -> dict[str, int]:
    return {one: figure for one, figure in figures.items() if one != letter}
