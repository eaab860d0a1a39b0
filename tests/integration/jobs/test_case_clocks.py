"""What the clock tells about cases: the ladder of 001 s8.0, reminders, one digest after a stop."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.domain.case_alerts import AlertKind
from portfolio.domain.cases import EntryKind, Outcome
from portfolio.domain.escalation import Reply
from portfolio.domain.procedure import Office
from portfolio.domain.states import NoticeDelivery
from portfolio.models.case_alert import CaseAlert
from portfolio.models.case_record import CaseEntry
from portfolio.models.job import Job, OutgoingMail
from portfolio.models.notice import Notice
from portfolio.models.procedure import OfficeHolder, SeniorMeeting
from portfolio.services import case_steps, escalations, procedures
from tests.complaints import LETTER, Clockwork, complaint, hold_offices, set_clock, uk

pytestmark = pytest.mark.usefixtures("procedures")
TARGET = uk(10)


@pytest.fixture
def house(session, cast):
    set_clock(uk(4, 9))
    return hold_offices(session, cast)


@pytest.fixture
def clockwork(worker, session):
    return Clockwork(worker, session)


def alerts(session, kind):
    return session.scalars(select(CaseAlert).where(CaseAlert.kind == kind)).all()


def entries(session, case):
    query = select(CaseEntry).where(
        CaseEntry.case_id == case.id, CaseEntry.kind == EntryKind.ESCALATION
    )
    return session.scalars(query.order_by(CaseEntry.at, CaseEntry.title)).all()


@pytest.mark.req("R-285")
def test_head_at_once_manager_after_a_day_director_after_another(session, house, clockwork):
    case = complaint(session, house, TARGET)
    clockwork.at(uk(10, 16, 59))
    assert clockwork.mails("passed") == []
    for moment, person in (
        (TARGET, house.manager),
        (uk(11), house.senior_manager),
        (uk(12), house.director),
    ):
        clockwork.at(moment - timedelta(minutes=1))
        before = len(clockwork.mails("passed"))
        for _ in range(2):
            clockwork.at(moment)
        mail, *others = clockwork.mails("passed")
        assert len(others) == before
        assert mail["To"] == person.user.email
        assert case.reference in mail["Subject"]
        assert "Demo Complainant" not in mail.as_string()
        rung = clockwork.ladder(case)[-1]
        assert (rung.planned_at, rung.told_at, rung.holder_id) == (moment, moment, person.user.id)
        assert f"https://portfolio.test/cases/escalations/{rung.id}" in mail.get_content()
    clockwork.at(uk(20))
    assert [rung.reply_due_at for rung in clockwork.ladder(case)] == [uk(11), uk(12), None]
    assert [entry.planned_at for entry in entries(session, case)] == [TARGET, uk(11), uk(12)]
    assert len(clockwork.mails("passed")) == 3


@pytest.mark.req("R-285")
def test_a_reply_holds_the_ladder_or_moves_it_up(session, house, clockwork):
    case = complaint(session, house, TARGET)
    clockwork.at(TARGET)
    set_clock(uk(10, 18))
    head, manager = house.manager.actor, house.senior_manager.actor
    promise = Reply("The room is booked again", resolves=True, put_right_by=date(2026, 3, 12))
    escalations.answer(session, head, clockwork.ladder(case)[0], promise)
    session.commit()
    told = session.scalars(select(Notice).where(Notice.kind == "escalation")).one()
    assert told.user_id == house.coordinator.user.id
    clockwork.at(uk(12, 23, 59))
    assert len(clockwork.ladder(case)) == 1
    clockwork.at(uk(13, 0))
    assert [rung.office for rung in clockwork.ladder(case)][1:] == [Office.SENIOR_MANAGER]
    set_clock(uk(13, 1))
    escalations.answer(session, manager, clockwork.ladder(case)[1], Reply("No", resolves=False))
    session.commit()
    clockwork.at(uk(13, 1, 1))
    assert [rung.office for rung in clockwork.ladder(case)][2:] == [Office.MANAGING_DIRECTOR]


@pytest.mark.req("R-285")
def test_a_case_answered_paused_or_locked_in_time_does_not_rise(session, house, clockwork):
    answered, paused, locked = (complaint(session, house, TARGET) for _ in range(3))
    by = house.coordinator.actor
    case_steps.answer(session, by, answered, Outcome.UPHELD, LETTER)
    case_steps.pause(session, by, paused, "The person is away until April")
    locked.locked_at = clock.now()
    session.commit()
    clockwork.at(uk(11))
    assert clockwork.mails() == []
    case_steps.resume(session, by, paused)
    session.commit()
    clockwork.at(uk(11, 17, 1))
    assert clockwork.ladder(paused) == []


@pytest.mark.req("R-285", part="an office nobody holds")
def test_an_office_nobody_holds_is_noted_told_to_the_coordinator_and_passed_over(
    session, house, clockwork
):
    case = complaint(session, house, TARGET)
    heads = OfficeHolder.office == Office.DEPARTMENT_HEAD
    session.scalars(select(OfficeHolder).where(heads)).one().ended_at = clock.now()
    session.commit()
    clockwork.at(TARGET)
    [mail] = clockwork.mails()
    assert mail["To"] == house.coordinator.user.email
    assert "nobody holds the office of Department head" in mail.get_content()
    assert "Nobody holds the office of Department head" in [
        entry.title for entry in entries(session, case)
    ]
    assert clockwork.ladder(case)[0].told_at is None
    clockwork.at(uk(11))
    assert clockwork.ladder(case)[1].holder_id == house.senior_manager.user.id


@pytest.mark.req("R-285", part="AMB-21")
def test_a_centre_can_hold_escalations_to_the_next_working_morning(session, house, clockwork):
    procedures.settings_for(session, house.centre.id).hold_to_morning = True
    case = complaint(session, house, uk(13, 20))
    for moment in (uk(13, 20), uk(15, 12)):
        clockwork.at(moment)
        assert clockwork.ladder(case) == []
    clockwork.at(uk(16, 9))
    [rung] = clockwork.ladder(case)
    assert (rung.planned_at, rung.told_at) == (uk(13, 20), uk(16, 9))
    assert rung.reply_due_at == uk(17, 9)


@pytest.mark.req("R-285")
@pytest.mark.req("R-335", part="reminders once for each event")
def test_a_worker_stopped_for_three_days_tells_everyone_once_in_one_digest(
    session, house, clockwork
):
    house.manager.user.delivery = NoticeDelivery.DAILY
    cases = [complaint(session, house, TARGET + timedelta(hours=n)) for n in range(4)]
    clockwork.at(uk(4, 9, 30))
    start = uk(13, 9)
    clockwork.at(start)
    by_person = {mail["To"]: mail for mail in clockwork.mails()}
    assert len(clockwork.mails()) == len(by_person)
    assert set(by_person) == {house.manager.user.email, house.coordinator.user.email}
    digest = by_person[house.manager.user.email]
    assert digest["Subject"] == "4 deadlines of cases need you"
    for case in cases:
        [rung] = clockwork.ladder(case)
        assert rung.planned_at < start
        assert rung.told_at == start
        assert rung.reply_due_at == start + timedelta(days=1)
        assert f"/cases/escalations/{rung.id}" in digest.get_content()
    told = session.scalars(select(CaseAlert)).all()
    assert {alert.told_at for alert in told} == {start}
    assert len({alert.mail_id for alert in told}) == 2
    for later in (start + timedelta(minutes=1), start + timedelta(hours=23)):
        clockwork.at(later)
    assert len(clockwork.mails()) == 2
    clockwork.at(start + timedelta(days=1))
    assert clockwork.mails()[0]["To"] == house.senior_manager.user.email
    assert len(clockwork.mails()) == 3


@pytest.mark.req("R-335", part="reminders once for each event")
@pytest.mark.req("R-263", part="told at 80 % of its time")
def test_whom_it_waits_on_and_the_owner_hear_at_80_per_cent_and_when_it_is_late(
    session, house, clockwork
):
    case = complaint(session, house, None)
    case.with_id = house.manager.user.id
    session.commit()
    amber, due = case.clock_amber_at, case.clock_due_at
    assert due - amber == timedelta(hours=48) * 0.2
    for moment, kind in ((amber, AlertKind.DUE_SOON), (due, AlertKind.OVERDUE)):
        clockwork.at(moment - timedelta(seconds=30))
        assert alerts(session, kind) == []
        for _ in range(2):
            clockwork.at(moment)
        told = alerts(session, kind)
        assert {one.user_id for one in told} == {house.manager.user.id, house.coordinator.user.id}
        assert {one.planned_at for one in told} == {moment}
    assert len(clockwork.mails()) == 4
    assert {one["Message-ID"] for one in clockwork.mails()} == {
        f"<{row.message_id}@centre.test>"
        for row in session.scalars(select(OutgoingMail).join(CaseAlert))
    }
    assert clockwork.ladder(case) == []


@pytest.mark.req("R-281")
def test_five_working_days_without_a_word_are_told_once_for_each_lapse(session, house, clockwork):
    case = complaint(session, house, uk(31))
    spoken = case.last_contact_at
    assert spoken == uk(4, 9)
    clockwork.at(uk(11, 23, 50))
    assert alerts(session, AlertKind.NO_CONTACT) == []
    for day in (12, 13):
        clockwork.at(uk(day, 0))
    [alert] = alerts(session, AlertKind.NO_CONTACT)
    assert alert.user_id == house.coordinator.user.id
    assert "has heard nothing since Wednesday 4 March 2026" in alert.text
    case.last_contact_at = uk(13, 0)
    session.commit()
    clockwork.at(uk(20, 23, 50))
    assert len(alerts(session, AlertKind.NO_CONTACT)) == 1
    clockwork.at(uk(21, 0))
    assert len(alerts(session, AlertKind.NO_CONTACT)) == 2


@pytest.mark.req("R-284", part="a meeting after the answer is due")
def test_an_appeal_due_before_the_next_meeting_is_told_until_one_is_called(
    session, house, clockwork
):
    set_clock(uk(4, 9))
    case = complaint(session, house, uk(9))
    case_steps.answer(session, house.coordinator.actor, case, Outcome.NOT_UPHELD, LETTER)
    session.add(SeniorMeeting(centre_id=house.centre.id, held_on=date(2026, 4, 15)))
    set_clock(uk(10, 9))
    case_steps.begin_stage(session, None, case, "appeal", "Not put right", by_person=True)
    session.commit()
    for hour in (10, 11):
        clockwork.at(uk(10, hour))
    told = alerts(session, AlertKind.MEETING)
    assert {one.user_id for one in told} == {house.director.user.id, house.coordinator.user.id}
    assert "due Friday 10 April 2026, before the next senior management" in told[0].text
    assert "meeting, Wednesday 15 April 2026" in told[0].text
    session.add(SeniorMeeting(centre_id=house.centre.id, held_on=date(2026, 4, 8)))
    session.commit()
    clockwork.at(uk(11, 12))
    assert len(alerts(session, AlertKind.MEETING)) == len(told)


def test_without_mail_the_notice_counts_and_the_case_says_so(session, house, worker):
    clockwork = Clockwork(replace(worker, outside=replace(worker.outside, mailer=None)), session)
    case = complaint(session, house, TARGET)
    clockwork.at(TARGET)
    [rung] = clockwork.ladder(case)
    assert rung.told_at == TARGET
    assert entries(session, case)[0].text == "Told in the app only: e-mail is not set up"
    notice = session.scalars(select(Notice).where(Notice.user_id == rung.holder_id)).all()
    assert f"/cases/escalations/{rung.id}" in {one.path for one in notice}


def test_a_mail_given_up_counts_as_told_by_the_notice(session, house, clockwork):
    case = complaint(session, house, TARGET)
    quiet = replace(clockwork.worker, only={"tell-of-cases"})
    set_clock(TARGET)
    clockwork.sweep(quiet.database)
    quiet.run_due()
    session.expire_all()
    assert clockwork.ladder(case)[0].told_at is None
    clockwork.worker = replace(clockwork.worker, only={"tell-of-cases", "settle-case-mails"})
    clockwork.at(uk(12))
    assert len(clockwork.ladder(case)) == 1
    for job in session.scalars(select(Job).where(Job.name == "send-mail")):
        job.failed_at = clock.now()
    session.commit()
    clockwork.at(uk(12, 18))
    assert clockwork.ladder(case)[0].told_at == uk(12, 18)
    assert entries(session, case)[0].text == "Told in the app only: the e-mail could not be sent"


def test_a_case_that_contradicts_its_procedure_keeps_no_other_waiting(
    session, house, clockwork, caplog
):
    astray, sound = (complaint(session, house, TARGET) for _ in range(2))
    astray.stages[0].key = "gone"
    session.commit()
    clockwork.at(TARGET)
    assert clockwork.ladder(astray) == []
    assert len(clockwork.ladder(sound)) == 1
    assert "nothing can be told of case_clock" in caplog.text


def test_a_clock_that_is_put_back_does_not_stop_the_looks(session, house, clockwork):
    clockwork.at(uk(10, 19))
    set_clock(uk(4, 9))
    case = complaint(session, house, TARGET)
    clockwork.at(TARGET)
    assert len(clockwork.ladder(case)) == 1
