"""A form is published with its file; a candidate reads it, and so does anybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from portfolio.demo.people import SLUG
from tests.e2e.browsers import Give
from tests.e2e.journeys.people import ADMINISTRATOR, NEARLY_DONE
from tests.e2e.pages.documents import DocumentsPage, OfferPage, downloads
from tests.e2e.pages.frame import today
from tests.servers.processes import wait_until

SAMPLE = Path(__file__).resolve().parents[3] / "portfolio" / "demo" / "samples" / "email-thread.pdf"
PATIENCE = 60


@pytest.mark.full
@pytest.mark.req("R-313", "R-314", "R-317")
def test_a_published_form_reaches_a_candidate_and_everybody(device: Give) -> None:
    administrator = device("desktop", ADMINISTRATOR)
    draft = DocumentsPage.open(administrator).add().add("Witness form", "Form")
    draft = draft.add_file(SAMPLE)
    draft.wait_for_the_file(PATIENCE)
    draft.write(today(), to_candidates=True)
    draft.publish().says("Version 1")

    candidate = device("phone", NEARLY_DONE)

    def asked() -> bool:
        page = DocumentsPage.open(candidate)
        return page.main.get_by_text("You are asked to read 1 document").count() == 1

    wait_until(asked, "the candidate to be told", PATIENCE)
    form = DocumentsPage(candidate).show("Witness form")
    assert downloads(form, SAMPLE.name) == SAMPLE.read_bytes()
    left = form.confirm()
    left.says("Noted: you have read version 1 of Witness form")
    expect(left.main.get_by_text("You are asked to read")).to_have_count(0)

    visitor = device("phone")
    public = OfferPage.open(visitor, SLUG).show("Witness form")
    assert downloads(public, SAMPLE.name) == SAMPLE.read_bytes()
