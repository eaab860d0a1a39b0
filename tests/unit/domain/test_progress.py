"""What the progress panel draws."""

import pytest

from portfolio.catalogue import read_shipped
from portfolio.domain.combination import evaluate
from portfolio.domain.progress import BrickState, bars

MANDATORY = ["1", "2", "3", "4", "5", "6"]


def drawn(code, *units):
    verdict = evaluate(read_shipped().qualification(code), *units)
    return {bar.key: bar for bar in bars(verdict)}


@pytest.mark.req("R-030")
def test_the_bars_are_all_credit_then_each_group_then_the_level():
    diploma = drawn("10380", MANDATORY)

    assert [(bar.key, bar.label, bar.needs, bar.most) for bar in diploma.values()] == [
        ("all", "All credit", 55, None),
        ("A", "Group A - Mandatory units", 31, None),
        ("B", "Group B - Optional units, at least 15", 15, None),
        ("C", "Group C - Optional units, up to 9 count", None, 9),
        ("level", "Level 3 or above", 40, None),
    ]


@pytest.mark.req("R-025")
def test_a_group_that_needs_one_unit_says_so():
    nvq = drawn("03454", ["F1"])

    assert nvq["D"].one_needed
    assert nvq["D"].label == "Group D - Handling Problems, at least one unit"
    assert nvq["level"].label == "Level 1, optional units"


@pytest.mark.req("R-030")
def test_bricks_stand_by_state_and_keep_their_credit():
    diploma = drawn("10380", MANDATORY, ["7"], ["10", "30"])

    everything = diploma["all"]
    assert everything.achieved == 31
    assert everything.credit(BrickState.IN_PROGRESS) == 5
    assert everything.credit(BrickState.PLANNED) == 8
    assert everything.projected == 44
    assert [(b.unit.number, b.state.value) for b in diploma["B"].bricks] == [
        ("7", "In progress"),
        ("10", "Planned"),
    ]


@pytest.mark.req("R-021")
def test_units_over_a_maximum_are_drawn_as_such_and_not_as_achieved():
    group_c = drawn("10380", [*MANDATORY, "7", "10", "11", "37", "29", "31"])["C"]

    assert group_c.achieved == 8
    assert group_c.credit(BrickState.OVER_MAXIMUM) == 6
    assert group_c.scale == 14


@pytest.mark.req("R-021", "R-030")
def test_a_planned_unit_that_would_not_fit_is_over_the_maximum():
    group_c = drawn("10380", [*MANDATORY, "37", "30"], [], ["29"])["C"]

    assert group_c.achieved == 9
    assert group_c.credit(BrickState.PLANNED) == 0
    assert group_c.credit(BrickState.OVER_MAXIMUM) == 4


@pytest.mark.req("R-024")
def test_the_level_bar_shows_only_units_that_count_towards_it():
    diploma = drawn("10380", [*MANDATORY, "12"])
    nvq = drawn("03456", ["F3", "F4", "A13", "A17"])

    assert diploma["level"].achieved == 31
    assert [brick.unit.number for brick in nvq["level"].bricks] == ["A13"]


def test_a_bar_with_nothing_in_it_still_has_a_width():
    assert drawn("03455", [])["B"].scale == 1
