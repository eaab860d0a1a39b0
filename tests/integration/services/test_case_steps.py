"""A complaint of 001, from the first word to the body outside the centre."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.domain.cases import CaseState, Outcome, Satisfaction
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.procedure import Channel, Office, TrackKey
from portfolio.models.audit import AuditEntry
from portfolio.models.case import Case
from portfolio.models.case_record import CaseEntry, CaseMessage
from portfolio.models.notice import Notice
from portfolio.models.procedure import OfficeHolder
from portfolio.queries import case_links as found_links
from portfolio.services import (
    case_ends,
    case_links,
    case_safeguarding,
    case_steps,
    cases,
    service_settings,
)
from portfolio.services.case_messages import Letter
from portfolio.services.cases import Intake

pytestmark = pytest.mark.usefixtures("procedures")


def uk(*when: int) -> datetime:
    return datetime(*when, tzinfo=clock.UK)  # type: ignore[misc, arg-type]


def at(*when: int) -> None:
    moment = uk(*when).astimezone(UTC)
    clock.use(lambda: moment)


def came(**differently: object) -> Intake:
    facts: dict[str, object] = {
        "track": TrackKey.COMPLAINT,
        "category": "teaching-and-support",
        "channel": Channel.EMAIL,
        "name": "Demo Complainant 1",
        "email": "complainant1@home.test",
        "said": "Two of my reviews were cancelled on the day.",
        "received_at": clock.now(),
    }
    return Intake(**{**facts, **differently})  # type: ignore[arg-type]


def letter(text: str = "We have your complaint.") -> Letter:
    return Letter("acknowledgement", "Your complaint", text)


@pytest.fixture
def house(session, cast):
    """The centre's offices are held."""
    for office, person in (
        (Office.DEPARTMENT_HEAD, cast.manager),
        (Office.SENIOR_MANAGER, cast.senior_manager),
        (Office.MANAGING_DIRECTOR, cast.director),
        (Office.SAFEGUARDING_LEAD, cast.other_assessor),
    ):
        session.add(
            OfficeHolder(
                centre_id=cast.centre.id, office=office, user_id=person.user.id, since=clock.now()
            )
        )
    cast.coordinator  # noqa: B018 -- takes up the role
    session.flush()
    return cast


@pytest.mark.req("R-272")
@pytest.mark.req("R-273")
@pytest.mark.req("R-276")
def test_an_informal_complaint_has_a_number_and_tells_coordinator_and_department_head(
    session, house
):
    case = cases.receive(session, house.assessor.actor, house.centre, came())

    assert case.reference == f"C-{clock.today().year}-001"
    assert (case.stage_key, case.formal) == ("informal", False)
    assert case.with_id == case.owner_id == house.coordinator.user.id
    assert case.telephone == ""
    told = {one.user_id for one in session.scalars(select(Notice).where(Notice.kind == "case"))}
    assert told == {house.coordinator.user.id, house.manager.user.id}
    assert {one.user_id for one in case.concerned} == told | {house.assessor.user.id}
    assert cases.receive(session, None, house.centre, came()).reference.endswith("-002")


@pytest.mark.req("R-275")
def test_one_brought_late_is_accepted_and_marked(session, house):
    at(2026, 4, 14, 10)
    case = cases.receive(session, None, house.centre, came(issue_on=date(2026, 4, 2)))

    stage = case.stages[0]
    assert (stage.last_day, stage.days_late) == (date(2026, 4, 13), 1)
    case_steps.decide_on_lateness(session, house.coordinator.actor, case, "Taken: Easter")
    assert stage.late_decision == "Taken: Easter"


@pytest.mark.req("R-278")
@pytest.mark.req("R-263")
def test_a_formal_one_is_acknowledged_in_48_hours_with_a_target_date(session, house):
    at(2026, 12, 4, 16, 30)
    case = cases.receive(session, None, house.centre, came(stage="formal"))
    assert case.clock_due_at == uk(2026, 12, 6, 16, 30)
    assert case.clock_rule == "48 hours"

    at(2026, 12, 6, 9)
    actor = house.coordinator.actor
    with pytest.raises(Refusal) as refused:
        case_steps.acknowledge(session, actor, case, letter())
    assert refused.value.field == "target"
    case_steps.acknowledge(session, actor, case, letter(), uk(2026, 12, 18, 17))

    assert (case.clock_due_at, case.clock_rule) == (uk(2026, 12, 18, 17), "target date")
    acknowledged = next(one for one in case.stages[0].clocks if one.key == "acknowledge")
    assert acknowledged.stopped_at < acknowledged.due_at
    assert session.scalar(select(CaseMessage.to)) == "complainant1@home.test"
    with pytest.raises(Conflict):
        case_steps.acknowledge(session, actor, case, letter())


@pytest.mark.req("R-262")
@pytest.mark.req("R-264")
@pytest.mark.req("R-282")
@pytest.mark.req("R-283")
@pytest.mark.req("R-284", part="the answer within one calendar month")
def test_answer_appeal_and_outside_body_follow_in_order(session, house):
    at(2027, 1, 18, 9)
    case = cases.receive(session, None, house.centre, came(
        stage="formal", category="assessment-conduct"
    ))  # fmt: skip
    actor = house.coordinator.actor
    with pytest.raises(Refusal, match="Answer in writing"):
        case_ends.close(session, actor, case, Satisfaction.SATISFIED)
    with pytest.raises(Refusal, match="written answer"):
        case_steps.begin_stage(session, None, case, "appeal", "", by_person=True)

    at(2027, 1, 31, 12)
    case_steps.answer(session, actor, case, Outcome.NOT_UPHELD, letter("We found nothing."))
    assert (case.state, case.clock_due_at) == (CaseState.OPEN, None)
    with pytest.raises(Refusal):
        case_steps.begin_stage(session, actor, case, "outside", "")

    at(2027, 3, 1, 9)
    stage = case_steps.begin_stage(session, None, case, "appeal", "Not so", by_person=True)
    assert (stage.last_day, stage.days_late) == (date(2027, 2, 28), 1)
    assert case.with_id == house.director.user.id
    due = next(one for one in stage.clocks if one.key != "target")
    assert due.due_on == date(2027, 4, 1)

    case_steps.answer(session, house.director.actor, case, Outcome.UPHELD, letter("You are right"))
    case_steps.begin_stage(session, None, case, "outside", "Still", by_person=True)
    case_ends.close(session, actor, case, Satisfaction.NOT_SATISFIED)
    assert (case.state, case.outcome) == (CaseState.CLOSED, Outcome.UPHELD)
    told = session.scalars(select(CaseEntry.title).where(CaseEntry.case_id == case.id)).all()
    assert {"Received and recorded", "Answered: upheld", "Closed: not satisfied"} <= set(told)
    recorded = session.scalars(
        select(AuditEntry.name).where(AuditEntry.subject_id == case.id)
    ).all()
    assert {"case:received", "case:answered", "case:stage-begun", "case:closed"} <= set(recorded)


def test_pausing_moves_what_is_due_by_what_did_not_count(session, house):
    at(2026, 11, 9, 9)
    case = cases.receive(session, None, house.centre, came(stage="formal"))
    actor = house.coordinator.actor
    case_steps.acknowledge(session, actor, case, letter(), uk(2026, 11, 20, 17))

    at(2026, 11, 12, 9)
    case_steps.pause(session, actor, case, "Waiting for documents")
    assert (case.state, case.sort_at.year) == (CaseState.PAUSED, 9001)
    at(2026, 11, 14, 10)
    case_steps.resume(session, actor, case)

    assert case.clock_due_at == uk(2026, 11, 22, 18)
    assert case.sort_at == case.clock_due_at


@pytest.mark.req("R-263", part="a pause never makes late")
def test_what_is_done_during_a_pause_is_no_later_for_it(session, house):
    actor = house.coordinator.actor
    at(2026, 11, 9, 9)
    answered, taken_on = (
        cases.receive(session, None, house.centre, came(stage="formal")) for _n in range(2)
    )
    for case in (answered, taken_on):
        case_steps.acknowledge(session, actor, case, letter(), uk(2026, 11, 20, 17))
    at(2026, 11, 12, 9)
    for case in (answered, taken_on):
        case_steps.pause(session, actor, case, "Waiting for documents")

    at(2026, 11, 26, 9)
    case_steps.answer(session, actor, answered, Outcome.UPHELD, letter("You are right"))
    case_ends.close(session, actor, answered, Satisfaction.NOT_KNOWN)
    assert answered.in_time is True

    case_steps.answer(session, actor, taken_on, Outcome.UPHELD, letter("You are right"))
    case_steps.begin_stage(session, None, taken_on, "appeal", "Still wrong", by_person=True)
    assert taken_on.state is CaseState.OPEN
    assert taken_on.clock_started_at == clock.now()


def test_a_target_date_moves_with_its_clock(session, house):
    actor = house.coordinator.actor
    at(2026, 11, 9, 9)
    case = cases.receive(session, None, house.centre, came(stage="formal"))
    case_steps.acknowledge(session, actor, case, letter(), uk(2026, 11, 20, 17))
    case_steps.pause(session, actor, case, "Waiting for documents")
    with pytest.raises(Refusal) as refused:
        case_steps.give_target(session, actor, case, uk(2026, 11, 23, 17), letter())
    assert refused.value.field == "target"
    at(2026, 11, 11, 9)
    case_steps.resume(session, actor, case)
    assert case.stages[0].target_at == case.clock_due_at == uk(2026, 11, 22, 17)


@pytest.mark.req("R-259")
@pytest.mark.req("R-312")
@pytest.mark.req("R-305", part="its clocks")
def test_a_complaint_about_a_decision_becomes_an_appeal(session, house):
    at(2026, 5, 1, 10)
    appeal = cases.receive(session, None, house.centre, came(category="assessment-decision"))

    assert appeal.reference == "A-2026-001"
    assert {one.key: one.due_on for one in appeal.stages[0].clocks} == {
        "acknowledge": date(2026, 5, 7), "outcome": date(2026, 6, 2)
    }  # fmt: skip
    complaint = session.scalars(select(Case).where(Case.reference == "C-2026-001")).one()
    assert (complaint.state, complaint.outcome) == (CaseState.CLOSED, Outcome.REDIRECTED)
    assert appeal.continues_id == complaint.id
    assert complaint.in_time is None


@pytest.mark.req("R-306")
@pytest.mark.req("R-307")
@pytest.mark.req("R-308", part="the clocks and the new timeline")
def test_enquiries_and_queries_have_the_limits_of_the_service_standards(session, house):
    at(2026, 12, 24, 10)
    enquiry = cases.receive(session, None, house.centre, came(track=TrackKey.ENQUIRY))
    assert enquiry.stages[0].clocks[0].due_on == date(2026, 12, 31)
    at(2026, 8, 28, 10)
    query = cases.receive(session, None, house.centre, came(track=TrackKey.PROVIDER_QUERY))
    assert query.stages[0].clocks[0].due_on == date(2026, 9, 2)

    actor = house.coordinator.actor
    case_steps.new_timeline(session, actor, query, uk(2026, 9, 11, 17), letter("It takes longer"))
    at(2026, 9, 10, 9)
    case_steps.answer(session, actor, query, Outcome.ANSWERED, letter("Here it is"))
    case_ends.close(session, actor, query, Satisfaction.NOT_KNOWN)
    assert query.in_time is True


@pytest.mark.req("R-294")
def test_a_safeguarding_concern_is_for_its_lead_alone_at_once(session, house):
    case = cases.receive(session, house.assessor.actor, house.centre, came(safeguarding=True))

    assert case.locked_at == clock.now()
    assert case.with_id == house.other_assessor.user.id
    assert case.facts().concerned_user_ids == {house.other_assessor.user.id}
    told = session.scalars(select(Notice.user_id).where(Notice.kind == "case")).all()
    assert told == [house.other_assessor.user.id]


@pytest.mark.req("R-294", part="what it was turned from")
def test_a_concern_is_locked_with_the_complaint_it_was_turned_from(session, house):
    about = {"category": "assessment-decision"}
    for appeal in (
        cases.receive(session, None, house.centre, came(safeguarding=True, **about)),
        cases.receive(session, None, house.centre, came(**about)),
    ):
        case_safeguarding.refer(session, house.coordinator.actor, appeal)
        complaint = session.get_one(Case, appeal.continues_id)
        assert complaint.locked_at == clock.now()
        assert complaint.facts().concerned_user_ids == {house.other_assessor.user.id}


@pytest.mark.req("R-294", part="an office that nobody held")
def test_a_new_lead_gets_the_concerns_that_waited_on_nobody(session, house):
    held = session.scalars(
        select(OfficeHolder).where(OfficeHolder.office == Office.SAFEGUARDING_LEAD)
    ).one()
    service_settings.end_office(session, house.administrator.actor, held)
    case = cases.receive(session, None, house.centre, came(safeguarding=True))
    assert (case.with_id, case.facts().concerned_user_ids) == (None, frozenset())

    lead = house.assessor
    service_settings.give_office(
        session, house.administrator.actor, lead.user, Office.SAFEGUARDING_LEAD, ""
    )
    assert (case.with_id, case.facts().concerned_user_ids) == (lead.user.id, {lead.user.id})

    held = session.scalars(select(OfficeHolder).where(OfficeHolder.user_id == lead.user.id)).one()
    service_settings.end_office(session, house.administrator.actor, held)
    service_settings.give_office(
        session, house.administrator.actor, house.manager.user, Office.SAFEGUARDING_LEAD, ""
    )
    assert case.facts().concerned_user_ids == {house.manager.user.id}


def test_a_private_link_leads_to_its_case_until_it_is_ended(session, house):
    case = cases.receive(session, None, house.centre, came())
    token = case_links.issue(session, case)

    assert found_links.find(session, token) is case
    assert found_links.find(session, token[:-1]) is None
    case_links.revoke(session, house.coordinator.actor, case)
    assert found_links.find(session, token) is None


@pytest.mark.req("R-271")
def test_a_reply_that_withholds_needs_its_reason(session, house):
    case = cases.receive(session, None, house.centre, came())
    withheld = Letter("progress", "About your complaint", "In part.", partly_withheld=True)
    with pytest.raises(Refusal) as refused:
        case_steps.answer(session, house.coordinator.actor, case, Outcome.ANSWERED, withheld)
    assert refused.value.field == "withheld_reason"


def test_what_came_in_must_have_words_a_name_and_a_past(session, house):
    for wrong, field in (
        ({"said": " "}, "said"),
        ({"name": ""}, "name"),
        ({"received_at": clock.now() + timedelta(hours=1)}, "received"),
        ({"category": "weather"}, "category"),
        ({"stage": "appeal"}, "stage"),
    ):
        with pytest.raises(Refusal) as refused:
            cases.receive(session, None, house.centre, came(**wrong))
        assert refused.value.field == field


@pytest.mark.req("R-309", part="what was taken back in time is no figure")
def test_a_query_taken_back_in_time_counts_for_no_standard_and_a_late_one_does(session, house):
    at(2026, 8, 28, 10)
    early, late = (
        cases.receive(session, None, house.centre, came(track=TrackKey.PROVIDER_QUERY))
        for _ in range(2)
    )
    case_ends.withdraw(session, None, early, "")
    at(2026, 9, 3, 10)
    case_ends.withdraw(session, None, late, "")

    assert early.stages[0].clocks[0].indicator == ""
    assert late.stages[0].clocks[0].indicator == "provider-query.answer"
