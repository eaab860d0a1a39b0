"""What the clock of a case says, at every distance from its limit."""

from datetime import UTC, datetime, timedelta

import pytest

from portfolio.adapters.bank_holidays import calendar
from portfolio.domain import clock_words, deadlines
from portfolio.domain.cases import Outcome, Satisfaction
from portfolio.domain.clock_words import ClockState, Ended, RunningClock
from portfolio.domain.deadlines import parse_rule

ENGLAND = calendar("england-and-wales")
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
"""A Tuesday."""


def uk(words: str) -> datetime:
    moment = deadlines.parse_start(words)
    assert isinstance(moment, datetime)
    return moment


def counted(label: str, rule: str, started: str) -> RunningClock:
    start, parsed = uk(started), parse_rule(rule)
    return RunningClock(
        label,
        rule,
        start,
        deadlines.amber_from(parsed, start, ENGLAND),
        deadlines.last_moment(deadlines.due(parsed, start, ENGLAND)),
    )


def target(started: str, until: str) -> RunningClock:
    start, end = uk(started), uk(until)
    amber = start + (end - start) * deadlines.AMBER_AT
    return RunningClock("Answer in writing", "target date", start, amber, end)


def at_once(started: str) -> RunningClock:
    start = uk(started)
    hour, day = timedelta(hours=1), timedelta(days=1)
    return RunningClock("Acknowledge", "immediately", start, start + hour, start + day)


@pytest.mark.req("R-263")
@pytest.mark.parametrize(
    ("clock", "state", "left", "rule"),
    [
        pytest.param(
            target("2026-11-10T09:00", "2026-11-20T17:00"),
            ClockState.OVERDUE,
            "3 days 16 hours over",
            "Answer in writing: target Friday 20 November, 5pm, counted from Tuesday 10 November",
            id="a target that passed on Friday",
        ),
        pytest.param(
            target("2026-11-10T09:00", "2026-11-26T17:00"),
            ClockState.DUE_SOON,
            "2 days 7 hours left",
            "Answer in writing: target Thursday 26 November, 5pm, counted from Tuesday 10 November",
            id="a target of this week",
        ),
        pytest.param(
            target("2026-11-20T09:00", "2026-12-04T00:00"),
            ClockState.IN_TIME,
            "9 days left",
            "Answer in writing: target Thursday 3 December, counted from Friday 20 November",
            id="a target that is a whole day",
        ),
        pytest.param(
            counted("Acknowledge", "3 working days", "2026-11-19T10:00"),
            ClockState.DUE_SOON,
            "today",
            "Acknowledge: 3 working days from Thursday 19 November, due Tuesday 24 November",
            id="the last of three working days",
        ),
        pytest.param(
            counted("Give the outcome", "20 working days", "2026-11-02T10:00"),
            ClockState.DUE_SOON,
            "4 working days left",
            "Give the outcome: 20 working days from Monday 2 November, due Monday 30 November",
            id="working days over a weekend",
        ),
        pytest.param(
            counted("Answer", "2 working days", "2026-11-23T08:00"),
            ClockState.IN_TIME,
            "1 working day left",
            "Answer: 2 working days from Monday 23 November, due Wednesday 25 November",
            id="one working day",
        ),
        pytest.param(
            counted("Resolve", "10 working days", "2026-12-24T10:00"),
            ClockState.IN_TIME,
            "32 working days left",
            "Resolve: 10 working days from Thursday 24 December, due Tuesday 12 January 2027",
            id="another year is named",
        ),
        pytest.param(
            counted("Answer", "2 working days", "2026-11-19T08:00"),
            ClockState.OVERDUE,
            "1 working day over",
            "Answer: 2 working days from Thursday 19 November, due Monday 23 November",
            id="late since yesterday",
        ),
        pytest.param(
            counted("Acknowledge", "48 hours", "2026-11-23T14:10"),
            ClockState.IN_TIME,
            "28 hours left",
            "Acknowledge: 48 hours from Monday 23 November, 2.10pm, "
            "due Wednesday 25 November, 2.10pm",
            id="hours stay hours",
        ),
        pytest.param(
            counted("Acknowledge", "48 hours", "2026-11-22T10:15"),
            ClockState.DUE_SOON,
            "45 minutes left",
            "Acknowledge: 48 hours from Sunday 22 November, 10.15am, "
            "due Tuesday 24 November, 10.15am",
            id="the last hour",
        ),
        pytest.param(
            counted("Give a deadline", "2 days", "2026-11-22T10:00"),
            ClockState.DUE_SOON,
            "30 minutes left",
            "Give a deadline: 2 days from Sunday 22 November, 10am, due Tuesday 24 November, 10am",
            id="days to the same time",
        ),
        pytest.param(
            counted("Answer in writing", "1 calendar month", "2026-11-10T12:00"),
            ClockState.IN_TIME,
            "16 days left",
            "Answer in writing: 1 calendar month from Tuesday 10 November, "
            "due Thursday 10 December",
            id="a calendar month",
        ),
        pytest.param(
            at_once("2026-11-24T09:00"),
            ClockState.IN_TIME,
            "waiting for 30 minutes",
            "Acknowledge immediately, from Tuesday 24 November, 9am",
            id="immediately, within its hour",
        ),
        pytest.param(
            at_once("2026-11-24T07:30"),
            ClockState.DUE_SOON,
            "waiting for 2 hours",
            "Acknowledge immediately, from Tuesday 24 November, 7.30am",
            id="immediately, after its hour",
        ),
    ],
)
def test_a_clock_says_its_word_what_is_left_its_rule_its_start_and_when_it_is_due(
    clock, state, left, rule
):
    words = clock_words.running(clock, ENGLAND, NOW)
    assert (words.state, words.left, words.rule) == (state, left, rule)


def test_over_a_weekend_after_its_last_day_no_working_day_has_gone_by():
    clock = counted("Answer", "2 working days", "2026-11-18T08:00")
    saturday = datetime(2026, 11, 21, 12, tzinfo=UTC)
    assert clock_words.left(clock, ENGLAND, saturday) == "past its last day"


@pytest.mark.req("R-263")
@pytest.mark.parametrize(
    "clock",
    [
        counted("Answer", "20 working days", "2026-11-02T10:00"),
        counted("Answer", "48 hours", "2026-11-02T10:00"),
        target("2026-11-02T10:00", "2026-11-26T17:00"),
        at_once("2026-11-02T10:00"),
    ],
    ids=lambda clock: clock.rule,
)
def test_the_bar_grows_from_nothing_reaches_its_mark_with_amber_and_is_full_when_late(clock):
    second = timedelta(seconds=1)
    assert clock_words.share(clock, clock.started_at) == 0
    assert clock_words.share(clock, clock.amber_at) == clock_words.AMBER_SHARE
    assert clock_words.share(clock, clock.due_at) == 100
    assert clock_words.state_of(clock, clock.amber_at - second) is ClockState.IN_TIME
    assert clock_words.state_of(clock, clock.amber_at) is ClockState.DUE_SOON
    assert clock_words.state_of(clock, clock.due_at - second) is ClockState.DUE_SOON
    assert clock_words.state_of(clock, clock.due_at) is ClockState.OVERDUE


@pytest.mark.parametrize(
    ("ended", "left", "rule"),
    [
        pytest.param(
            Ended(uk("2026-11-05T10:00"), uk("2026-11-10T15:00"), Outcome.ANSWERED, True, None),
            "in time",
            "Answered after 3 working days",
            id="in time",
        ),
        pytest.param(
            Ended(
                uk("2026-10-05T10:00"),
                uk("2026-10-05T15:00"),
                Outcome.UPHELD,
                False,
                Satisfaction.SATISFIED,
            ),
            "late",
            "Upheld on the day it came; the person was satisfied",
            id="late, on one day",
        ),
        pytest.param(
            Ended(
                uk("2026-11-05T10:00"),
                uk("2026-11-06T15:00"),
                None,
                None,
                Satisfaction.NOT_SATISFIED,
            ),
            "without a limit",
            "Closed after 1 working day; the person was not satisfied",
            id="no clock ran",
        ),
    ],
)
def test_a_closed_case_says_in_how_long_and_what_the_person_thought(ended, left, rule):
    words = clock_words.closed(ended, ENGLAND)
    assert (words.state, words.left, words.rule) == (ClockState.CLOSED, left, rule)
    assert words.share is None


def test_a_clock_that_stands_still_keeps_its_bar_and_says_why():
    clock = target("2026-11-10T09:00", "2026-11-30T09:00")
    words = clock_words.paused(uk("2026-11-19T09:00"), "waiting for documents", clock, NOW)
    assert words.state is ClockState.PAUSED
    assert words.rule == "Paused Thursday 19 November: waiting for documents"
    assert words.share == 45.0


def test_a_locked_case_says_when_it_was_referred_and_no_more():
    words = clock_words.locked(uk("2026-11-10T11:02"), NOW)
    assert (words.left, words.rule) == ("referred", "Referred Tuesday 10 November, 11.02am")
