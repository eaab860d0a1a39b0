"""What to know before a unit is planned."""

from datetime import date

import pytest

from portfolio.domain.unit_cautions import cautions

EXPIRY = date(2020, 12, 31)


@pytest.mark.req("R-012", part="rule")
@pytest.mark.parametrize(
    ("today", "warned"), [(date(2020, 12, 31), False), (date(2021, 1, 1), True)]
)
def test_the_last_day_of_a_unit_is_still_good(today, warned):
    said = cautions(EXPIRY, [], today)

    assert bool(said) is warned
    assert not warned or "ended on 31 December 2020" in said[0]


@pytest.mark.req("R-342", part="rule")
def test_resources_nobody_confirmed_are_named():
    assert cautions(None, ["A till", "A telephone"], EXPIRY) == (
        "Your centre has not confirmed what it needs: A till; A telephone",
    )
    assert cautions(None, [], EXPIRY) == ()
