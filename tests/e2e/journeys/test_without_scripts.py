"""The main job with scripts off, from the first file to the sign-off."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.browsers import Give
from tests.e2e.journeys.people import ASSESSOR, SENT_BACK
from tests.e2e.pages.assessing import QueuePage
from tests.e2e.pages.candidate import HomePage
from tests.e2e.pages.evidence import AddEvidencePage
from tests.e2e.pages.visits import CandidatesPage


@pytest.mark.req("R-327")
def test_evidence_is_added_declared_judged_and_signed_off_without_scripts(device: Give) -> None:
    candidate = device("phone", SENT_BACK, java_script_enabled=False)
    describe = AddEvidencePage.open(candidate).send("help-desk.jpg", "shift-notes.txt")
    describe.describe("The desk, before and after")
    describe.picker.open_unit("7")
    describe.picker.tick("7", "1.1")
    describe.confirm_no_details()
    item = describe.submit()
    code = item.code
    expect(item.state("Submitted")).to_be_visible()
    declaration = HomePage.open(candidate).open_unit("7").declare()
    signed = declaration.sign()
    expect(signed.state("Signed")).to_be_visible()

    assessor = device("desktop", ASSESSOR, java_script_enabled=False)
    bench = QueuePage(assessor).open_item("Demo Candidate 3", code)
    bench.judge("1.1", "Met", "Both pictures show the same desk, and what changed is told.")
    bench.method("EP")
    bench.feedback.fill("Two pictures say more than one. Go on comparing like this.")
    bench.record().says(f"{code} is accepted")
    candidates = CandidatesPage.start(assessor, "/assessor/candidates")
    sign_off = candidates.open("Demo Candidate 3").open_unit("7").sign_off()
    sign_off.confirm("I observed the work")
    sign_off.sign().says("Unit 7 is achieved")
    home = HomePage.open(candidate)
    home.shows("7", "Achieved")
