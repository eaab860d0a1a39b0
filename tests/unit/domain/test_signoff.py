"""Every condition of sign-off has its own message and its own place to go."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from portfolio.domain.coverage import coverage
from portfolio.domain.decisions import Decision
from portfolio.domain.errors import Refusal
from portfolio.domain.signoff import (
    AuthenticityCheck,
    NotReady,
    Remedy,
    SignOffFacts,
    check_authenticity,
    check_ready,
    check_withdrawal,
    conditions,
    missing,
)
from portfolio.domain.states import DecisionOutcome, DeclarationState

MONDAY = datetime(2026, 11, 2, tzinfo=UTC)
CRITERIA = [f"{outcome}.{n}" for outcome in (1, 2) for n in range(1, 6)]


TWELVE_AND_TWO = [f"{outcome}.{n}" for outcome in (1, 2) for n in range(1, 7)] + ["ER1", "ER2"]
"""An NVQ unit of 12 criteria and 2 evidence requirements."""


def decided(*not_met, undecided=(), criteria=CRITERIA):
    return coverage(
        criteria,
        [],
        [
            Decision(c, DecisionOutcome.NOT_YET if c in not_met else DecisionOutcome.MET, MONDAY)
            for c in criteria
            if c not in undecided
        ],
    )


READY = SignOffFacts(
    coverage=decided(),
    declaration=DeclarationState.SIGNED,
    signer_is_assessor=True,
    signer_is_the_candidate=False,
)


@pytest.mark.req("R-158")
def test_nothing_is_missing_when_every_condition_stands():
    check_ready(READY)

    assert missing(READY) == ()
    assert conditions(READY)[0].message == "All criteria met. 10 of 10"


@pytest.mark.parametrize(
    ("change", "message", "remedy"),
    [
        pytest.param(
            {"coverage": decided("2.5")},
            "Missing: all criteria met. 9 of 10. Not yet: 2.5",
            Remedy.CRITERIA,
            id="the tenth criterion not met",
            marks=pytest.mark.req("R-150", "R-158"),
        ),
        pytest.param(
            {"coverage": decided("1.2", "1.3", undecided=("2.1",))},
            "Missing: all criteria met. 7 of 10. Not yet: 1.2 and 1.3. No decision: 2.1",
            Remedy.CRITERIA,
            id="some not met, one not judged",
            marks=pytest.mark.req("R-150", "R-151", "R-158"),
        ),
        pytest.param(
            {"coverage": coverage([], [])},
            "Missing: criteria loaded. This unit's criteria are not loaded",
            Remedy.CATALOGUE,
            id="criteria not loaded",
            marks=pytest.mark.req("R-010", "R-158"),
        ),
        pytest.param(
            {"declaration": DeclarationState.UNSIGNED},
            "Missing: candidate's declaration. The candidate has not signed it",
            Remedy.DECLARATION,
            id="no declaration",
            marks=pytest.mark.req("R-120", "R-158"),
        ),
        pytest.param(
            {"declaration": DeclarationState.VOID},
            "Missing: candidate's declaration. Signed, but the evidence has changed since. "
            "It is needed again",
            Remedy.DECLARATION,
            id="a void declaration",
            marks=pytest.mark.req("R-121", "R-158"),
        ),
        pytest.param(
            {"signer_is_assessor": False},
            "Missing: signed by an assessor. Only an assessor signs a unit off, never a quality "
            "assurer or a verifier",
            Remedy.ASSESSOR,
            id="a quality assurer or verifier",
            marks=pytest.mark.req("R-158"),
        ),
        pytest.param(
            {"signer_is_the_candidate": True},
            "Missing: independent assessor. This is your own work. Another assessor must judge it",
            Remedy.ASSESSOR,
            id="own work",
            marks=pytest.mark.req("R-161"),
        ),
        pytest.param(
            {"signer_declared_conflict": True},
            "Missing: independent assessor. You declared a conflict of interest. Another assessor "
            "must judge it",
            Remedy.ASSESSOR,
            id="a relative",
            marks=pytest.mark.req("R-161"),
        ),
        pytest.param(
            {"frozen_items": ("E-04", "E-09")},
            "Missing: no frozen evidence. Held while a case is open: E-04 and E-09",
            Remedy.EVIDENCE,
            id="frozen evidence",
            marks=pytest.mark.req("R-158", part="rule"),
        ),
        pytest.param(
            {"iqa_stops": ("Sample of unit 4",)},
            "Missing: no open quality assurance stop. Open: Sample of unit 4",
            Remedy.IQA,
            id="an open stop",
            marks=pytest.mark.req("R-158", part="rule"),
        ),
        pytest.param(
            {"competent": False},
            "Missing: competent assessor. You are not recorded as occupationally competent for "
            "this unit today",
            Remedy.ASSESSOR,
            id="not competent",
            marks=pytest.mark.req("R-158", "R-160", part="rule"),
        ),
    ],
)
def test_each_condition_absent_gives_its_own_message_and_remedy(change, message, remedy):
    facts = replace(READY, **change)

    (lacking,) = missing(facts)

    assert lacking.message == message
    assert lacking.remedy is remedy
    assert conditions(facts)[0] == lacking
    with pytest.raises(NotReady) as refused:
        check_ready(facts)
    assert refused.value.missing == (lacking,)


@pytest.mark.req("R-158")
def test_several_missing_conditions_are_all_named():
    facts = replace(READY, coverage=decided("1.1"), declaration=DeclarationState.UNSIGNED)

    assert len(missing(facts)) == 2


@pytest.mark.req("R-160", part="rule")
def test_competence_is_no_condition_while_nothing_is_recorded_of_it():
    names = {condition.name for condition in conditions(READY)}

    assert "Competent assessor" not in names
    assert "Competent assessor" in {c.name for c in conditions(replace(READY, competent=True))}


@pytest.mark.req("R-122")
@pytest.mark.parametrize(
    ("checks", "note", "field"),
    [
        pytest.param([], "", "authenticity", id="no check"),
        pytest.param(["other"], " ", "authenticity_note", id="another way without a note"),
        pytest.param(["guessed"], "", "authenticity", id="a way that is not listed"),
    ],
)
def test_authenticity_must_have_been_checked_in_a_stated_way(checks, note, field):
    with pytest.raises(Refusal) as refused:
        check_authenticity(checks, note)

    assert refused.value.field == field


@pytest.mark.req("R-122")
def test_authenticity_checks_are_kept_in_one_order():
    checks = check_authenticity(["other", "observed"], "Compared handwriting")

    assert checks == (AuthenticityCheck.OBSERVED, AuthenticityCheck.OTHER)


@pytest.mark.req("R-162", part="rule")
def test_a_sign_off_is_withdrawn_with_a_reason_only():
    check_withdrawal("Sampled: 2.3 rests on a missing recording")
    with pytest.raises(Refusal):
        check_withdrawal(" ")


@pytest.mark.req("R-339")
@pytest.mark.parametrize(
    ("not_yet", "undecided", "message"),
    [
        pytest.param(
            [], ["ER2"],
            "Missing: all evidence requirements met. 1 of 2. Evidence requirement 2 is not met yet",
            id="12 criteria and 1 requirement met",
        ),
        pytest.param(
            ["ER2"], [],
            "Missing: all evidence requirements met. 1 of 2. Evidence requirement 2 is not met yet",
            id="the second decided not yet",
        ),
        pytest.param(
            ["ER1"], ["ER2"],
            "Missing: all evidence requirements met. 0 of 2. Evidence requirements 1 and 2 are not "
            "met yet",
            id="neither met",
        ),
    ],
)  # fmt: skip
def test_an_nvq_unit_also_needs_its_evidence_requirements(not_yet, undecided, message):
    unit = decided(*not_yet, undecided=undecided, criteria=TWELVE_AND_TWO)

    lacking = missing(replace(READY, coverage=unit))

    assert [condition.message for condition in lacking] == [message]
    assert lacking[0].remedy is Remedy.CRITERIA


@pytest.mark.req("R-339")
def test_an_nvq_unit_with_everything_met_stands_on_both_conditions():
    ready = replace(READY, coverage=decided(criteria=TWELVE_AND_TWO))

    check_ready(ready)

    assert [condition.message for condition in conditions(ready)][:2] == [
        "All criteria met. 12 of 12",
        "All evidence requirements met. 2 of 2",
    ]


@pytest.mark.req("R-339", "R-158")
@given(some.sets(some.sampled_from(TWELVE_AND_TWO)), some.sets(some.sampled_from(TWELVE_AND_TWO)))
def test_every_criterion_and_requirement_that_is_not_met_is_named(not_yet, undecided):
    unit = decided(*not_yet, undecided=undecided, criteria=TWELVE_AND_TWO)

    words = " ".join(condition.message for condition in missing(replace(READY, coverage=unit)))

    lacking = not_yet | undecided
    assert (words == "") is (not lacking)
    for number in lacking:
        assert number.removeprefix("ER") in words
    assert ("vidence requirement" in words) is any(one.startswith("ER") for one in lacking)
