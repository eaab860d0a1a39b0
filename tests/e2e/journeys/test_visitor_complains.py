"""Somebody without an account complains by phone, adds to it and takes it further."""

from __future__ import annotations

import pytest

from tests.e2e.browsers import Give
from tests.e2e.pages.public_service import FollowPage, ServicePage


@pytest.mark.req("R-266", "R-277")
@pytest.mark.parametrize("scripts", [False, pytest.param(True, marks=pytest.mark.full)])
def test_a_visitor_complains_and_follows_it_without_an_account(device: Give, scripts: bool) -> None:
    visitor = device("phone", java_script_enabled=scripts)
    form = ServicePage.open(visitor).tell_us().choose("Complaint")
    form.fill("What do you want to tell us?", "Two of my last three reviews were cancelled.")
    form.attach("shift-notes.txt")
    visitor.page.wait_for_timeout(2_100)
    form = form.send_again()
    form.refuses("Enter an e-mail address or a telephone number")
    form.keeps("shift-notes.txt")
    form.about("Teaching and support")
    form.fill("Your name", "Demo Complainant 9")
    form.fill("E-mail address", "complainant@home.test")
    sent = form.send()
    sent.says("We look into it")
    link = sent.link
    case = sent.open_case()
    case.says("shift-notes.txt")

    later = FollowPage.open(device("desktop", java_script_enabled=scripts), link)
    later.device.page.wait_for_timeout(2_100)
    added = later.add("The third was on 14 October.")
    added.says("The third was on 14 October.")
    formal = added.take_further("Nobody has called me")
    formal.says("Taken to Stage 2, formal")
    formal.says("by when to expect our answer")
