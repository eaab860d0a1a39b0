"""The progress panel says in words and figures what the rule of combination comes to."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from portfolio.catalogue import read_shipped
from portfolio.domain.combination import evaluate
from portfolio.domain.panel import Panel, panel
from portfolio.domain.panel_words import news
from portfolio.domain.planner import Wishes

DIPLOMA = read_shipped().qualification("10380")
LEVEL_1 = read_shipped().qualification("03454")
LEVEL_3 = read_shipped().qualification("03456")
VECTORS = json.loads(
    (Path(__file__).parents[2] / "data" / "roc_vectors.json").read_text(encoding="utf-8")
)["vectors"]
GROUP_A = ["1", "2", "3", "4", "5", "6"]


def of(qualification, achieved, in_progress=(), planned=()) -> Panel:
    return panel(evaluate(qualification, achieved, in_progress, planned))


@pytest.mark.req("R-030")
def test_what_stands_and_what_is_projected_are_told_apart():
    shown = of(DIPLOMA, GROUP_A, ["7", "10"], ["11", "30", "37"])
    assert shown.figure == 31
    assert shown.verdict == "Not met yet"
    assert shown.sentence.startswith("31 achieved, 55 projected")
    assert shown.sentence.endswith("That would meet every rule.")


@pytest.mark.req("R-030")
def test_a_projection_that_falls_short_says_so():
    shown = of(DIPLOMA, [], ["1"], GROUP_A[1:])
    assert shown.sentence.endswith("That would not yet meet every rule.")


@pytest.mark.req("R-031")
def test_every_failing_rule_is_named_with_the_amount_missing():
    shown = of(DIPLOMA, ["1", "2", "3"])
    assert shown.missing == [
        "All credit: 14 of 55, 41 short",
        "Group A - Mandatory units: 14 of 31, 17 short",
        "Group B - Optional units: 0 of 15, 15 short",
        "Level 3 or above: 14 of 40, 26 short",
    ]
    assert shown.clauses == []


@pytest.mark.req("R-031", "R-023")
def test_the_one_rule_that_fails_comes_first_with_its_own_bar():
    achieved = ["F3", "F4", "A4", "A5", "B5", "C3", "D1", "A6", "A7", "B6", "C2"]
    verdict = evaluate(LEVEL_3, achieved)
    assert [shortfall.code for shortfall in verdict.achieved.failing] == ["LEVEL_MIN"]
    shown = panel(verdict)
    assert [bar.key for bar in shown.bars] == ["all", "level"]
    assert "short at Level 3" in shown.failing[0].title
    assert shown.clauses[-1].met is False
    assert all(clause.met for clause in shown.clauses[:-1])


@pytest.mark.req("R-021")
def test_credit_over_the_maximum_is_drawn_and_said():
    achieved = [*GROUP_A, "7", "10", "11", "24", "29", "31", "37"]
    shown = of(DIPLOMA, achieved)
    group_c = next(bar for bar in shown.bars if bar.key == "C")
    assert group_c.standing == "warn"
    assert "over" in group_c.value_text
    assert "over" in {brick.kind for brick in group_c.bricks}
    assert "not count: Group C is at the maximum" in shown.sentence


@pytest.mark.req("R-039")
def test_more_credit_than_asked_for_is_shown_as_spare():
    shown = of(DIPLOMA, [*GROUP_A, "7", "10", "11", "24", "30", "37"])
    assert shown.verdict == "Met"
    assert "to spare" in shown.sentence
    assert shown.needed == "counted, 55 needed"
    assert shown.clauses == []
    assert shown.missing == []


@pytest.mark.req("R-022")
def test_a_group_without_a_minimum_asks_for_nothing():
    shown = of(DIPLOMA, GROUP_A)
    assert not any("Group C" in words for words in shown.missing)


@pytest.mark.req("R-025")
def test_a_group_that_needs_one_unit_says_so_until_it_has_one():
    shown = of(LEVEL_1, ["F1"])
    group_b = next(bar for bar in shown.bars if bar.key == "B")
    assert group_b.value_text == "no unit yet"
    assert "Group B - Impression and Image: no unit yet, 1 needed" in shown.missing


@pytest.mark.req("R-034")
@pytest.mark.parametrize(
    ("seen", "achieved", "said"),
    [
        pytest.param(["1"], ["1", "4"], "Unit 4 achieved. 9 of 55 credits.", id="one signed off"),
        pytest.param([], ["1", "2"], "Units 1 and 2 achieved. 10 of 55 credits.", id="two"),
        pytest.param(
            ["1", "4"], ["1"], "Unit 4 no longer achieved. 5 of 55 credits.", id="withdrawn"
        ),
        pytest.param(["1"], ["1"], "Progress has changed. 5 of 55 credits.", id="a plan changed"),
    ],
)
def test_what_changed_is_said_in_a_sentence(seen, achieved, said):
    assert news(evaluate(DIPLOMA, achieved), seen) == said


def test_the_sums_give_every_figure_of_every_bar():
    shown = of(DIPLOMA, ["1"], ["2"], ["7"])
    head = ["Rule", "Needs", "Achieved", "In progress", "Planned", "Projected", "Short"]
    assert shown.sums.head == head
    assert shown.sums.rows[0] == ["All credit", "55", "5", "5", "5", "15", "50"]
    assert len(shown.sums.rows) == 2 + len(DIPLOMA.groups)


def test_the_sums_of_a_met_rule_say_what_is_over_and_nothing_of_plans():
    shown = of(DIPLOMA, [*GROUP_A, "7", "10", "11", "24", "29", "31", "37"])
    assert shown.sums.head == ["Rule", "Needs", "Counted", "Over the maximum"]
    assert shown.sums.rows[3][1:] == ["up to 9", "8", "6 (unit 37)"]


@pytest.mark.req("R-021")
def test_which_units_of_a_full_group_count_is_said():
    shown = of(DIPLOMA, [*GROUP_A, "7", "10", "11", "24", "29", "31", "37"])
    assert shown.outcome.title == "Ready for the full award"
    assert shown.outcome.text.endswith(
        "Units 29 and 31 make 8 of the 9 credits that count in Group C, the best choice."
    )
    assert of(DIPLOMA, ["37", "29"]).outcome.title == "Only whole units count"
    assert of(DIPLOMA, ["37"]).outcome is None


@pytest.mark.req("R-021")
def test_a_group_with_no_unit_small_enough_counts_none():
    rule = replace(DIPLOMA.rule, group_maxima={"C": 1})
    shown = panel(evaluate(DIPLOMA, ["37"], rule=rule))
    assert shown.outcome.text == "No unit of Group C fits into the 1 credit that count."


@pytest.mark.req("R-022")
def test_an_empty_group_with_a_maximum_only_says_that_none_is_needed():
    group_c = next(bar for bar in of(DIPLOMA, []).bars if bar.key == "C")
    assert group_c.value_text == "none needed"


@pytest.mark.req("R-031", "R-024")
def test_what_counts_towards_the_level_so_far_is_named():
    shown = of(LEVEL_3, ["F3", "F4", "A4", "A5", "B5", "C3", "D8", "D1"])
    assert shown.failing[0].title == "2 credits short at Level 3, optional units"
    assert shown.failing[0].text == (
        "Level 3, optional units: 8 of 10, 2 short. Unit D8 counts towards it. "
        "The total is enough; the level is not."
    )
    assert [bar.standing for bar in shown.bars] == ["ok", "warn"]
    each = [clause for clause in shown.clauses if "each of Groups" in clause.text]
    assert [(one.text, one.value) for one in each] == [
        ("A unit from each of Groups B, C, D and E", "4 of 4")
    ]


def test_a_mark_never_stands_at_the_very_end_of_a_bar():
    for number in ("10380", "03454", "03455", "03456"):
        for bar in of(read_shipped().qualification(number), []).bars:
            assert bar.scale > max(bar.needs or 0, bar.most or 0)


@pytest.mark.req("R-032")
def test_somebody_who_chose_nothing_yet_sees_the_shortest_way_from_here():
    ways = of(DIPLOMA, [], ["1"], GROUP_A[1:]).ways
    assert ways.title == "The shortest way from here"
    assert ways.text == (
        "All 6 mandatory units, then 5 optional units: 55 credits, 291 guided hours."
    )
    assert ways.options[0].title == "Units 7, 25, 27, 28 and 38"
    assert ways.options[2].facts.startswith("Fewest guided hours. Five units from Group B")


@pytest.mark.req("R-032")
def test_a_group_nobody_needs_is_named():
    first = {"7", "8", "9", "10", "11", "16", "25", "28"}
    spared = tuple(u for u in DIPLOMA.units if u.group != "A" and u.number not in first)
    ways = panel(evaluate(DIPLOMA, [], planned=GROUP_A), wishes=Wishes((), spared)).ways
    assert "It can be finished without Group C." in ways.text


@pytest.mark.req("R-032")
def test_where_one_unit_is_missing_each_way_is_that_unit():
    ways = of(LEVEL_3, ["F3", "F4", "D8", "A4", "A5", "B5", "C3"]).ways
    assert ways.title == "The cheapest ways to finish"
    assert ways.text == "One more unit: 6 credits, 40 guided hours."
    assert [way.number for way in ways.options] == ["A13", "B9", "B10"]
    assert ways.options[0].facts == "Group B · Level 3 · 6 credits · 40 guided hours"


@pytest.mark.req("R-032")
def test_no_way_is_shown_where_nothing_more_need_be_chosen():
    assert of(DIPLOMA, GROUP_A, ["7", "10"], ["11", "30", "37"]).ways is None
    assert of(DIPLOMA, [*GROUP_A, "7", "10", "11", "30", "37"]).ways is None


@pytest.mark.req("R-032")
def test_a_way_keeps_to_what_the_candidate_wants_and_leaves_out():
    wishes = Wishes((DIPLOMA.by_number["44"],), (DIPLOMA.by_number["7"],))
    ways = panel(evaluate(DIPLOMA, GROUP_A), wishes=wishes).ways
    assert ways.text.endswith("With unit 44 wanted and unit 7 left out.")
    for way in ways.options:
        assert "44" in way.title
        assert "Units 7," not in way.title


@pytest.mark.req("R-032")
def test_wishes_that_leave_no_way_say_which_rule_fails():
    wishes = Wishes((), tuple(unit for unit in LEVEL_3.units if unit.group == "E"))
    ways = panel(evaluate(LEVEL_3, ["F3", "F4"]), wishes=wishes).ways
    assert ways.title == "No way to finish"
    assert "Group E" in ways.text
    assert ways.options == []


@pytest.mark.req("R-032")
@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_the_panel_gives_the_least_credit_of_every_worked_case(vector):
    least = vector["expect"]["min_further_credits"]
    listed = read_shipped().qualification(vector["qualification"])

    ways = of(listed, vector["achieved"]).ways

    assert (ways is None) is (least == 0)
    assert ways is None or f"{least} credits" in ways.text
