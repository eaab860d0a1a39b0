"""The last dates of a qualification and the days on which to remind of them."""

from datetime import date

import pytest

from portfolio.domain.errors import Refusal
from portfolio.domain.qualification_dates import Dates, check_dates, reminder_due

LAST = date(2027, 8, 31)


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2027, 3, 3), None),
        (date(2027, 3, 4), 180),
        (date(2027, 6, 1), 180),
        (date(2027, 6, 2), 90),
        (date(2027, 8, 1), 30),
        (LAST, 30),
        (date(2027, 9, 1), None),
    ],
)
def test_a_reminder_is_due_from_its_day_until_the_next(today, due):
    assert reminder_due(LAST, today) == due


def test_a_centres_own_dates_go_before_the_published_ones():
    own, published = Dates(None, LAST), Dates(date(2027, 2, 1), date(2028, 1, 1))

    assert own.before(published) == Dates(date(2027, 2, 1), LAST)


def test_certification_cannot_end_before_entry():
    check_dates(Dates(LAST, LAST))
    with pytest.raises(Refusal, match="cannot be before the last entry"):
        check_dates(Dates(LAST, date(2027, 8, 30)))
