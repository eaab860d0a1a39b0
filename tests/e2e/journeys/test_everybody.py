"""What everybody does: a forgotten password, another role, a kept sign-in, signing out."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.browsers import Give
from tests.e2e.journeys.people import ADMINISTRATOR, ASSESSOR, NEARLY_DONE, WAITING
from tests.e2e.journeys.sizes import PHONE_FIRST
from tests.e2e.pages.accounts import (
    DemoMailPage,
    InvitationPage,
    MorePage,
    NewPasswordPage,
    ProfilePage,
    RolesPage,
    SignInPage,
    link_in,
)
from tests.e2e.pages.administration import StaffPage
from tests.e2e.pages.assessing import QueuePage
from tests.e2e.pages.candidate import HomePage
from tests.e2e.pages.visits import CandidatesPage

CHOSEN = "lantern orchard violin"


@PHONE_FIRST
def test_a_forgotten_password_is_chosen_anew_by_mail(device: Give, size: str) -> None:
    phone = device(size)
    SignInPage.open(phone).forgot().ask(WAITING)
    link_in(DemoMailPage.waiting_for(phone, WAITING, "password"))
    address = phone.page.url
    NewPasswordPage(phone).choose(CHOSEN).sign_in(WAITING, CHOSEN)
    HomePage(phone)
    phone.page.goto(address)
    expect(phone.page.get_by_role("heading", level=1)).not_to_have_text("Choose a new password")


@PHONE_FIRST
def test_a_kept_sign_in_is_listed_and_ended_from_elsewhere(device: Give, size: str) -> None:
    phone, desktop = device(size), device("desktop", WAITING)
    SignInPage.open(phone).sign_in(WAITING, keep=True)
    HomePage(phone)
    profile = ProfilePage.open(desktop)
    expect(profile.devices()).to_have_count(2)
    profile = profile.sign_out_kept()
    expect(profile.devices()).to_have_count(1)
    phone.page.goto("/candidate")
    SignInPage(phone)

    MorePage.open(desktop).sign_out().says("You are signed out")
    desktop.page.goto("/candidate")
    SignInPage(desktop)


@PHONE_FIRST
def test_somebody_with_two_roles_changes_between_them(device: Give, size: str) -> None:
    administrator = device("desktop", ADMINISTRATOR)
    invited = (
        StaffPage.open(administrator)
        .invite()
        .ask("Demo Assessor 1", ASSESSOR, "Internal quality assurer")
    )
    invited.says("is invited as")
    assessor = device(size, ASSESSOR)
    link_in(DemoMailPage.waiting_for(assessor, ASSESSOR, "Your invitation to Portfolio"))
    roles = InvitationPage(assessor).accept_signed_in()
    roles.act_as("Internal quality assurer")
    CandidatesPage(assessor).says("You now act as Internal quality assurer")
    RolesPage.open(assessor).act_as("Assessor")
    QueuePage(assessor).says("You now act as Assessor")


@PHONE_FIRST
@pytest.mark.req("R-014", part="by a tap and by the keyboard")
def test_a_verb_of_a_criterion_is_explained_where_it_stands(device: Give, size: str) -> None:
    unit = HomePage(device(size, NEARLY_DONE)).open_unit("1")
    address = unit.page.url

    meaning = unit.ask_for("Explain")

    expect(meaning).to_contain_text("Make clear how or why something is so")
    assert unit.page.url == address
    unit.page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()
