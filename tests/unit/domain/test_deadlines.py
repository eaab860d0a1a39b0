"""Deadlines of the three procedures: a table counted by hand, and a count day by day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.adapters.bank_holidays import DIVISIONS, calendar
from portfolio.domain.deadlines import (
    UK,
    Colour,
    Pause,
    Rule,
    RuleFault,
    Unit,
    amber_from,
    colour,
    due,
    last_moment,
    parse_rule,
    parse_start,
    working_days_between,
)

E, S, N = "england-and-wales", "scotland", "northern-ireland"

DAYS = [
    # Plain weeks: the day of the event is not counted, weekends are left out.
    (E, 1, "2026-01-12", "2026-01-13"), (E, 1, "2026-01-16", "2026-01-19"),
    (E, 1, "2026-01-17", "2026-01-19"), (E, 1, "2026-01-18", "2026-01-19"),
    (E, 2, "2026-01-15", "2026-01-19"), (E, 3, "2026-01-14", "2026-01-19"),
    (E, 5, "2026-01-12", "2026-01-19"), (E, 5, "2026-01-16", "2026-01-23"),
    (E, 10, "2026-01-12", "2026-01-26"), (E, 20, "2026-01-12", "2026-02-09"),
    # A moment counts as its UK date, whatever the hour, and however UTC names it.
    (E, 1, "2026-01-12T00:00", "2026-01-13"), (E, 1, "2026-01-12T23:59", "2026-01-13"),
    (E, 2, "2026-06-10T08:00", "2026-06-12"), (E, 2, "2026-06-10T21:30", "2026-06-12"),
    (E, 1, "2026-06-10T23:30+00:00", "2026-06-12"), (E, 1, "2026-01-12T23:30+00:00", "2026-01-13"),
    # Easter.
    (E, 1, "2026-04-02", "2026-04-07"), (S, 1, "2026-04-02", "2026-04-06"),
    (N, 1, "2026-04-02", "2026-04-07"), (E, 5, "2026-04-02", "2026-04-13"),
    (S, 5, "2026-04-02", "2026-04-10"), (N, 5, "2026-04-02", "2026-04-13"),
    (E, 1, "2026-04-03", "2026-04-07"), (S, 1, "2026-04-03", "2026-04-06"),
    (E, 10, "2026-04-02", "2026-04-20"), (S, 10, "2026-04-02", "2026-04-17"),
    (E, 10, "2026-03-20", "2026-04-07"), (E, 3, "2027-03-24", "2027-03-31"),
    (S, 3, "2027-03-24", "2027-03-30"), (E, 2, "2027-03-25", "2027-03-31"),
    (E, 5, "2028-04-13", "2028-04-24"), (S, 5, "2028-04-13", "2028-04-21"),
    # May, with both its holidays; Scotland has them too.
    (E, 20, "2026-05-01", "2026-06-02"), (S, 20, "2026-05-01", "2026-06-02"),
    (N, 20, "2026-05-01", "2026-06-02"), (E, 3, "2026-05-01", "2026-05-07"),
    (E, 1, "2026-05-22", "2026-05-26"), (S, 1, "2026-05-22", "2026-05-26"),
    (E, 2, "2027-04-30", "2027-05-05"), (E, 2, "2027-05-28", "2027-06-02"),
    # August: the first Monday in Scotland, the last elsewhere.
    (E, 2, "2026-08-28", "2026-09-02"), (S, 2, "2026-08-28", "2026-09-01"),
    (N, 2, "2026-08-28", "2026-09-02"), (S, 1, "2026-07-31", "2026-08-04"),
    (E, 1, "2026-07-31", "2026-08-03"), (N, 1, "2026-07-31", "2026-08-03"),
    (E, 5, "2027-08-27", "2027-09-06"), (S, 5, "2027-07-30", "2027-08-09"),
    # Days of one division: St Andrew, St Patrick, the Boyne on a Sunday and its substitute.
    (S, 1, "2026-11-27", "2026-12-01"), (E, 1, "2026-11-27", "2026-11-30"),
    (N, 1, "2026-11-27", "2026-11-30"), (N, 1, "2026-03-16", "2026-03-18"),
    (E, 1, "2026-03-16", "2026-03-17"), (S, 1, "2026-03-16", "2026-03-17"),
    (N, 1, "2026-07-10", "2026-07-14"), (E, 1, "2026-07-10", "2026-07-13"),
    (N, 5, "2026-07-08", "2026-07-16"), (N, 1, "2027-07-09", "2027-07-13"),
    # Christmas and New Year, with substitute days; 2 January in Scotland.
    (E, 2, "2026-12-23", "2026-12-29"), (S, 2, "2026-12-23", "2026-12-29"),
    (E, 3, "2026-12-24", "2026-12-31"), (E, 10, "2026-12-24", "2027-01-12"),
    (S, 10, "2026-12-24", "2027-01-13"), (N, 10, "2026-12-24", "2027-01-12"),
    (E, 1, "2026-12-25", "2026-12-29"), (E, 1, "2026-12-28", "2026-12-29"),
    (E, 1, "2026-12-31", "2027-01-04"), (S, 1, "2026-12-31", "2027-01-05"),
    (E, 1, "2027-12-24", "2027-12-29"), (E, 3, "2027-12-24", "2027-12-31"),
    (E, 5, "2027-12-24", "2028-01-05"), (S, 5, "2027-12-24", "2028-01-06"),
    (E, 1, "2027-12-31", "2028-01-04"), (S, 1, "2027-12-31", "2028-01-05"),
    (E, 20, "2026-12-18", "2027-01-20"), (S, 20, "2026-12-18", "2027-01-21"),
    # Month ends, the leap day, and years whose holidays are far ahead.
    (E, 1, "2028-02-28", "2028-02-29"), (E, 2, "2028-02-28", "2028-03-01"),
    (E, 1, "2027-02-26", "2027-03-01"), (E, 5, "2026-01-30", "2026-02-06"),
    (E, 10, "2026-10-19", "2026-11-02"), (E, 10, "2026-03-23", "2026-04-08"),
    (E, 100, "2026-01-05", "2026-05-29"), (E, 250, "2026-01-02", "2026-12-29"),
]  # fmt: skip

MONTHS = [
    (1, "2026-03-15", "2026-04-15"), (1, "2027-01-31", "2027-02-28"),
    (1, "2028-01-31", "2028-02-29"), (1, "2027-01-29", "2027-02-28"),
    (1, "2028-01-29", "2028-02-29"), (1, "2026-08-31", "2026-09-30"),
    (1, "2026-03-31", "2026-04-30"), (1, "2026-05-31", "2026-06-30"),
    (1, "2026-12-31", "2027-01-31"), (1, "2028-02-29", "2028-03-29"),
    (1, "2027-02-28", "2027-03-28"), (2, "2026-12-31", "2027-02-28"),
    (12, "2028-02-29", "2029-02-28"), (48, "2028-02-29", "2032-02-29"),
    (3, "2026-11-30", "2027-02-28"), (1, "2026-03-10", "2026-04-10"),
    (1, "2026-11-25", "2026-12-25"), (1, "2026-06-30T23:30+00:00", "2026-08-01"),
    (6, "2026-08-31", "2027-02-28"), (13, "2027-01-31", "2028-02-29"),
]  # fmt: skip

MOMENTS = [
    # Elapsed hours: clocks go back on 25 October 2026 and forward on 28 March 2027.
    ("48 hours", "2026-10-24T12:00", "2026-10-26T11:00:00+00:00"),
    ("24 hours", "2026-10-24T12:00", "2026-10-25T11:00:00+00:00"),
    ("24 hours", "2026-10-25T00:30", "2026-10-25T23:30:00+00:00"),
    ("1 hour", "2026-10-25T00:30", "2026-10-25T01:30:00+01:00"),
    ("2 hours", "2026-10-25T00:30", "2026-10-25T01:30:00+00:00"),
    ("24 hours", "2026-10-25T01:30", "2026-10-26T00:30:00+00:00"),
    ("24 hours", "2026-10-25T01:30+00:00", "2026-10-26T01:30:00+00:00"),
    ("48 hours", "2027-03-27T12:00", "2027-03-29T13:00:00+01:00"),
    ("24 hours", "2027-03-27T12:00", "2027-03-28T13:00:00+01:00"),
    ("1 hour", "2027-03-28T00:30", "2027-03-28T02:30:00+01:00"),
    ("24 hours", "2027-03-28T01:30", "2027-03-29T02:30:00+01:00"),
    # Weekends and holidays count: elapsed is elapsed (AMB-20, AMB-21).
    ("48 hours", "2026-12-04T16:30", "2026-12-06T16:30:00+00:00"),
    ("48 hours", "2026-12-24T17:00", "2026-12-26T17:00:00+00:00"),
    ("24 hours", "2026-03-10T17:00", "2026-03-11T17:00:00+00:00"),
    ("24 hours", "2028-02-28T09:00", "2028-02-29T09:00:00+00:00"),
    ("24 hours", "2026-06-30T23:30", "2026-07-01T23:30:00+01:00"),
    ("72 hours", "2026-12-30T10:00", "2027-01-02T10:00:00+00:00"),
    ("24 hours", "2026-06-10", "2026-06-11T00:00:00+01:00"),
    # Days to the same time on the clock (AMB-26).
    ("2 days", "2026-11-24T10:00", "2026-11-26T10:00:00+00:00"),
    ("2 days", "2026-10-24T10:00", "2026-10-26T10:00:00+00:00"),
    ("1 day", "2026-10-24T12:00", "2026-10-25T12:00:00+00:00"),
    ("2 days", "2027-03-27T10:00", "2027-03-29T10:00:00+01:00"),
    ("1 day", "2027-03-27T01:30", "2027-03-28T02:30:00+01:00"),
    ("1 day", "2026-10-24T01:30", "2026-10-25T01:30:00+01:00"),
    ("2 days", "2028-02-28T10:00", "2028-03-01T10:00:00+00:00"),
    ("2 days", "2026-12-31T23:59", "2027-01-02T23:59:00+00:00"),
    ("14 days", "2026-10-20T09:15", "2026-11-03T09:15:00+00:00"),
    ("2 days", "2026-06-10", "2026-06-12T00:00:00+01:00"),
]


def test_the_table_has_at_least_120_cases_in_every_division():
    assert len(DAYS) + len(MONTHS) + len(MOMENTS) >= 120
    assert {division for division, *_ in DAYS} == set(DIVISIONS)


@pytest.mark.req("R-260")
@pytest.mark.parametrize(("division", "count", "start", "expected"), DAYS)
def test_working_days_leave_out_the_day_weekends_and_bank_holidays(
    division, count, start, expected
):
    rule = parse_rule(f"{count} working days")
    assert due(rule, parse_start(start), calendar(division)) == date.fromisoformat(expected)


@pytest.mark.req("R-262")
@pytest.mark.parametrize(("count", "start", "expected"), MONTHS)
def test_a_month_ends_on_the_same_day_or_the_last_of_a_shorter_one(count, start, expected):
    rule = parse_rule(f"{count} calendar months")
    assert due(rule, parse_start(start), calendar(E)) == date.fromisoformat(expected)


@pytest.mark.req("R-261")
@pytest.mark.parametrize(("rule", "start", "expected"), MOMENTS)
def test_hours_are_elapsed_and_days_end_at_the_same_time(rule, start, expected):
    found = due(parse_rule(rule), parse_start(start), calendar(E))
    assert found.isoformat() == expected


def counted_by_hand(division: str, count: int, start: date) -> date:
    """Independent of the code above: walk on, crossing off one working day after another."""
    known = calendar(division).holidays
    day, crossed = start, []
    while len(crossed) < count:
        day = date.fromordinal(day.toordinal() + 1)
        if day.strftime("%a") not in {"Sat", "Sun"} and day not in known:
            crossed.append(day)
    return crossed[-1]


some_days = st.dates(date(2015, 1, 1), date(2045, 12, 31))


@pytest.mark.req("R-260")
@given(st.sampled_from(sorted(DIVISIONS)), st.integers(1, 60), some_days)
def test_any_count_is_what_crossing_off_days_gives(division, count, start):
    found = due(Rule(count, Unit.WORKING_DAYS), start, calendar(division))
    assert found == counted_by_hand(division, count, start)
    assert working_days_between(start, found, calendar(division)) == count


@given(st.integers(1, 400), some_days, st.integers(0, 86_399))
def test_hours_are_the_same_number_of_seconds_everywhere(count, day, second):
    start = datetime.combine(day, datetime.min.time(), UTC) + timedelta(seconds=second)
    found = due(Rule(count, Unit.HOURS), start, calendar(E))
    assert (found - start).total_seconds() == count * 3600
    assert found.tzinfo is UK


@given(
    st.integers(1, 40),
    some_days,
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 10)), max_size=3),
)
def test_a_pause_never_brings_a_deadline_nearer(count, start, gaps):
    pauses, at = [], datetime.combine(start, datetime.min.time(), UTC)
    for after, lasts in gaps:
        since = at + timedelta(days=after)
        at = since + timedelta(days=lasts)
        pauses.append(Pause(since, at))
    for unit in Unit:
        rule = Rule(count, unit)
        plain, paused = (due(rule, start, calendar(E), some) for some in ([], pauses))
        assert paused >= plain


def test_working_days_on_which_the_clock_is_paused_do_not_count():
    monday = datetime(2026, 1, 12, 10, tzinfo=UTC)
    rule = parse_rule("5 working days")
    two_days = Pause(monday + timedelta(days=1), monday + timedelta(days=3))
    assert due(rule, monday, calendar(E), [two_days]) == date(2026, 1, 21)
    an_hour = Pause(monday + timedelta(days=1), monday + timedelta(days=1, hours=1))
    assert due(rule, monday, calendar(E), [an_hour]) == date(2026, 1, 19)


def test_hours_go_on_where_a_pause_ended():
    start = datetime(2026, 1, 12, 10, tzinfo=UTC)
    pause = Pause(start + timedelta(hours=4), start + timedelta(hours=10))
    assert due(parse_rule("24 hours"), start, calendar(E), [pause]) == start + timedelta(hours=30)
    lasting = Pause(start + timedelta(hours=4))
    assert due(parse_rule("24 hours"), start, calendar(E), [lasting]) == start + timedelta(hours=24)


@pytest.mark.req("R-263", part="the colours")
def test_a_deadline_is_amber_from_four_fifths_of_its_time_and_red_when_late():
    start, rule = datetime(2026, 6, 1, 10, tzinfo=UTC), parse_rule("10 hours")
    hours = [(7.9, Colour.GREEN), (8, Colour.AMBER), (9.9, Colour.AMBER), (10, Colour.RED)]
    for passed, expected in hours:
        now = start + timedelta(hours=passed)
        assert colour(rule, start, calendar(E), now) is expected


def test_working_days_turn_amber_by_whole_days_and_red_when_their_day_is_over():
    rule, start = parse_rule("10 working days"), date(2026, 1, 12)
    assert amber_from(rule, start, calendar(E)) == datetime(2026, 1, 22, tzinfo=UK)
    end = last_moment(due(rule, start, calendar(E)))
    assert end == datetime(2026, 1, 27, tzinfo=UK)
    assert colour(rule, start, calendar(E), end - timedelta(seconds=1)) is Colour.AMBER
    assert colour(rule, start, calendar(E), end) is Colour.RED


def test_a_proclaimed_holiday_is_added_and_a_moved_one_taken_away():
    monday = date(2026, 6, 15)
    proclaimed = calendar(E, added=frozenset({monday}))
    rule = parse_rule("1 working day")
    assert due(rule, date(2026, 6, 12), calendar(E)) == monday
    assert due(rule, date(2026, 6, 12), proclaimed) == date(2026, 6, 16)
    moved = calendar(E, removed=frozenset({date(2026, 5, 4)}))
    assert due(rule, date(2026, 5, 1), moved) == date(2026, 5, 4)


@pytest.mark.parametrize(
    "words", ["", "ten days", "0 hours", "-1 days", "5", "5 weeks", "99999 hours", "5 working"]
)
def test_words_that_name_no_rule_are_refused(words):
    with pytest.raises(RuleFault, match="is no rule"):
        parse_rule(words)


@pytest.mark.parametrize("words", ["", "soon", "2026-02-30", "2026-01-01T25:00", "01/02/2026"])
def test_what_is_no_start_is_refused(words):
    with pytest.raises(RuleFault, match="neither a date nor a moment"):
        parse_start(words)


def test_a_rule_reads_as_it_is_said():
    assert str(parse_rule(" 1  Working  Day ")) == "1 working day"
    assert str(parse_rule("2 calendar months")) == "2 calendar months"
