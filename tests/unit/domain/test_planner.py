"""The planner on the published qualifications: the worked cases, wishes, and its words."""

import json
from pathlib import Path

import pytest

from portfolio.catalogue import read_shipped
from portfolio.domain.combination import evaluate
from portfolio.domain.planner import Wishes, further, plan
from portfolio.domain.planner_aims import Aim
from portfolio.domain.planner_words import cannot, reason

WORKED = json.loads(
    (Path(__file__).parents[2] / "data" / "roc_vectors.json").read_text(encoding="utf-8")
)


def qualification(code):
    return read_shipped().qualification(code)


def planned(code, achieved, pinned=(), excluded=()):
    listed = qualification(code)
    verdict = evaluate(listed, achieved)

    def units(numbers):
        return tuple(listed.by_number[number] for number in numbers)

    return further(verdict.achieved, verdict, Wishes(units(pinned), units(excluded)))


def numbers(way):
    return [placed.number for placed in way.units]


@pytest.mark.req("R-032")
@pytest.mark.parametrize("vector", WORKED["vectors"], ids=lambda vector: vector["id"])
def test_what_is_left_is_as_worked_out(vector):
    code, achieved, expected = vector["qualification"], vector["achieved"], vector["expect"]

    found = planned(code, achieved)

    assert found.least_credit == expected["min_further_credits"]
    assert found.fewest_units == expected["min_further_units"]
    given = sum(
        qualification(code).by_number[n].unit.credit for n in expected["example_completion"]
    )
    assert given == found.least_credit
    if not found.ways:
        assert expected["verdict"] == "met"
        return
    assert found.ways[0].credit == expected["min_further_credits"]
    for way in found.ways:
        assert evaluate(qualification(code), [*achieved, *numbers(way)]).met


@pytest.mark.req("R-032")
@pytest.mark.parametrize("code", WORKED["from_zero"])
def test_from_nothing_the_least_of_each_is_as_worked_out(code):
    expected = WORKED["from_zero"][code]

    found = planned(code, [])

    assert found.least_credit == expected["min_credit"]
    assert found.fewest_units == expected["min_units"]
    assert found.least_hours == expected["min_glh"]


@pytest.mark.req("R-032")
def test_a_further_unit_may_take_the_place_of_one_that_counts():
    # Group C holds 8 of 9 and cannot take 2 more; its two units of 4 can give way to 6 and 3.
    achieved = ["1", "2", "3", "4", "5", "6", "7", "10", "11", "29", "31"]
    group_b = [placed.number for placed in qualification("10380").units if placed.group == "B"]
    out = [number for number in group_b if number not in achieved]

    found = planned("10380", achieved, excluded=out)

    before = evaluate(qualification("10380"), achieved).achieved
    after = evaluate(qualification("10380"), [*achieved, *numbers(found.ways[0])]).achieved
    assert after.met
    assert after.tally.by_group["C"] == 9
    assert set(before.counted) - set(after.counted)


@pytest.mark.req("R-032")
def test_a_pinned_unit_is_in_every_way_and_an_excluded_one_in_none():
    freely = planned("10380", ["1", "2", "3", "4", "5", "6"])
    around = planned("10380", ["1", "2", "3", "4", "5", "6"], pinned=["44"], excluded=["7", "28"])

    assert all("44" in numbers(way) for way in around.ways)
    assert not any({"7", "28"} & set(numbers(way)) for way in around.ways)
    assert around.least_credit >= freely.least_credit


@pytest.mark.req("R-032")
def test_a_pinned_unit_that_is_not_needed_still_costs_what_it_is():
    met = ["1", "2", "3", "4", "5", "6", "7", "10", "11", "37", "30"]

    found = planned("10380", met, pinned=["8"])

    assert (found.least_credit, found.fewest_units) == (3, 1)
    assert [numbers(way) for way in found.ways] == [["8"]]


@pytest.mark.req("R-032")
def test_what_cannot_be_completed_says_which_rule_fails():
    group_e = [placed.number for placed in qualification("03456").units if placed.group == "E"]

    found = planned("03456", ["F3", "F4"], excluded=group_e)

    assert found.least_credit is None
    assert cannot(found).startswith("Even with every unit that is left, Group E")
    assert "no unit yet, 1 needed" in cannot(found)


@pytest.mark.req("R-032")
def test_each_way_says_what_it_takes():
    first, *others = planned("03456", ["F3", "F4", "D8", "A4", "A5", "B5", "C3"]).ways

    assert reason(qualification("03456"), first) == (
        "One unit from Group B at Level 3: 6 credits, 40 guided hours"
    )
    assert first.aims == (Aim.CREDIT, Aim.UNITS, Aim.HOURS)
    assert [way.credit for way in others] == [6, 6]


@pytest.mark.req("R-032")
def test_groups_that_give_alike_are_said_together():
    listed = qualification("03455")
    way = plan(listed, listed.rule, []).ways[0]

    assert numbers(way) == ["F1", "F2", "A3", "B2", "C1", "D2"]
    assert reason(listed, way) == (
        "Two mandatory units, one unit from each of Groups B, C and E at Level 2 and one unit "
        "from Group D at Level 1: 28 credits, 192 guided hours"
    )
