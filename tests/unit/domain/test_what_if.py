"""Trying units out: whatever is typed gives a verdict, and what was left out is said."""

import pytest

from portfolio.catalogue import read_shipped
from portfolio.domain.what_if import MOST, try_out

DIPLOMA = read_shipped().qualification("10380")
MET = "1,2,3,4,5,6,7,10,11,37,30"


@pytest.mark.req("R-035")
def test_the_units_of_one_vector_meet_the_rule_and_one_less_does_not():
    met = try_out(DIPLOMA, [MET])
    assert met.verdict.met
    assert met.panel.verdict == "Met"
    assert met.doubts == ()
    less = try_out(DIPLOMA, [MET.replace("7,", "", 1)])
    assert not less.verdict.met
    assert [shortfall.code for shortfall in less.verdict.achieved.failing] == [
        "GROUP_MIN:B",
        "MIN_TOTAL",
    ]


@pytest.mark.req("R-035")
@pytest.mark.parametrize(
    ("texts", "typed"),
    [
        pytest.param(["7", "1", "2"], "1,2,7", id="one number each, in any order"),
        pytest.param([" 1, 2 ;7\n"], "1,2,7", id="several in one text"),
        pytest.param(["1 2 7"], "1,2,7", id="spaces part numbers, never join them"),
        pytest.param(["１,Ⅱ"], "1", id="full-width digits"),
        pytest.param([",,,", "", "  "], "", id="nothing between commas"),
        pytest.param([], "", id="nothing at all"),
    ],
)
def test_units_are_read_as_people_write_them(texts, typed):
    assert try_out(DIPLOMA, texts).typed == typed


def test_a_space_within_a_number_does_not_part_it():
    nvq = read_shipped().qualification("03456")
    assert try_out(nvq, ["b 15, A\u00a017"]).typed == "A17,B15"


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        pytest.param(["99"], "10380 lists no unit 99. Left out.", id="unknown"),
        pytest.param(["1,1"], "A unit named more than once counts once.", id="twice"),
        pytest.param(["x" * 5000], f"10380 lists no unit {'x' * 23}…. Left out.", id="long"),
        pytest.param(
            ["1"] * 10_000,
            f"More than {MOST} units are named. Only the first 200 were read.",
            id="ten thousand",
        ),
        pytest.param(
            [f"Z{n}" for n in range(1, 40)],
            "10380 lists no unit Z1, Z2, Z3, Z4, Z5, Z6, Z7, Z8, Z9, Z10 and 29 more. Left out.",
            id="many unknown",
        ),
    ],
)
def test_what_was_left_out_is_said(texts, said):
    assert said in try_out(DIPLOMA, texts).doubts


@pytest.mark.req("R-035")
def test_the_words_claim_no_achievement():
    assert try_out(DIPLOMA, []).panel.sentence == "No unit is chosen yet."
    shown = try_out(DIPLOMA, ["1"]).panel
    assert shown.title == "10380 if these units were signed off"
    assert shown.sentence == "1 unit, 5 credits counted. 4 rules are not met yet."
    assert shown.news == "5 of 55 credits. Not met yet."
    spare = try_out(DIPLOMA, [f"{MET},24,29"]).panel
    assert spare.sentence == "Every rule is met, with 4 credits to spare."
    assert spare.outcome.title == "Enough for the full award"
    assert "Units 30 and 37 make 9 of the 9 credits" in spare.outcome.text
    nearly = try_out(DIPLOMA, [MET.removesuffix(",30")]).panel
    assert nearly.sentence.endswith("1 rule is not met yet.")
