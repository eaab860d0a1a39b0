"""Where else an item might count: criteria of other units worded alike."""

import pytest

from portfolio.domain.cross_reference import Wording, hints

OFFERED = [
    Wording("7-1", "7", "Describe how a complaint is recorded"),
    Wording("7-2", "7", "Explain the budget of a team"),
    Wording("9-1", "9", "Serve customers at a counter"),
]


@pytest.mark.req("R-040", part="rule")
@pytest.mark.parametrize(
    ("tagged", "expected"),
    [
        pytest.param(["Record complaints"], {"7": ["7-1"], "9": []}, id="inflected words"),
        pytest.param(
            ["Explain what would be done"],
            {"7": [], "9": []},
            id="words said everywhere",
        ),
        pytest.param(
            ["Serve at the counter", "Plan the team's budget"],
            {"7": ["7-2"], "9": ["9-1"]},
            id="any of several tags",
        ),
        pytest.param([], {"7": [], "9": []}, id="no tag yet"),
    ],
)
def test_criteria_worded_alike_are_hints_by_unit(tagged, expected):
    assert hints(tagged, OFFERED) == expected


def test_three_hints_of_a_unit_at_most_the_likest_first():
    same = [Wording(str(n), "7", "Handle refunds" + " gladly" * (n > 0)) for n in range(5)]

    assert hints(["Handle refunds"], same)["7"] == ["0", "1", "2"]
