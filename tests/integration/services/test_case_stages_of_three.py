"""A complaint of 004, from whoever received it to the board and the bodies outside."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from portfolio import clock
from portfolio.domain.cases import EntryKind, Outcome, Satisfaction
from portfolio.domain.errors import Refusal
from portfolio.domain.procedure import Channel, Office, TrackKey
from portfolio.models.case import CaseClock
from portfolio.models.case_record import CaseEntry
from portfolio.models.job import OutgoingMail
from portfolio.models.procedure import OfficeHolder
from portfolio.queries.procedures import shared
from portfolio.services import case_ends, case_records, case_steps, cases, procedures
from portfolio.services.case_forms import NOT_SENT
from portfolio.services.case_messages import Letter
from portfolio.services.case_records import Investigation
from portfolio.services.cases import Intake

pytestmark = pytest.mark.usefixtures("procedures")


def at(*when: int) -> None:
    moment = datetime(*when, tzinfo=clock.UK).astimezone(UTC)  # type: ignore[misc, arg-type]
    clock.use(lambda: moment)


@pytest.fixture
def house(session, cast):
    """A centre that follows 004, with everybody in office but the safeguarding lead."""
    settings = procedures.settings_for(session, cast.centre.id)
    settings.procedure_id = shared(session, "optimum-skills").id
    for office, person in (
        (Office.MANAGER, cast.manager),
        (Office.DIRECTOR, cast.director),
        (Office.CHIEF_EXECUTIVE, cast.senior_manager),
        (Office.BOARD, cast.administrator),
    ):
        session.add(
            OfficeHolder(
                centre_id=cast.centre.id, office=office, user_id=person.user.id, since=clock.now()
            )
        )
    session.flush()
    return cast


def due(session, case, key: str):
    query = select(CaseClock.due_on, CaseClock.due_at, CaseClock.amber_at)
    wanted = (CaseClock.case_id == case.id) & (CaseClock.key == key)
    return session.execute(query.where(wanted).order_by(CaseClock.due_at.desc())).first()


def taken(session, house):
    return cases.receive(
        session,
        house.assessor.actor,
        house.centre,
        Intake(
            track=TrackKey.COMPLAINT,
            category="funding",
            channel=Channel.TELEPHONE,
            name="Demo Complainant 2",
            email="complainant2@home.test",
            said="Nobody told me who pays.",
            received_at=clock.now(),
        ),
    )


def letter(text: str = "Words.") -> Letter:
    return Letter("written-answer", "Our answer", text)


@pytest.mark.req("R-295", "R-297", "R-298", "R-299", "R-301")
def test_each_stage_has_its_office_and_its_time_until_nothing_within_is_left(session, house):
    at(2026, 12, 22, 10, 0)
    case = taken(session, house)
    assert case.with_id == house.assessor.user.id
    assert due(session, case, "deadline").due_at == datetime(2026, 12, 24, 10, tzinfo=UTC)
    assert due(session, case, "acknowledge").amber_at == datetime(2026, 12, 22, 11, tzinfo=UTC)

    at(2026, 12, 24, 9, 0)
    second = case_steps.begin_stage(session, house.assessor.actor, case, "stage-2", "Not settled")
    assert second.began_at == clock.now()
    assert str(due(session, case, "resolve").due_on) == "2027-01-12"
    assert case.with_id == house.manager.user.id

    at(2027, 3, 25, 9, 0)
    case_steps.begin_stage(session, house.manager.actor, case, "stage-3", "Not settled")
    assert str(case.stages[-1].clocks[0].due_on) == "2027-04-12"
    case_steps.answer(session, house.director.actor, case, Outcome.NOT_UPHELD, letter())
    with pytest.raises(Refusal, match="does not follow"):
        case_steps.begin_stage(session, None, case, "outside", "", by_person=True)
    for stage, who in (("chief-executive", house.senior_manager), ("board", house.administrator)):
        case_steps.begin_stage(session, None, case, stage, "Unhappy", by_person=True)
        assert case.with_id == who.user.id
        case_steps.answer(session, who.actor, case, Outcome.NOT_UPHELD, letter())
    case_steps.begin_stage(session, None, case, "outside", "Unhappy", by_person=True)
    assert case.stage_name == "Department for Education or awarding organisation"


@pytest.mark.req("R-296", "R-302", "R-300", part="mail and log")
def test_the_form_of_each_stage_goes_to_the_administration_once(session, house, worker):
    settings = procedures.settings_for(session, house.centre.id)
    case = taken(session, house)
    case_steps.begin_stage(session, house.assessor.actor, case, "stage-2", "Not settled")
    notes = select(func.count()).where(CaseEntry.title == NOT_SENT)
    assert session.scalar(notes) == 1

    settings.admin_address = "office@centre.test"
    manager = house.manager.actor
    with pytest.raises(Refusal, match="Write the notes"):
        case_records.record_investigation(session, manager, case, Investigation(True, "", " ", ""))
    form = Investigation(True, "Demo Department Head", "Two interviews.", "Demo Department Head")
    case_records.record_investigation(session, manager, case, form)
    case_steps.answer(session, manager, case, Outcome.UPHELD, letter())
    case_ends.close(session, manager, case, Satisfaction.SATISFIED)
    worker.run_due()

    mails = session.scalars(
        select(OutgoingMail).where(OutgoingMail.to == "office@centre.test")
    ).all()
    assert [mail.subject for mail in mails] == ["C-2026-001: the form of Stage 2, manager"]
    assert f"/cases/{case.id}" in mails[0].text
    assert "Outcome: Upheld" in mails[0].text
    assert "Complainant" not in mails[0].text
    for stage in case.stages:
        assert stage.logged_on == stage.signed_off_on == clock.today()
    told = select(CaseEntry.title).where(CaseEntry.kind == EntryKind.TOLD)
    assert "Form sent to the administration" in session.scalars(told).all()
