"""A complaint under each procedure, from intake to the last stage outside the centre."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.e2e.browsers import Device, Give
from tests.e2e.journeys.people import COORDINATOR
from tests.e2e.pages.cases import CasePage, FollowedPage, IntakePage, LinkPage, ProceduresPage
from tests.e2e.pages.frame import today

ABOUT = "Handling of a complaint"
SAID = "I was told that somebody would call, and nobody did."
NOT_UPHELD = "We looked into it. The call was made on the day that was agreed."


def a_link(staff: Device, case: CasePage) -> str:
    address = case.address
    staff.page.goto(f"{address}/link")
    link = LinkPage(staff).new_link()
    staff.page.goto(address)
    return link


def again(staff: Device, address: str) -> CasePage:
    staff.page.goto(address)
    return CasePage(staff)


@pytest.mark.full
@pytest.mark.req("R-278", "R-288", "R-299", part="story")
def test_a_complaint_under_the_service_standards_ends_with_the_regulator(device: Give) -> None:
    staff, person = device("desktop", COORDINATOR), device("phone")
    ProceduresPage.open(staff).follow_one("Service standards")
    case = IntakePage.open(staff).record("Complaint", "Telephone", ABOUT, SAID)
    case.says("Give a target date")
    target = case.deed("Give a target date")
    target.target(today() + timedelta(days=9))
    case = target.send("Send the target date", **{"What you add": "I am looking into it."})
    case.says("Resolution in writing, by")
    case = case.answer(NOT_UPHELD)
    case.says("Offered now")

    followed = FollowedPage.by_link(person, a_link(staff, case))
    followed.says("Regulator of the qualification")
    followed.says(NOT_UPHELD)


@pytest.mark.full
@pytest.mark.req("R-276", "R-282", "R-283", "R-289", part="story")
def test_a_formal_complaint_goes_to_the_managing_director_and_beyond(device: Give) -> None:
    staff, person = device("desktop", COORDINATOR), device("phone")
    case = IntakePage.open(staff).record("Complaint: Stage 2, formal", "Letter", ABOUT, SAID)
    address = case.address
    acknowledging = case.deed("Acknowledge")
    acknowledging.target(today() + timedelta(days=9))
    case = acknowledging.send("Send the acknowledgement", **{"What you add": "I have it."})
    case.says("Resolution in writing, by")
    case = case.answer(NOT_UPHELD)
    case.says("Still to come: Appeal to the Managing Director")

    followed = FollowedPage.by_link(person, a_link(staff, case))
    followed.says("Only after every stage at the centre")
    followed = followed.take_further("Appeal to the Managing Director", "It is not so.")
    followed.says("Our answer in writing, by")
    case = again(staff, address)
    case.says("Taken to Appeal to the Managing Director")
    case = case.answer(NOT_UPHELD)
    case.says("Offered now")
    case = case.deed("Take it to the next stage").send("Take it there", Why="They turn to OCR.")
    case.says("With: Awarding organisation or regulator")


@pytest.mark.full
@pytest.mark.req("R-295", "R-297", "R-301", part="story")
def test_a_complaint_goes_through_three_stages_to_chief_executive_and_board(device: Give) -> None:
    staff, person = device("phone", COORDINATOR), device("phone")
    ProceduresPage.open(staff).follow_one("Optimum Skills")
    case = IntakePage.open(staff).record("Complaint", "In person", ABOUT, SAID)
    address = case.address
    case.says("Acknowledge, by")
    for stage in ("Stage 2, manager", "Stage 3, director"):
        case = case.deed("Take it to the next stage").send("Take it there", Why="Not settled.")
        case.says(f"Taken to {stage}")
        form = case.deed("Investigation form")
        form.choose("Yes")
        case = form.send("Keep the form", **{"Investigation notes": "Two interviews."})
    case = case.answer(NOT_UPHELD)

    followed = FollowedPage.by_link(person, a_link(staff, case))
    for stage in ("Appeal to the chief executive", "Appeal to the board"):
        followed = followed.take_further(stage, "I am still not satisfied.")
        again(staff, address).answer(NOT_UPHELD)
        person.page.reload()
        followed = FollowedPage(person)
    followed.says("Department for Education (formerly ESFA)")
