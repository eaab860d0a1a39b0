"""What can become of a case: late or not, what follows, who asks, outside bodies, closing."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from portfolio.adapters.bank_holidays import calendar
from portfolio.catalogue import read_procedures
from portfolio.domain.case_next import next_for_person, next_step
from portfolio.domain.case_rules import (
    Deed,
    OpenClock,
    Standing,
    lateness,
    missing_to_close,
    next_stages,
    outside,
    person_may_ask,
    staff_may_begin,
)
from portfolio.domain.cases import CaseState
from portfolio.domain.deadlines import UK, parse_rule
from portfolio.domain.procedure import CaseKind, Moment, TrackKey, Within

ENGLAND = calendar("england-and-wales")
OPP, OPTIMUM, STANDARDS = "op-performance", "optimum-skills", "service-standards"


def at(
    key: str,
    stage: str,
    category: str = "complaint-handling",
    track: TrackKey = TrackKey.COMPLAINT,
    **facts: object,
) -> Standing:
    procedure = read_procedures()[key]
    way = procedure.track(track)
    return Standing(way, way.stage(stage), procedure.category(category), **facts)  # type: ignore[arg-type]


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.req("R-275")
@pytest.mark.req("R-277")
@pytest.mark.req("R-283")
@pytest.mark.parametrize(
    ("rule", "since", "made", "last", "late"),
    [
        ("5 working days", "2026-04-02", "2026-04-14", "2026-04-13", 1),
        ("5 working days", "2026-04-02", "2026-04-13", "2026-04-13", 0),
        ("10 working days", "2026-03-20", "2026-04-07", "2026-04-07", 0),
        ("10 working days", "2026-03-20", "2026-04-09", "2026-04-07", 2),
        ("1 calendar month", "2027-01-31", "2027-02-28", "2027-02-28", 0),
        ("1 calendar month", "2027-01-31", "2027-03-01", "2027-02-28", 1),
        # On a Saturday after a Friday: as late as on the Monday.
        ("5 working days", "2026-01-16", "2026-01-24", "2026-01-23", 1),
        ("5 working days", "2026-01-16", "2026-01-26", "2026-01-23", 1),
        # Before it happened, as somebody may mistype it.
        ("5 working days", "2026-01-16", "2026-01-10", "2026-01-23", 0),
    ],
)
def test_how_late_a_stage_is_taken_is_counted_in_working_days(rule, since, made, last, late):
    within = Within(parse_rule(rule), Moment.ISSUE)

    found = lateness(within, day(since), day(made), ENGLAND)

    assert found is not None
    assert (found.last_day, found.working_days) == (day(last), late)


def test_lateness_is_told_in_words_and_unknown_without_a_day_to_count_from():
    within = Within(parse_rule("5 working days"), Moment.ISSUE)
    late = lateness(within, day("2026-04-02"), day("2026-04-14"), ENGLAND)
    in_time = lateness(within, day("2026-04-02"), day("2026-04-03"), ENGLAND)

    assert late
    assert late.words == "1 working day late: the last day was Monday 13 April 2026"
    assert in_time
    assert in_time.words == "In time: the last day is Monday 13 April 2026"
    assert lateness(within, None, day("2026-04-14"), ENGLAND) is None
    assert lateness(None, day("2026-04-02"), day("2026-04-14"), ENGLAND) is None


LATE = (OpenClock("Settle it", Moment.ANSWERED, day("2026-04-20"), late=True),)
ANSWERED = {"answered_on": day("2026-04-15")}


@pytest.mark.parametrize(
    ("standing", "to", "staff", "person"),
    [
        (at(OPP, "informal"), "formal", "", ""),  # a case can begin there
        (at(OPP, "informal", **ANSWERED), "formal", "", ""),
        (at(OPP, "formal"), "appeal", "none yet", "none yet"),
        (at(OPP, "formal", clocks=LATE), "appeal", "none yet", "none yet"),
        (at(OPP, "formal", **ANSWERED), "appeal", "", ""),
        (at(OPP, "informal", **ANSWERED), "appeal", "does not follow", "does not follow"),
        (at(OPP, "appeal"), "outside", "Only after the written", "Only after the written"),
        (at(OPP, "appeal", **ANSWERED), "outside", "", ""),
        (at(OPP, "appeal", "facilities", **ANSWERED), "outside", "do not look at", "do not look"),
        (at(OPTIMUM, "stage-1"), "stage-2", "", "once you have our answer"),
        (at(OPTIMUM, "stage-2", clocks=LATE), "stage-3", "", ""),
        (at(OPTIMUM, "stage-3", **ANSWERED), "chief-executive", "", ""),
        (at(OPTIMUM, "chief-executive", **ANSWERED), "board", "", ""),
        (at(OPTIMUM, "chief-executive", **ANSWERED), "outside", "does not follow", "does not"),
        (at(OPTIMUM, "board", **ANSWERED), "outside", "", ""),
        (at(STANDARDS, "complaint", **ANSWERED), "outside", "", ""),
        (at(OPP, "informal", state=CaseState.CLOSED), "formal", "is closed", "is closed"),
        (at(OPP, "informal", locked=True), "formal", "safeguarding", "safeguarding"),
    ],
)
@pytest.mark.req("R-301")
def test_what_can_follow_a_stage_and_who_may_ask(standing, to, staff, person):
    stage = standing.track.stage(to)

    for said, expected in (
        (staff_may_begin(standing, stage), staff),
        (person_may_ask(standing, stage), person),
    ):
        assert (expected in said) if expected else said == ""


def test_nothing_within_the_centre_follows_the_last_stage():
    last = at(OPP, "appeal")

    assert next_stages(last.track, last.stage) == ()
    assert [stage.key for stage in next_stages(last.track, last.track.stages[0])] == ["formal"]


@pytest.mark.req("R-288")
@pytest.mark.parametrize(
    ("standing", "why_not"),
    [
        (at(OPP, "informal", **ANSWERED), "Still to come: Stage 2, formal and Appeal"),
        (at(OPP, "formal", **ANSWERED), "Still to come: Appeal to the Managing Director"),
        (at(OPP, "appeal"), "Only after the written answer"),
        (at(OPP, "appeal", **ANSWERED), ""),
        (at(OPP, "appeal", "assessment-conduct", **ANSWERED), ""),
        (at(OPP, "appeal", "facilities", **ANSWERED), "They do not look at rooms"),
        (at(OPP, "informal", "funding"), "They do not look at funding"),
        (at(OPP, "outside"), ""),
        (at(OPTIMUM, "stage-3", **ANSWERED), "Appeal to the chief executive and Appeal to the"),
        (at(STANDARDS, "complaint", **ANSWERED), ""),
        (
            at(OPP, "query", track=TrackKey.GENERAL_QUERY, **ANSWERED),
            "names no body outside the centre",
        ),
    ],
)
def test_outside_bodies_are_offered_last_and_only_for_what_they_deal_with(standing, why_not):
    found = outside(standing)

    assert found.open is (why_not == "")
    assert why_not in found.why_not


@pytest.mark.req("R-282")
@pytest.mark.req("R-300", part="notes")
@pytest.mark.parametrize(
    ("standing", "kind", "missing"),
    [
        (at(OPP, "formal"), CaseKind.COMPLAINT, [Deed.ANSWER]),
        (at(OPP, "formal", **ANSWERED), CaseKind.COMPLAINT, []),
        (at(OPP, "outside"), CaseKind.COMPLAINT, []),
        (at(OPP, "feedback", track=TrackKey.FEEDBACK), CaseKind.FEEDBACK, []),
        (at(OPP, "query", track=TrackKey.GENERAL_QUERY), CaseKind.QUERY, [Deed.ANSWER]),
        (at(OPTIMUM, "stage-2", **ANSWERED), CaseKind.COMPLAINT, [Deed.INVESTIGATE]),
        (at(OPTIMUM, "stage-2", investigate=False, **ANSWERED), CaseKind.COMPLAINT, []),
        (
            at(OPTIMUM, "stage-3", investigate=True, investigation=" "),
            CaseKind.COMPLAINT,
            [Deed.INVESTIGATE, Deed.ANSWER],
        ),
    ],
)
def test_what_closing_still_needs_is_named(standing, kind, missing):
    assert [one.deed for one in missing_to_close(standing, kind)] == missing


FIVE = datetime(2026, 11, 26, 17, tzinfo=UK)
ACKNOWLEDGE = OpenClock(
    "Acknowledge", Moment.ACKNOWLEDGED, datetime(2026, 12, 6, 16, 30, tzinfo=UK)
)
GIVE = OpenClock("Give a deadline", Moment.TARGET_GIVEN, datetime(2026, 11, 26, 10, tzinfo=UK))
TARGET = OpenClock("Answer by the target date", Moment.ANSWERED, FIVE)
SETTLE = OpenClock("Settle it", Moment.ANSWERED, day("2027-01-12"))
RECEIPT = OpenClock("Acknowledge", Moment.ACKNOWLEDGED, day("2026-12-31"))


@pytest.mark.req("R-266")
@pytest.mark.parametrize(
    ("standing", "staff", "deed", "person"),
    [
        (
            at(OPP, "formal", acknowledged=True, target=FIVE, clocks=(TARGET,)),
            "Resolution in writing, by Thursday 26 November 2026, 5pm",
            Deed.ANSWER,
            "Our answer in writing, by Thursday 26 November 2026, 5pm",
        ),
        (
            at(OPP, "formal", clocks=(ACKNOWLEDGE,)),
            "Acknowledge, with a target date, by Sunday 6 December 2026, 4.30pm",
            Deed.ACKNOWLEDGE,
            "We tell you by when to expect our answer, by Sunday 6 December 2026, 4.30pm",
        ),
        (at(OPP, "informal"), "Give a target date", Deed.GIVE_TARGET, "We look into it"),
        (
            at(OPTIMUM, "stage-1", acknowledged=True, clocks=(GIVE,)),
            "Give a target date, by Thursday 26 November 2026, 10am",
            Deed.GIVE_TARGET,
            "We tell you by when to expect our answer, by Thursday 26 November 2026, 10am",
        ),
        (
            at(OPTIMUM, "stage-2", clocks=(SETTLE,)),
            "Fill in the investigation form, by Tuesday 12 January 2027",
            Deed.INVESTIGATE,
            "Our answer in writing, by Tuesday 12 January 2027",
        ),
        (
            at(OPTIMUM, "stage-2", clocks=(SETTLE,), investigate=False),
            "Resolution in writing, by Tuesday 12 January 2027",
            Deed.ANSWER,
            "Our answer in writing, by Tuesday 12 January 2027",
        ),
        (
            at(OPP, "enquiry", track=TrackKey.ENQUIRY, clocks=(RECEIPT,)),
            "Acknowledge, by Thursday 31 December 2026",
            Deed.ACKNOWLEDGE,
            "We tell you that we have it, by Thursday 31 December 2026",
        ),
        (
            at(OPP, "formal", **ANSWERED, last_day=day("2026-05-15")),
            "Ask whether they accept the outcome",
            Deed.CLOSE,
            "You have our answer",
        ),
        (
            at(OPP, "formal", **ANSWERED, accepted=True),
            "Close it",
            Deed.CLOSE,
            "You accepted our answer",
        ),
        (
            at(OPP, "appeal", **ANSWERED),
            "Close it, with what they think of the outcome",
            Deed.CLOSE,
            "You have our answer",
        ),
        (
            at(OPP, "outside"),
            "With: Awarding organisation or regulator",
            Deed.CLOSE,
            "It is with: Awarding organisation or regulator",
        ),
        (
            at(OPP, "feedback", track=TrackKey.FEEDBACK),
            "Read it, then close it",
            Deed.CLOSE,
            "We look into it",
        ),
        (
            at(OPP, "formal", state=CaseState.PAUSED, pause_reason="Waiting for a doctor's note"),
            "Paused: take it up again",
            Deed.RESUME,
            "It is paused",
        ),
        (
            at(OPP, "formal", state=CaseState.CLOSED),
            "Nothing: it is closed",
            None,
            "It is closed",
        ),
        (
            at(OPP, "formal", locked=True),
            "With the safeguarding lead",
            None,
            "It is looked after separately",
        ),
    ],
)
def test_the_next_step_is_told_to_staff_and_to_whoever_brought_it(standing, staff, deed, person):
    step = next_step(standing)

    assert (step.title, step.deed) == (staff, deed)
    assert step.why
    assert next_for_person(standing).title == person


def test_who_got_an_answer_is_told_what_they_can_do_next_and_until_when():
    answered = at(OPP, "formal", **ANSWERED, last_day=day("2026-05-15"))
    last = at(OPP, "appeal", **ANSWERED)
    shut = at(OPP, "appeal", "fees", **ANSWERED)

    assert "until Friday 15 May 2026: Appeal to the Managing Director" in (
        next_for_person(answered).why
    )
    assert "They can take it further until Friday 15 May 2026" in next_step(answered).why
    assert "a body outside the centre" in next_for_person(last).why
    assert next_for_person(shut).why == "Tell us whether you accept it."


def test_a_pause_is_told_with_its_reason():
    paused = at(OPP, "formal", state=CaseState.PAUSED, pause_reason="A witness is away")

    assert next_for_person(paused).why == "A witness is away."
    assert next_for_person(replace(paused, pause_reason="Is it?")).why == "Is it?"
