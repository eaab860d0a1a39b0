"""An appeal: the candidate against the assessor's decision, to credit that counts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.browsers import Give
from tests.e2e.journeys.people import ASSESSOR, OTHER_ASSESSOR, SENT_BACK
from tests.e2e.pages.appeals import AppealPage, waiting_appeal
from tests.e2e.pages.candidate import FeedbackPage, HomePage
from tests.e2e.pages.cases import WaitingPage
from tests.e2e.pages.units import UnitPage

REASONS = "The second page shows what you did and why you did it."


@pytest.mark.full
@pytest.mark.req("R-304", part="as a story, to credit that counts")
def test_an_upheld_appeal_meets_the_criteria_and_the_credit_counts(device: Give) -> None:
    candidate, reviewer = device("phone", SENT_BACK), device("desktop", OTHER_ASSESSOR)
    home = HomePage(candidate)
    home.shows("4", "Referred")
    appeal = FeedbackPage.open(candidate).follow("Appeal this decision", AppealPage)
    expect(appeal.decisions.first).to_be_checked()
    appeal.against_all()
    unit = appeal.send("It is all on the second page.")
    unit.says("We have your appeal")
    expect(unit.state("Frozen")).to_be_visible()

    review = waiting_appeal(WaitingPage.open(reviewer))
    review.says("It is all on the second page.")
    review.uphold_all(REASONS)
    review.decide().says("Decided: upheld")

    home = HomePage.open(candidate)
    home.shows("4", "Ready")
    unit = home.open_unit("4")
    unit.says(REASONS)
    address = unit.address
    unit.declare().sign()
    sign_off = UnitPage.open(device("desktop", ASSESSOR), address).sign_off()
    sign_off.confirm("I observed the work")
    sign_off.sign().says("Unit 4 is achieved")
    HomePage.open(candidate).shows("4", "Achieved")
