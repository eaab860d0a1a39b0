"""Changing groups, places and rule of a draft."""

from uuid import UUID

import pytest

from portfolio.domain.errors import Refusal, Refusals
from portfolio.domain.qualification import Group
from portfolio.domain.qualification_structure import EMPTY_RULE, Structure

ONE, TWO, THREE = (UUID(int=n) for n in (1, 2, 3))
A, B = Group("A", "Mandatory", True), Group("B", "Serving", False)


@pytest.fixture
def two_groups():
    return (
        Structure().with_group(B).with_group(A).with_unit(ONE, "b 1", "B").with_unit(TWO, "1", "A")
    )


def test_groups_stand_by_letter_and_units_by_group_with_numbers_as_published(two_groups):
    assert two_groups.groups == (A, B)
    assert [(p.number, p.group, p.mandatory, p.position) for p in two_groups.places] == [
        ("1", "A", True, 1),
        ("B1", "B", False, 2),
    ]


def test_a_group_takes_its_units_and_its_place_in_the_rule_along(two_groups):
    rule = EMPTY_RULE.__class__(
        10, 5, EMPTY_RULE.level, group_minima={"B": 5}, group_maxima={"B": 9}, one_per_group=("B",)
    )
    ruled = Structure(two_groups.groups, two_groups.places, rule)
    moved = ruled.with_group(Group("d", "Serving", True), instead_of="B")
    assert moved.groups == (A, Group("D", "Serving", True))
    assert [(p.group, p.mandatory) for p in moved.places] == [("A", True), ("D", True)]
    assert (moved.rule.group_minima, moved.rule.group_maxima) == ({"D": 5}, {"D": 9})
    assert moved.rule.one_per_group == ("D",)


def test_a_group_with_units_is_not_taken_out(two_groups):
    with pytest.raises(Refusal, match="units of Group B first"):
        two_groups.without_group("B")
    assert two_groups.without_unit(ONE).without_group("B").groups == (A,)


@pytest.mark.parametrize(
    ("group", "field"),
    [
        (Group("1", "x", False), "letter"),
        (Group("A", "x", False), "letter"),
        (Group("C", " ", False), "name"),
    ],
    ids=["no letter", "taken", "no name"],
)
def test_a_group_that_cannot_be_is_refused_beside_its_field(two_groups, group, field):
    with pytest.raises(Refusals) as refused:
        two_groups.with_group(group)
    assert [one.field for one in refused.value.refusals] == [field]


@pytest.mark.parametrize(
    ("number", "group", "field"),
    [("", "A", "number"), ("1", "B", "number"), ("9", "Z", "group")],
    ids=["no number", "taken", "no such group"],
)
def test_a_place_that_cannot_be_is_refused_beside_its_field(two_groups, number, group, field):
    with pytest.raises(Refusals) as refused:
        two_groups.with_unit(THREE, number, group)
    assert [one.field for one in refused.value.refusals] == [field]


def test_what_was_seen_is_told_from_what_another_made_of_it(two_groups):
    assert two_groups.fingerprint != two_groups.with_unit(ONE, "2", "B").fingerprint
    assert two_groups.fingerprint == two_groups.with_unit(ONE, "B1", "B").fingerprint
