"""The ladder of 001 s8.0: who is told when, whatever replies come and whatever stood still."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.adapters.bank_holidays import calendar
from portfolio.catalogue import read_procedures
from portfolio.domain.deadlines import UK, in_uk
from portfolio.domain.errors import Refusals
from portfolio.domain.escalation import (
    Planned,
    Reply,
    Step,
    check_reply,
    escalating_clock,
    may_send,
    next_rung,
    reply_due,
    send_from,
)
from portfolio.domain.procedure import TrackKey

ENGLAND = calendar("england-and-wales")
STAGE = read_procedures()["op-performance"].track(TrackKey.COMPLAINT).stage("formal")
LADDER = STAGE.ladder
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def at(day, hour=17, minute=0, month=3):
    return in_uk(datetime(2026, month, day, hour, minute))  # noqa: DTZ001 -- in_uk adds the zone


TARGET = at(10)


def told(rung, moment, planned=None, **reply):
    due = reply_due(LADDER, rung, moment, ENGLAND)
    return Step(rung, planned or moment, moment, due, **reply)


def cannot(moment):
    return {"replied_at": moment, "resolves": False}


def promised(moment, day):
    return {"replied_at": moment, "resolves": True, "put_right_by": day}


LATE = at(13, 9)
TABLE = {
    "head at once": ([], TARGET, Planned(0, TARGET)),
    "manager after 24 hours": ([told(0, TARGET)], TARGET, Planned(1, at(11))),
    "managing director after 24 more": (
        [told(0, TARGET), told(1, at(11))], TARGET, Planned(2, at(12)),
    ),
    "nobody after the last": (
        [told(0, TARGET), told(1, at(11)), told(2, at(12))], TARGET, None,
    ),
    "counted from when the head was told, not from when it was planned": (
        [told(0, LATE, planned=TARGET)], TARGET, Planned(1, LATE + DAY),
    ),
    "a mail not yet handed over starts no time": ([Step(0, TARGET)], TARGET, None),
    "an office without a holder goes on after the same time": (
        [Step(0, TARGET, None, at(11))], TARGET, Planned(1, at(11)),
    ),
    "a reply that cannot goes up at once": (
        [told(0, TARGET, **cannot(at(10, 19)))], TARGET, Planned(1, at(10, 19)),
    ),
    "a promise holds until its day is over": (
        [told(0, TARGET, **promised(at(10, 19), date(2026, 3, 13)))],
        TARGET, Planned(1, at(14, 0)),
    ),
    "a promise of the rung below holds the one above": (
        [told(0, TARGET, **promised(at(12, 9), date(2026, 3, 16))), told(1, at(11))],
        TARGET, Planned(2, at(17, 0)),
    ),
    "a promise not kept leaves the rung above its own 24 hours": (
        [told(0, TARGET, **promised(at(10, 19), date(2026, 3, 13))), told(1, at(14, 9))],
        TARGET, Planned(2, at(15, 9)),
    ),
    "a promise not kept and a mail not yet handed over start no time": (
        [told(0, TARGET, **promised(at(10, 19), date(2026, 3, 13))), Step(1, at(14, 0))],
        TARGET, None,
    ),
    "a later target holds the ladder": ([told(0, TARGET)], at(20), Planned(1, at(20))),
}  # fmt: skip


@pytest.mark.req("R-285")
@pytest.mark.parametrize(("steps", "due_at", "planned"), TABLE.values(), ids=TABLE.keys())
def test_who_is_told_next(steps, due_at, planned):
    assert next_rung(LADDER, due_at, steps) == planned


@pytest.mark.req("R-285")
def test_the_ladder_of_a_stage_starts_from_its_target_date():
    assert escalating_clock(STAGE).key == "target"
    assert [rung.office for rung in LADDER] == [
        "Department head",
        "Senior manager",
        "Managing Director",
    ]
    appeal = read_procedures()["op-performance"].track(TrackKey.COMPLAINT).stage("appeal")
    assert escalating_clock(appeal) is None


def test_hours_to_reply_are_elapsed_hours_across_a_clock_change():
    before = at(28)
    assert reply_due(LADDER, 0, before, ENGLAND) == at(29, 18)
    assert reply_due(LADDER, 2, before, ENGLAND) is None


@given(
    delays=st.lists(st.integers(0, 10_000), min_size=3, max_size=3),
    resolving=st.lists(st.sampled_from([None, False]), min_size=3, max_size=3),
    minutes_to_reply=st.lists(st.integers(0, 1439), min_size=3, max_size=3),
)
@settings(max_examples=60, deadline=None)
def test_whatever_the_delays_every_person_has_24_hours_from_being_told(
    delays, resolving, minutes_to_reply
):
    """Played with an injected clock: each delay is how long after its plan a mail was taken."""
    steps: list[Step] = []
    for delay, resolves, minutes in zip(delays, resolving, minutes_to_reply, strict=True):
        planned = next_rung(LADDER, TARGET, steps)
        assert planned is not None
        assert planned.rung == len(steps)
        if steps:
            before = steps[-1]
            had = planned.at - before.told_at
            assert had == (before.replied_at - before.told_at if before.replied_at else DAY)
        moment = planned.at + timedelta(minutes=delay)
        reply = {} if resolves is None else cannot(moment + timedelta(minutes=minutes))
        steps.append(told(planned.rung, moment, planned.at, **reply))
    assert next_rung(LADDER, TARGET, steps) is None


@pytest.mark.parametrize(
    ("planned", "sent"),
    [
        (at(10, 17), at(10, 17)),
        (at(10, 17, 1), at(11, 9)),
        (at(11, 8, 59), at(11, 9)),
        (at(13, 20), at(16, 9)),
        (at(14, 12), at(16, 9)),
        (at(2, 18, month=4), at(7, 9, month=4)),
        (at(24, 12, month=10), at(26, 9, month=10)),
    ],
    ids=["at 5pm", "after 5pm", "early", "Friday evening", "Saturday", "Easter", "clocks go back"],
)
def test_a_centre_can_hold_mails_to_the_next_working_morning(planned, sent):
    assert send_from(planned, ENGLAND) == sent
    assert may_send(planned, ENGLAND) == (planned == sent)
    assert may_send(sent, ENGLAND)


@given(st.integers(0, 800 * 24 * 60))
@settings(max_examples=60, deadline=None)
def test_a_held_mail_goes_out_in_working_time_and_never_early(minutes):
    planned = TARGET + timedelta(minutes=minutes)
    sent = send_from(planned, ENGLAND)
    assert sent >= planned
    there = sent.astimezone(UK)
    assert ENGLAND.works(there.date())
    assert 9 <= there.hour <= 17
    assert sent - planned <= 6 * DAY


def test_a_reply_says_what_and_by_when():
    today = date(2026, 3, 11)
    check_reply(Reply("The room is booked again", True, today), today)
    check_reply(Reply("It needs a contract", False), today)
    for reply, fields in (
        (Reply(" ", True), ["words", "put_right_by"]),
        (Reply("Soon", True, today - DAY), ["put_right_by"]),
        (Reply("x" * 4001, False), ["words"]),
    ):
        with pytest.raises(Refusals) as refused:
            check_reply(reply, today)
        assert [one.field for one in refused.value.refusals] == fields
