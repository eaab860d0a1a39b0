"""What stands in the way of a claim, and what it warns of."""

from dataclasses import replace
from datetime import date

import pytest

from portfolio.catalogue import read_shipped
from portfolio.domain.claims import (
    NO_LEARNING_RECORD,
    ClaimFacts,
    ClaimState,
    after_withdrawal,
    claim_refusals,
    claim_warnings,
)
from portfolio.domain.combination import evaluate
from portfolio.domain.uln import UlnStatus, uln_status

CLAIM = ClaimFacts(
    qualification=read_shipped().qualification("10380"),
    claimed_on=date(2026, 11, 2),
    uln=UlnStatus.BLANK,
    publicly_funded=False,
)


@pytest.mark.req("R-043", part="rule")
def test_a_blank_uln_is_no_reason_to_refuse_but_warns():
    assert claim_refusals(CLAIM) == []
    assert claim_warnings(UlnStatus.BLANK) == (NO_LEARNING_RECORD,)
    assert claim_warnings(UlnStatus.VALID) == ()


@pytest.mark.req("R-044", "R-045", part="rule")
@pytest.mark.parametrize(
    ("uln", "refused"),
    [("", ["uln"]), ("9999999999", ["uln"]), ("9276308686", [])],
)
def test_a_publicly_funded_claim_needs_a_valid_uln(uln, refused):
    claim = replace(CLAIM, publicly_funded=True, uln=uln_status(uln))

    assert [refusal.field for refusal in claim_refusals(claim)] == refused


@pytest.mark.req("R-049", part="rule")
@pytest.mark.parametrize(
    ("code", "day", "refused"),
    [
        ("03454", date(2018, 8, 31), False),
        ("03454", date(2018, 9, 1), True),
        ("03456", date(2019, 8, 31), False),
        ("03456", date(2019, 9, 1), True),
        ("10380", date(2030, 1, 1), False),
    ],
)
def test_a_claim_after_the_last_certification_date_is_refused(code, day, refused):
    claim = replace(CLAIM, qualification=read_shipped().qualification(code), claimed_on=day)

    assert [r.field for r in claim_refusals(claim)] == (["claimed_on"] if refused else [])


@pytest.mark.req("R-037", part="rule")
def test_a_full_award_is_refused_with_the_failing_clause():
    units = ["1", "2", "3", "4", "5", "6", "7", "10", "11", "37", "29", "31"]
    short = replace(CLAIM, verdict=evaluate(CLAIM.qualification, units))
    met = replace(CLAIM, verdict=evaluate(CLAIM.qualification, [*units, "14"]))

    (refusal,) = claim_refusals(short)

    assert "All credit: 54 of 55, 1 short" in refusal.message
    assert "Single units can be claimed" in refusal.message
    assert claim_refusals(met) == []


@pytest.mark.req("R-162", part="rule")
@pytest.mark.parametrize(
    ("state", "unit", "after"),
    [
        (ClaimState.DRAFT, "L/506/2150", ClaimState.HELD),
        (ClaimState.SENT, "L/506/2150", ClaimState.HELD),
        (ClaimState.DRAFT, "Y/506/2152", ClaimState.DRAFT),
        (ClaimState.AWARDED, "L/506/2150", ClaimState.AWARDED),
    ],
)
def test_a_withdrawn_sign_off_holds_the_open_claims_that_rest_on_it(state, unit, after):
    assert after_withdrawal(state, ["L/506/2150"], unit) is after
