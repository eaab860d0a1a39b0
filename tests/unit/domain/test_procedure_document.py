"""A procedure is read from its document whole, and refused with the place of what is amiss."""

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as tries

from portfolio.catalogue import PROCEDURES, read_procedures
from portfolio.domain.deadlines import Rule, Unit
from portfolio.domain.procedure import (
    Channel,
    ClockRule,
    Moment,
    Office,
    Procedure,
    Special,
    Stage,
    TrackKey,
)
from portfolio.domain.procedure_checks import ProcedureFault
from portfolio.domain.procedure_document import parse, to_document
from portfolio.domain.procedure_fields import FORM_FIELDS
from tests.unit.domain.procedures import procedures

HOURS, DAYS, WORKING_DAYS, MONTHS = Unit.HOURS, Unit.DAYS, Unit.WORKING_DAYS, Unit.CALENDAR_MONTHS


def stage(key: str, of: str, track: TrackKey = TrackKey.COMPLAINT) -> Stage:
    return read_procedures()[of].track(track).stage(key)


def clock(of: Stage, key: str) -> ClockRule:
    return next(clock for clock in of.clocks if clock.key == key)


@given(procedures())
@tries(max_examples=40, deadline=None)
def test_a_document_is_read_back_to_the_same_procedure(procedure: Procedure) -> None:
    document = json.loads(json.dumps(to_document(procedure)))
    assert parse(document) == procedure


@pytest.mark.parametrize("key", PROCEDURES)
def test_every_shipped_procedure_has_every_track_and_reply(key: str) -> None:
    procedure = read_procedures()[key]
    assert set(procedure.tracks) == set(TrackKey)
    assert procedure.category("assessment-decision").redirects is TrackKey.APPEAL
    reply = procedure.templates["acknowledgement"].text
    assert "{statement}" in reply
    assert "{target_date}" in reply
    indicators = {
        (track.key, clock.key): clock.rule
        for track in procedure.tracks.values()
        for each in track.stages
        for clock in each.clocks
        if clock.indicator
    }
    assert indicators == {
        (TrackKey.PROVIDER_QUERY, "answer"): Rule(2, WORKING_DAYS),
        (TrackKey.ENQUIRY, "acknowledge"): Rule(3, WORKING_DAYS),
        (TrackKey.APPEAL, "acknowledge"): Rule(3, WORKING_DAYS),
        (TrackKey.APPEAL, "outcome"): Rule(20, WORKING_DAYS),
        (TrackKey.GENERAL_QUERY, "answer"): Rule(2, WORKING_DAYS),
    }


@pytest.mark.req("R-274", "R-277", part="the profile")
def test_the_first_procedure_goes_from_informal_to_outside_bodies() -> None:
    informal, formal = stage("informal", "op-performance"), stage("formal", "op-performance")
    assert informal.channels[:3] == (Channel.REVIEW_FORM, Channel.IN_PERSON, Channel.EMAIL)
    assert informal.within
    assert informal.within.rule == Rule(5, WORKING_DAYS)
    assert formal.within
    assert (formal.within.rule, formal.within.since) == (Rule(10, WORKING_DAYS), Moment.ISSUE)
    assert formal.in_writing
    assert formal.acknowledgement_gives_target
    assert clock(formal, "acknowledge").rule == Rule(48, HOURS)
    assert [(rung.office, rung.after) for rung in formal.ladder] == [
        (Office.DEPARTMENT_HEAD, None),
        (Office.SENIOR_MANAGER, Rule(24, HOURS)),
        (Office.MANAGING_DIRECTOR, Rule(24, HOURS)),
    ]
    appeal = stage("appeal", "op-performance")
    assert appeal.within
    assert (appeal.within.rule, appeal.within.since) == (Rule(1, MONTHS), Moment.ANSWERED)
    assert clock(appeal, "answer").rule == Rule(1, MONTHS)
    assert appeal.at_meeting
    assert appeal.next == ("outside",)
    track = read_procedures()["op-performance"].track(TrackKey.COMPLAINT)
    assert track.beginnings == (informal, formal)


@pytest.mark.req("R-293", "R-300", part="the profile")
def test_the_second_procedure_has_three_stages_chief_executive_and_board() -> None:
    first, second = stage("stage-1", "optimum-skills"), stage("stage-2", "optimum-skills")
    at_once = clock(first, "acknowledge")
    assert (at_once.rule, at_once.amber_after) == (Special.IMMEDIATELY, Rule(1, HOURS))
    assert clock(first, "deadline").rule == Rule(2, DAYS)
    assert not first.acknowledgement_gives_target
    assert len(first.fields) == 11
    assert len(second.fields) == 5
    assert clock(second, "resolve").rule == Rule(10, WORKING_DAYS)
    stages = read_procedures()["optimum-skills"].track(TrackKey.COMPLAINT).stages
    assert [each.office for each in stages[:-1]] == [
        Office.RECEIVER,
        Office.MANAGER,
        Office.DIRECTOR,
        Office.CHIEF_EXECUTIVE,
        Office.BOARD,
    ]
    assert all(each.tells_administrator for each in stages[:-1])
    assert {field for each in stages for field in each.fields} == set(FORM_FIELDS)


@pytest.mark.req("R-288", part="the profile")
def test_outside_bodies_deal_with_assessment_and_handling_only() -> None:
    categories = read_procedures()["op-performance"].categories
    dealt_with = {category.key for category in categories if category.external}
    assert dealt_with == {"assessment-conduct", "complaint-handling"}
    assert all(category.why_not_external for category in categories if not category.external)


COMPLAINT = "tracks.complaint.stages"


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ("tracks.feedback", None, "tracks.feedback"),
        ("tracks.complaint.stages.1.next", ["nowhere"], f"{COMPLAINT}.formal.next"),
        ("tracks.complaint.stages.1.next", ["informal"], f"{COMPLAINT}.formal.next"),
        ("tracks.complaint.stages.1.next", [], f"{COMPLAINT}.formal.next"),
        ("tracks.complaint.stages.1.key", "informal", "tracks.complaint.stages"),
        ("tracks.complaint.stages.2.key", None, f"{COMPLAINT}.3.key"),
        (
            "tracks.complaint.stages.1.clocks.0.rule",
            "soon",
            f"{COMPLAINT}.formal.clocks.acknowledge.rule",
        ),
        (
            "tracks.complaint.stages.0.clocks.0.starts",
            "it was acknowledged",
            f"{COMPLAINT}.informal.clocks.target.starts",
        ),
        (
            "tracks.complaint.stages.0.clocks.0.stops",
            "it was received",
            f"{COMPLAINT}.informal.clocks.target.stops",
        ),
        (
            "tracks.complaint.stages.3.clocks",
            [
                {
                    "key": "answer",
                    "label": "Answer",
                    "rule": "2 days",
                    "starts": "it was received",
                    "stops": "it was answered in writing",
                }
            ],
            f"{COMPLAINT}.outside",
        ),
        ("tracks.complaint.stages.0.office", "King", f"{COMPLAINT}.informal.office"),
        ("tracks.complaint.stages.0.fields", ["hat"], f"{COMPLAINT}.informal.fields"),
        ("tracks.complaint.stages.0.ladder.0.after", "1 hour", f"{COMPLAINT}.informal.ladder.1"),
        ("tracks.complaint.stages.0.colour", "red", f"{COMPLAINT}.informal.colour"),
        ("tracks.appeal.kind", "Query", "tracks.appeal.kind"),
        ("templates.acknowledgement.text", "{reference}", "templates.acknowledgement.text"),
        ("templates.closing.text", "{surprise}", "templates.closing.text"),
        ("templates.closing.text", "{", "templates.closing.text"),
        ("templates.closing", None, "templates.closing"),
        ("categories.0.why_not_external", "", "categories.teaching-and-support"),
        ("categories.2.redirects", None, "categories"),
        ("name", "", "name"),
        ("plain_words", "all", "plain_words"),
    ],
)
def test_a_document_that_contradicts_itself_is_refused_by_its_place(
    path: str, value: Any, place: str
) -> None:
    document = deepcopy(to_document(read_procedures()["op-performance"]))
    *parents, last = (int(part) if part.isdigit() else part for part in path.split("."))
    thing: Any = document
    for part in parents:
        thing = thing[part]
    if value is None:
        del thing[last]
    else:
        thing[last] = value
    with pytest.raises(ProcedureFault) as refused:
        parse(document)
    assert refused.value.field is not None
    assert refused.value.field.startswith(place)
    assert str(refused.value).startswith(refused.value.field)
