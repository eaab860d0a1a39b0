"""When so much lies in the store without a record that records must be missing."""

import pytest

from portfolio.domain.orphans import too_many


@pytest.mark.parametrize(
    ("orphans", "objects", "verdict"),
    [
        pytest.param(0, 0, False, id="an empty store"),
        pytest.param(1, 1, False, id="the only object"),
        pytest.param(2, 50, True, id="two of fifty"),
        pytest.param(10, 1000, False, id="one in a hundred"),
        pytest.param(11, 1000, True, id="more than one in a hundred"),
        pytest.param(100, 1_000_000, False, id="a hundred"),
        pytest.param(101, 1_000_000, True, id="more than a hundred"),
    ],
)
def test_more_than_one_in_a_hundred_or_a_hundred_are_too_many(orphans, objects, verdict):
    assert too_many(orphans, objects) is verdict
