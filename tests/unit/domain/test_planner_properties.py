"""The planner against trying every set of units, on small random qualifications with any rule."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.domain.combination import outcome
from portfolio.domain.planner import MOST_WAYS, plan
from portfolio.domain.planner_aims import Aim
from tests.unit.domain.small_qualifications import qualifications


@st.composite
def states(draw):
    """A qualification with some units achieved, some pinned and some excluded."""
    qualification = draw(qualifications())
    standings = {
        placed: draw(st.sampled_from(["free", "free", "free", "held", "pinned", "excluded"]))
        for placed in qualification.units
    }

    def standing(word):
        return [placed for placed, said in standings.items() if said == word]

    return qualification, standing("held"), standing("pinned"), standing("excluded")


def completing_sets(qualification, held, pinned, excluded):
    """Every set of further units that completes it, by definition."""
    free = [
        placed
        for placed in qualification.units
        if placed not in held and placed not in pinned and placed not in excluded
    ]
    for size in range(len(free) + 1):
        for chosen in combinations(free, size):
            further = in_order([*chosen, *pinned])
            if completes(qualification, held, further):
                yield further


def completes(qualification, held, further):
    return outcome(in_order([*held, *further]), qualification, qualification.rule).met


def in_order(units):
    return tuple(sorted(units, key=lambda placed: placed.position))


def credit(units):
    return sum(placed.unit.credit for placed in units)


def hours(units):
    return sum(placed.unit.glh for placed in units)


def positions(units):
    return [placed.position for placed in units]


ORDERS = {
    Aim.CREDIT: lambda units: (credit(units), len(units), hours(units), positions(units)),
    Aim.UNITS: lambda units: (len(units), credit(units), hours(units), positions(units)),
    Aim.HOURS: lambda units: (hours(units), credit(units), len(units), positions(units)),
}


@pytest.mark.req("R-032")
@settings(deadline=None, max_examples=80)
@given(states())
def test_no_set_of_units_has_less_of_anything(state):
    check_least(state)


@pytest.mark.full
@pytest.mark.req("R-032")
@settings(deadline=None, max_examples=2000)
@given(states())
def test_no_set_of_units_has_less_of_anything_in_many_cases(state):
    check_least(state)


def check_least(state):
    qualification, held, pinned, excluded = state
    known = list(completing_sets(*state))

    found = plan(qualification, qualification.rule, held, pinned, excluded)

    if not known:
        assert (found.least_credit, found.fewest_units, found.least_hours) == (None, None, None)
        assert found.impossible
        assert not found.ways
        return
    assert found.least_credit == min(map(credit, known))
    assert found.fewest_units == min(map(len, known))
    assert found.least_hours == min(map(hours, known))
    assert not found.impossible
    by_aim = {aim: way.units for way in found.ways for aim in way.aims}
    for aim, order in ORDERS.items():
        assert by_aim.get(aim, ()) == min(known, key=order)


@pytest.mark.req("R-032")
@settings(deadline=None, max_examples=80)
@given(states())
def test_every_way_completes_it_with_no_unit_to_spare(state):
    qualification, held, pinned, excluded = state

    ways = plan(qualification, qualification.rule, held, pinned, excluded).ways

    assert len({way.units for way in ways}) == len(ways) <= MOST_WAYS
    assert list(ways) == sorted(ways, key=lambda way: ORDERS[Aim.CREDIT](way.units))
    for way in ways:
        assert completes(qualification, held, way.units)
        assert set(pinned) <= set(way.units)
        assert not {*excluded, *held} & set(way.units)
        for placed in set(way.units) - set(pinned):
            assert not completes(qualification, held, set(way.units) - {placed})


@pytest.mark.req("R-032")
@settings(deadline=None, max_examples=50)
@given(states())
def test_one_way_alone_is_shown_only_when_there_is_no_other(state):
    qualification, held, pinned, excluded = state
    ways = plan(qualification, qualification.rule, held, pinned, excluded).ways
    if len(ways) == 1:
        (way,) = ways
        for further in completing_sets(*state):
            assert set(way.units) <= set(further)


@pytest.mark.req("R-032")
@settings(deadline=None, max_examples=50)
@given(states(), st.data())
def test_more_achieved_never_leaves_more_to_do(state, data):
    qualification, held, _, excluded = state
    rest = [placed for placed in qualification.units if placed not in held]
    more = data.draw(st.lists(st.sampled_from(rest), unique=True) if rest else st.just([]))

    before = plan(qualification, qualification.rule, held, (), excluded)
    after = plan(qualification, qualification.rule, [*held, *more], (), excluded)

    if before.least_credit is not None:
        assert after.least_credit <= before.least_credit
        assert after.fewest_units <= before.fewest_units
        assert after.least_hours <= before.least_hours


@pytest.mark.req("R-032")
@settings(deadline=None, max_examples=50)
@given(states())
def test_a_wish_never_makes_it_cheaper(state):
    qualification, held, pinned, excluded = state

    freely = plan(qualification, qualification.rule, held)
    around = plan(qualification, qualification.rule, held, pinned, excluded)

    if around.least_credit is not None:
        assert freely.least_credit <= around.least_credit
        assert freely.fewest_units <= around.fewest_units
        assert freely.least_hours <= around.least_hours
