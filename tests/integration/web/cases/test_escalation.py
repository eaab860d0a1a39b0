"""The page that the mail of an escalation leads to."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portfolio.models.case_record import CaseEntry
from portfolio.models.notice import Notice
from tests.complaints import Clockwork, complaint, hold_offices
from tests.conftest import NOON

pytestmark = pytest.mark.usefixtures("procedures")
NOW = NOON + timedelta(minutes=5)


@pytest.fixture
def house(session, cast):
    return hold_offices(session, cast)


@pytest.fixture
def clockwork(worker, session):
    return Clockwork(worker, session)


@pytest.fixture
def case(session, house, clockwork):
    made = complaint(session, house, NOW)
    clockwork.at(NOW)
    return made


@pytest.mark.req("R-285")
def test_the_head_follows_the_link_of_the_mail_and_replies(session, house, clockwork, case):
    [mail] = clockwork.mails("passed")
    [taken] = clockwork.ladder(case)
    path = f"/cases/escalations/{taken.id}"
    assert path in mail.get_content()
    for nobody in (house.senior_manager, house.coordinator, house.stranger):
        assert nobody.get(path).status == 404
    page = house.manager.get(path)
    for words in (
        "Wednesday 25 November 2026, 12.05pm",
        "Two of my reviews were cancelled",
        "Department",
    ):
        assert words in page.text

    page = house.manager.submit(page, {"outcome": "will", "words": "The room is booked again"})
    assert page.status == 422
    assert "Give the day by which it will be put right" in page.text
    assert "The room is booked again" in page.text
    by = {"put_right_by-day": "27", "put_right_by-month": "11", "put_right_by-year": "2026"}
    reply = {"outcome": "will", "words": "The room is booked again", **by}
    assert house.manager.submit(page, reply).status == 303
    page = house.manager.get(path)
    assert "It will be put right by Friday 27 November 2026" in page.text
    session.expire_all()
    assert (taken.resolves, taken.put_right_by) == (True, date(2026, 11, 27))
    told = session.scalars(select(Notice).where(Notice.kind == "escalation")).one()
    assert told.user_id == house.coordinator.user.id
    entry = session.scalars(select(CaseEntry).where(CaseEntry.title.contains("put right by"))).one()
    assert (entry.text, entry.staff_only) == ("The room is booked again", True)
    clockwork.at(NOW + timedelta(days=3))
    assert len(clockwork.ladder(case)) == 1
