"""An administrator's story: register, invite, assign, open to a verifier and close again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.e2e.browsers import Device, Give
from tests.e2e.journeys.people import ADMINISTRATOR, VERIFIER
from tests.e2e.journeys.sizes import DESKTOP_FIRST
from tests.e2e.pages.accounts import (
    DemoMailPage,
    InvitationPage,
    MorePage,
    OwnWorkPage,
    PrivacyPage,
    link_in,
)
from tests.e2e.pages.administration import CandidatePage, CentrePage, VerifiersPage
from tests.e2e.pages.candidate import HomePage
from tests.e2e.pages.evidence import AddEvidencePage
from tests.e2e.pages.frame import today
from tests.e2e.pages.visits import VisitPage

EMAIL, NAME = "candidate7@demo.test", "Demo Candidate 7"
CHOSEN = "lantern orchard violin"
USED, WRONG, RIGHT = "3914177763", "2345678910", "2345678916"


@DESKTOP_FIRST
@pytest.mark.req("R-125", "R-330", part="before the first upload; at the first sign-in")
def test_a_candidate_is_registered_invited_and_let_in(device: Give, size: str) -> None:
    administrator = device(size, ADMINISTRATOR)
    register_with_refusals(administrator)

    phone = device("phone")
    mail = DemoMailPage.waiting_for(phone, EMAIL, "Your invitation to Portfolio")
    link_in(mail)
    InvitationPage(phone).accept(CHOSEN).sign_in(EMAIL, CHOSEN)
    PrivacyPage(phone).read()
    home = HomePage(phone)
    home.page.get_by_role("navigation", name="Main").get_by_role("link", name="Add").click()
    OwnWorkPage(phone).confirm()
    AddEvidencePage(phone).send("help-desk.jpg").says("help-desk.jpg")


def register_with_refusals(administrator: Device) -> CandidatePage:
    """Each refusal stands beside its field, and what was typed stays."""
    form = CentrePage(administrator).register()
    adult, child = date(1999, 4, 2), today() - timedelta(days=9 * 365)
    form.person(EMAIL, NAME, adult, WRONG)
    form.entry("10380", "Demo Assessor 1")
    form = form.register_in_vain()
    form.refuses("The last digit does not fit the other nine")
    expect(form.page.get_by_label("Full name")).to_have_value(NAME)

    form.person(EMAIL, NAME, child, RIGHT)
    form = form.register_in_vain()
    form.refuses("10380 is approved for ages")

    form.person(EMAIL, NAME, adult, RIGHT)
    form.entry("03454", "Demo Assessor 1")
    form = form.register_in_vain()
    form.refuses("03454 is closed for entry")

    form.person(EMAIL, NAME, adult, USED)
    form.entry("10380", "Demo Assessor 1")
    form = form.register_in_vain()
    form.refuses("ULN")

    form.person(EMAIL, NAME, adult, RIGHT)
    registered = form.register()
    registered.says(f"{NAME} is registered")
    return registered


@DESKTOP_FIRST
def test_another_assessor_is_assigned_and_the_history_kept(device: Give, size: str) -> None:
    administrator = device(size, ADMINISTRATOR)
    page = CentrePage(administrator).candidate("Demo Candidate 6")
    page = page.assign().to("Demo Assessor 1")
    page.says("has been told")
    page.main.get_by_text("Who worked with the candidate, and when").click()
    page.says("Demo Assessor 2, assessor, from")


@DESKTOP_FIRST
def test_a_portfolio_is_opened_to_a_verifier_until_a_day_and_closed(
    device: Give, size: str
) -> None:
    administrator, verifier = device(size, ADMINISTRATOR), device("desktop", VERIFIER)
    expect(VisitPage(verifier).names.filter(has_text="Demo Candidate 4")).to_have_count(0)
    more = CentrePage(administrator).go("More", MorePage)
    verifiers = more.follow("Verifiers", VerifiersPage)
    verifiers = verifiers.open_candidates().open("Demo Candidate 4", today() + timedelta(days=7))
    expect(VisitPage.start(verifier).names.filter(has_text="Demo Candidate 4")).to_be_visible()
    verifiers.close("Demo Candidate 4").says("is closed to Demo Verifier 1 from now on")
    expect(VisitPage.start(verifier).names.filter(has_text="Demo Candidate 4")).to_have_count(0)
