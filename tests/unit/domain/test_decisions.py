"""What a decision and an assessor's own record must say."""

from dataclasses import replace
from datetime import date

import pytest

from portfolio.domain.assessor_records import AssessorRecord, record_refusals
from portfolio.domain.decisions import decision_refusals
from portfolio.domain.evidence import EvidenceType
from portfolio.domain.states import DecisionOutcome

TODAY = date(2026, 11, 2)
SEEN = AssessorRecord(EvidenceType.OBSERVATION, TODAY, "Front desk", "Greeted a visitor", 1)


@pytest.mark.req("R-147", "R-157")
@pytest.mark.parametrize(
    ("outcome", "justification", "changes", "reason", "fields"),
    [
        pytest.param(DecisionOutcome.MET, "Dealt with it alone", False, "", [], id="complete"),
        pytest.param(DecisionOutcome.MET, " ", False, "", ["why"], id="no justification"),
        pytest.param(None, "", False, "", ["outcome", "why"], id="nothing said"),
        pytest.param(
            DecisionOutcome.NOT_YET, "Seen again", True, "", ["reason"], id="changed, no reason"
        ),
        pytest.param(
            DecisionOutcome.NOT_YET, "Seen again", True, "IQA action", [], id="changed with reason"
        ),
    ],
)
def test_a_decision_says_what_and_why(outcome, justification, changes, reason, fields):
    refusals = decision_refusals(
        outcome=outcome, justification=justification, changes=changes, reason=reason
    )

    assert [refusal.field for refusal in refusals] == fields


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param(
            {"account": " "}, "Say what you saw", id="an observation without what was seen",
            marks=pytest.mark.req("R-141"),
        ),
        pytest.param(
            {"account": "", "type": EvidenceType.QUESTIONING}, "asked and answered",
            id="questioning without its gist", marks=pytest.mark.req("R-143"),
        ),
        pytest.param(
            {"held_on": None}, "Enter the date", id="no date", marks=pytest.mark.req("R-141")
        ),
        pytest.param(
            {"held_on": date(2026, 11, 3)}, "today or in the past", id="a date to come",
            marks=pytest.mark.req("R-141"),
        ),
        pytest.param({"place": ""}, "where", id="no place", marks=pytest.mark.req("R-141")),
        pytest.param({"criteria": 0}, "criterion", id="no tag", marks=pytest.mark.req("R-141")),
        pytest.param(
            {"type": EvidenceType.PRODUCT}, "observation, questioning", id="a type of candidates",
            marks=pytest.mark.req("R-070"),
        ),
    ],
)  # fmt: skip
def test_a_record_of_the_assessors_own_needs_its_parts(change, message):
    assert record_refusals(SEEN, TODAY) == []
    (refusal,) = record_refusals(replace(SEEN, **change), TODAY)

    assert message in refusal.message
