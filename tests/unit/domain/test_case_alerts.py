"""When an appeal is due before the senior managers meet."""

from datetime import date

import pytest

from portfolio.domain.case_alerts import meeting_conflict

TODAY, DUE = date(2026, 3, 10), date(2026, 4, 10)


@pytest.mark.req("R-284", part="the rule")
@pytest.mark.parametrize(
    ("meetings", "meets_on"),
    [
        ([date(2026, 4, 15)], date(2026, 4, 15)),
        ([date(2026, 3, 9)], None),
        ([], None),
    ],
    ids=["a week too late", "only a past one", "none planned"],
)
def test_an_answer_due_before_the_next_meeting_is_a_conflict(meetings, meets_on):
    conflict = meeting_conflict(DUE, meetings, TODAY)
    assert conflict is not None
    assert conflict.meets_on == meets_on
    assert "due Friday 10 April 2026" in conflict.words


@pytest.mark.parametrize("day", [TODAY, date(2026, 3, 20), DUE])
def test_a_meeting_up_to_the_day_it_is_due_is_in_time(day):
    assert meeting_conflict(DUE, [date(2026, 5, 1), day], TODAY) is None
