"""A candidate's story: evidence in from a phone, declared own work, void once a file changes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.browsers import Give
from tests.e2e.journeys.people import SENT_BACK, WAITING
from tests.e2e.journeys.sizes import PHONE_FIRST
from tests.e2e.pages.candidate import HomePage
from tests.e2e.pages.evidence import DescribePage
from tests.e2e.pages.units import UnitPage

FILES = ("help-desk.jpg", "email-thread.pdf", "follow-up-note.m4a")
TITLE = "Three callers, one busy morning"


@PHONE_FIRST
@pytest.mark.req("R-326", part="adding evidence on a phone")
@pytest.mark.req("R-353", part="a candidate on a phone uploads")
def test_a_candidate_adds_describes_tags_and_submits_evidence(device: Give, size: str) -> None:
    candidate = device(size, WAITING)
    adding = HomePage(candidate).add_evidence()
    adding.choose(*FILES)
    adding.picture("add-evidence")
    describe = adding.go_on(len(FILES))
    for name in FILES:
        describe.says(name)

    describe.describe(TITLE)
    refused = describe.submit_too_early()
    refused.refuses("criteri")
    expect(refused.page.get_by_label("Title", exact=True)).to_have_value(TITLE)
    for name in FILES:
        refused.says(name)

    find_and_tick(refused)
    saved = refused.save()
    saved.says("Draft saved")
    expect(saved.picker.box("11", "1.1")).to_be_checked()
    saved.confirm_no_details()
    submitted = saved.submit()
    submitted.says("Submitted")
    expect(submitted.state("Submitted")).to_be_visible()
    submitted.says(FILES[2])


def find_and_tick(describe: DescribePage) -> None:
    """By unfolding an outcome, and by searching for a number."""
    picker = describe.picker
    picker.open_unit("11")
    picker.tick("11", "1.1", "1.2")
    expect(picker.chosen).to_contain_text("2 chosen")
    picker.search("2.1")
    expect(picker.box("11", "1.1")).to_be_hidden()
    picker.tick("11", "2.1")
    picker.search("")
    expect(picker.chosen).to_contain_text("3 chosen")
    expect(picker.chosen).to_contain_text("11: 1.1, 1.2, 2.1")


@PHONE_FIRST
@pytest.mark.req("R-352", part="the declaration")
@pytest.mark.req("R-353", part="a candidate declares")
def test_a_declaration_is_void_once_a_file_is_replaced_and_shows_what_is_signed_again(
    device: Give, size: str
) -> None:
    candidate = device(size, SENT_BACK)
    unit = HomePage(candidate).open_unit("7")
    expect(unit.declaration_part).to_contain_text("Signed")
    describe = unit.open_item().replace_first().send("shift-notes.txt")
    describe.says("shift-notes.txt")
    unit = HomePage.open(candidate).open_unit("7")
    expect(unit.declaration_part).to_contain_text("Void")
    unit.open_item().change().submit().says("Submitted")

    declaration = HomePage.open(candidate).open_unit("7").declare()
    declaration.says("Your earlier declaration is void")
    declaration.says("shift-notes.txt")
    expect(declaration.fingerprints.first).to_have_text(re.compile("([0-9a-f]{4} ?){2}"))
    declaration.picture("declaration")
    refused = declaration.sign("not the password")
    refused.refuses("password")
    signed = refused.sign()
    expect(signed.state("Signed")).to_be_visible()
    expect(signed.fingerprints.first).to_be_visible()
    unit = signed.follow("Back to unit 7", UnitPage)
    expect(unit.declaration_part).to_contain_text("Signed")
