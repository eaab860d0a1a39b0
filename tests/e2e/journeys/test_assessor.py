"""An assessor's story: judge, refer, accept, record what was seen, sign off and withdraw."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import Give
from tests.e2e.journeys.people import ASSESSOR, SENT_BACK, WAITING
from tests.e2e.journeys.sizes import DESKTOP_FIRST
from tests.e2e.pages.assessing import QueuePage, WorkbenchPage
from tests.e2e.pages.candidate import FeedbackPage, HomePage
from tests.e2e.pages.units import UnitPage
from tests.e2e.pages.visits import CandidatesPage

WHY = "What was done, for whom and with what result is all there."
LACKING = "Says what was done, not yet why."
ACCOUNT = "Asked the customer whether the matter was closed, then changed the form that misled her."
FEEDBACK = "Clear notes from the day itself. Add a sentence on the reason, then send it again."


@DESKTOP_FIRST
@pytest.mark.req("R-353", part="an assessor refers, the candidate answers, the assessor accepts")
def test_an_item_is_referred_answered_and_accepted(device: Give, size: str) -> None:
    assessor, candidate = device(size, ASSESSOR), device("phone", WAITING)
    queue = QueuePage(assessor)
    queue.picture("queue")
    bench = queue.open_item("Demo Candidate 5", "E-01")
    bench.picture("workbench")
    first, *others = bench.numbers
    for number in others:
        bench.judge(number, "Met", WHY)
    bench.judge(first, "Not yet", LACKING)
    bench.method("EP")
    bench.feedback.fill(FEEDBACK)
    bench.refer().says("E-01 is sent back")

    feedback = FeedbackPage.open(candidate)
    feedback.says(FEEDBACK)
    feedback.says(LACKING)
    describe = feedback.add_to("E-01")
    describe.say_more("I did it because the caller had waited twice already.")
    describe.submit().says("Submitted")

    bench = QueuePage.open(assessor).open_item("Demo Candidate 5", "E-01")
    expect(bench.state("Submitted")).to_be_visible()
    bench.judge(first, "Met", WHY)
    bench.feedback.fill("Now the reason is there too. Go on like this with the next item.")
    bench.record().says("E-01 is accepted")


@DESKTOP_FIRST
@pytest.mark.req("R-326", part="the workbench by keyboard alone")
def test_the_workbench_is_worked_by_keyboard_alone(device: Give, size: str) -> None:
    assessor = device(size, ASSESSOR)
    bench = QueuePage(assessor).open_item("Demo Candidate 5", "E-02")
    keys = assessor.page.keyboard
    count = bench.criteria.count()
    tab_to(assessor.page, "summary")
    for place in range(count):
        keys.press("m")
        one = bench.criteria.nth(place)
        expect(one.get_by_role("radio", name="Met", exact=True)).to_be_checked()
        keys.press("j")
    keys.press("k")
    keys.press("n")
    expect(bench.criteria.nth(count - 2).get_by_role("radio", name="Not yet")).to_be_checked()
    keys.press("m")
    write_reasons(bench)

    tab_to(assessor.page, "input[name=methods]")
    keys.press("Space")
    keys.press("f")
    expect(bench.feedback).to_be_focused()
    keys.type("mn, typed, are letters here. Keep writing things down on the day.")
    expect(bench.criteria.nth(0).get_by_role("radio", name="Met", exact=True)).to_be_checked()
    tab_to(assessor.page, "button[value=accept]")
    keys.press("Enter")
    QueuePage(assessor).says("E-02 is accepted")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on what is meant, as somebody without a mouse does."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("what => document.activeElement.matches(what)", selector):
            return
    raise AssertionError(f"Tab never comes to {selector}")


def write_reasons(bench: WorkbenchPage) -> None:
    """Back to the first criterion with k, then each reason in its own field."""
    page = bench.page
    for _ in range(bench.criteria.count()):
        page.keyboard.press("k")
    for place in range(bench.criteria.count()):
        if place:
            page.keyboard.press("Escape")
            bench.criteria.nth(place).locator("summary").focus()
            page.keyboard.press("Enter")
        tab_to(page, "textarea[name^=reason]")
        page.keyboard.type(WHY)


@DESKTOP_FIRST
@pytest.mark.req("R-353", part="an assessor observes and signs off")
def test_a_unit_is_signed_off_once_nothing_is_missing_and_withdrawn_with_a_reason(
    device: Give, size: str
) -> None:
    assessor, candidate = device(size, ASSESSOR), device("phone", SENT_BACK)
    candidates = QueuePage(assessor).go("Candidates", CandidatesPage)
    unit = candidates.open("Demo Candidate 3").open_unit("4")
    refused = unit.sign_off_anyway()
    refused.says(re.compile(r"Missing: all criteria met\..*Not yet: 4\.2 and 4\.3"))
    refused.says("The candidate has not signed it")

    unit = refused.follow("Back to the unit", UnitPage)
    address = assessor.page.url
    adding = unit.add_record()
    adding.observe("Follow-up call", "Demo help desk", ACCOUNT)
    adding.picker.open_unit("4")
    adding.picker.tick("4", "4.2", "4.3")
    bench = adding.add()
    for number in bench.numbers:
        bench.judge(number, "Met", WHY)
    bench.method("O")
    bench.feedback.fill("You asked whether the matter was closed, and you changed the form.")
    bench.record()

    HomePage(candidate).open_unit("4").declare().sign()
    unit = UnitPage.open(assessor, address)
    unit.picture("unit-page")
    sign_off = unit.sign_off()
    refused = sign_off.sign_too_early()
    refused.refuses("Missing: authenticity confirmation")
    refused.confirm("I observed the work", "I questioned the candidate about it")
    unit = refused.sign()
    unit.says("Unit 4 is achieved")
    expect(unit.sign_off_part).to_contain_text("Achieved")

    withdrawn = unit.withdraw().withdraw("The date of the observation was wrong.")
    withdrawn.says("The sign-off is withdrawn")
    expect(withdrawn.sign_off_part).to_contain_text("The date of the observation was wrong.")
