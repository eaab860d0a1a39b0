"""What was sent about a case, and what is to come, as its staff see it."""

from datetime import timedelta

import pytest

from portfolio.domain.cases import Outcome
from portfolio.models.case_alert import CaseAlert
from portfolio.models.procedure import SeniorMeeting
from portfolio.services import case_steps
from tests.complaints import LETTER, Clockwork, complaint, hold_offices
from tests.conftest import NOON
from tests.queries import counted

pytestmark = pytest.mark.usefixtures("procedures")
TARGET = NOON + timedelta(minutes=5)


@pytest.fixture
def house(session, cast):
    return hold_offices(session, cast)


@pytest.mark.req("R-335")
def test_everything_sent_and_to_come_is_listed_with_what_became_of_it(session, house, worker):
    clockwork = Clockwork(worker, session)
    case = complaint(session, house, TARGET)
    path = f"/cases/{case.id}/sent"
    page = house.coordinator.get(path)
    for words in (
        "Department head: Demo Department Head",
        "Senior manager: Demo Senior Manager",
        "Tuesday 24 November 2026, 12.05pm",
        "Wednesday 25 November 2026, 12.05pm",
        "Thursday 26 November 2026, 12.05pm",
        "complainant1@home.test",
        "On its way",
    ):
        assert words in page.text
    clockwork.at(TARGET)
    page = house.coordinator.get(path)
    assert "Department head: Demo Department Head" not in page.text
    assert "you are asked as Department head" in page.text
    assert "Sent 24 November 2026 at 12.05pm" in page.text
    assert house.manager.get(path).status == 200
    assert house.other_assessor.get(path).status == 404

    with counted() as few:
        house.coordinator.get(path)
    for number in range(30):
        session.add(
            CaseAlert(
                key=f"one more {number}",
                case_id=case.id,
                kind="Due soon",
                user_id=house.manager.user.id,
                text="C: due soon",
                path="/",
                planned_at=NOON,
                queued_at=NOON,
            )
        )
    session.commit()
    with counted() as many:
        house.coordinator.get(path)
    assert len(many) <= max(len(few), 12)


@pytest.mark.req("R-284", part="shown on the case")
def test_an_appeal_without_a_meeting_in_time_is_flagged_on_its_page(session, house):
    case = complaint(session, house, TARGET)
    by = house.coordinator.actor
    case_steps.answer(session, by, case, Outcome.NOT_UPHELD, LETTER)
    case_steps.begin_stage(session, by, case, "appeal", "Not put right")
    session.commit()
    path = f"/cases/{case.id}"
    words = "and no senior management meeting is planned: call one in time"
    assert words in house.coordinator.get(path).text
    session.add(SeniorMeeting(centre_id=house.centre.id, held_on=NOON.date() + timedelta(days=9)))
    session.commit()
    assert "senior management meeting" not in house.coordinator.get(path).text
