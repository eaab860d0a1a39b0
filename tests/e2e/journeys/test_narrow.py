"""The main pages on the narrowest phone: meeting a page checks it, also for sideways scrolling."""

from __future__ import annotations

import pytest

from tests.e2e.browsers import Device, Give
from tests.e2e.journeys.people import ADMINISTRATOR, ASSESSOR, SENT_BACK, VERIFIER
from tests.e2e.pages.accounts import SignInPage
from tests.e2e.pages.administration import CentrePage
from tests.e2e.pages.assessing import QueuePage
from tests.e2e.pages.candidate import FeedbackPage, HomePage
from tests.e2e.pages.evidence import AddEvidencePage
from tests.e2e.pages.visits import VisitPage

NARROW = {"viewport": {"width": 360, "height": 740}}


@pytest.mark.req("R-326")
def test_the_candidates_main_pages_fit_a_narrow_phone(device: Give) -> None:
    candidate: Device = device("phone", SENT_BACK, **NARROW)
    HomePage(candidate).open_unit("4").declare()
    FeedbackPage.open(candidate).add_to("E-07")
    AddEvidencePage.open(candidate)
    SignInPage.open(device("phone", **NARROW))


@pytest.mark.req("R-326")
def test_the_main_pages_of_staff_and_verifiers_fit_a_narrow_phone(device: Give) -> None:
    assessor = device("phone", ASSESSOR, **NARROW)
    QueuePage(assessor).open_item("Demo Candidate 5", "E-03")
    verifier = device("phone", VERIFIER, **NARROW)
    VisitPage(verifier).open("Demo Candidate 2").open_unit("1").trail()
    CentrePage(device("phone", ADMINISTRATOR, **NARROW)).register()
