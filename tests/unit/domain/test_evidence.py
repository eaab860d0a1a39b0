"""What an item of evidence needs before it is submitted, and who may add which type."""

from dataclasses import replace
from datetime import date

import pytest

from portfolio.domain.errors import Refusal
from portfolio.domain.evidence import (
    ASSESSOR_TYPES,
    CANDIDATE_TYPES,
    EvidenceType,
    Submission,
    check_move,
    check_type,
    submission_refusals,
)
from portfolio.domain.states import EvidenceState

TODAY = date(2026, 11, 2)
COMPLETE = Submission(
    type=EvidenceType.PRODUCT,
    title="Answer to a complaint",
    produced_on=date(2026, 10, 30),
    shows="How I put a late delivery right",
    files=1,
    location="",
    criteria=1,
    details_confirmed=True,
    sources_none=True,
)


def fields(item):
    return [refusal.field for refusal in submission_refusals(item, TODAY)]


@pytest.mark.req("R-073", "R-075", "R-079")
def test_a_complete_item_can_be_submitted():
    assert fields(COMPLETE) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        pytest.param(
            {"files": 0}, "files", id="neither file nor place", marks=pytest.mark.req("R-069")
        ),
        pytest.param({"title": " "}, "title", id="no title", marks=pytest.mark.req("R-069")),
        pytest.param(
            {"produced_on": None}, "produced_on", id="no date", marks=pytest.mark.req("R-069")
        ),
        pytest.param({"produced_on": date(2026, 11, 3)}, "produced_on", id="a date to come"),
        pytest.param({"shows": ""}, "shows", id="nothing said of it"),
        pytest.param({"criteria": 0}, "criteria", id="no tag", marks=pytest.mark.req("R-073")),
        pytest.param(
            {"details_confirmed": False},
            "details_confirmed",
            id="details not confirmed",
            marks=pytest.mark.req("R-075"),
        ),
        pytest.param(
            {"group_work": True, "own_contribution": " "},
            "own_contribution",
            id="group work without own part",
            marks=pytest.mark.req("R-077"),
        ),
        pytest.param(
            {"sources_none": False}, "sources", id="no sources", marks=pytest.mark.req("R-079")
        ),
        pytest.param(
            {"photographs_only": True, "photographs_need_statement": True},
            "files",
            id="a photograph alone",
            marks=pytest.mark.req("R-072"),
        ),
    ],
)
def test_what_is_missing_is_named_beside_its_field(change, field):
    assert fields(replace(COMPLETE, **change)) == [field]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(
            {"files": 0, "location": "Locker 4"}, id="original kept elsewhere",
            marks=pytest.mark.req("R-069"),
        ),
        pytest.param(
            {"group_work": True, "own_contribution": "I wrote the answer"}, id="own part said",
            marks=pytest.mark.req("R-077"),
        ),
        pytest.param(
            {"sources_none": False, "sources": "Our returns policy"}, id="sources listed",
            marks=pytest.mark.req("R-079"),
        ),
        pytest.param(
            {"photographs_only": True}, id="photograph where no statement is asked",
            marks=pytest.mark.req("R-072"),
        ),
        pytest.param(
            {
                "photographs_only": True,
                "photographs_need_statement": True,
                "supporting_statement": True,
            },
            id="photograph with its statement",
            marks=pytest.mark.req("R-072"),
        ),
    ],
)  # fmt: skip
def test_what_satisfies_a_condition_is_enough(change):
    assert fields(replace(COMPLETE, **change)) == []


@pytest.mark.req("R-073", "R-075")
def test_all_that_is_missing_is_named_at_once_in_the_order_of_the_form():
    empty = Submission(EvidenceType.ASSIGNMENT, "", None, "", 0, "", 0, False, group_work=True)

    assert fields(empty) == [
        "files",
        "title",
        "produced_on",
        "shows",
        "own_contribution",
        "sources",
        "criteria",
        "details_confirmed",
    ]


@pytest.mark.req("R-070")
def test_nine_types_are_shared_between_candidate_and_assessor():
    assert len(EvidenceType) == 9
    assert set(EvidenceType) == CANDIDATE_TYPES | ASSESSOR_TYPES
    shared = CANDIDATE_TYPES & ASSESSOR_TYPES
    assert shared == {EvidenceType.WITNESS_STATEMENT}


@pytest.mark.req("R-070")
@pytest.mark.parametrize(
    ("evidence_type", "by_staff"),
    [(EvidenceType.OBSERVATION, False), (EvidenceType.PERSONAL_STATEMENT, True)],
)
def test_a_type_is_refused_to_those_who_may_not_add_it(evidence_type, by_staff):
    check_type(evidence_type, by_staff=not by_staff)
    with pytest.raises(Refusal) as refused:
        check_type(evidence_type, by_staff=by_staff)

    assert refused.value.field == "type"


def test_an_item_is_withdrawn_before_a_decision_only():
    check_move(EvidenceState.SUBMITTED, EvidenceState.WITHDRAWN)
    with pytest.raises(Refusal, match="accepted and cannot become withdrawn"):
        check_move(EvidenceState.ACCEPTED, EvidenceState.WITHDRAWN)
