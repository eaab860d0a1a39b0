"""Taking in what somebody brings: once, whole, and where it belongs."""

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.domain.cases import CaseState, Outcome
from portfolio.domain.procedure import CaseKind, Office
from portfolio.models.case import Case
from portfolio.models.case_record import CaseEntry
from portfolio.models.procedure import OfficeHolder
from portfolio.queries.procedures import shared
from portfolio.services import case_steps, procedures

pytestmark = pytest.mark.usefixtures("procedures")

A_CALL = {
    "channel": "Telephone",
    "kind": "complaint",
    "name": "Demo Complainant 1",
    "category": "teaching-and-support",
    "said": "Two of my reviews were cancelled on the day.",
    "checklist": ["details", "next"],
    "issue_on-day": "16",
    "issue_on-month": "11",
    "issue_on-year": "2026",
}


def the_case(session) -> Case:
    return session.scalars(select(Case).order_by(Case.reference)).one()


@pytest.mark.req("R-272", "R-273", "R-292", "R-303")
def test_a_call_is_recorded_with_its_checklist_and_what_was_not_done(session, cast):
    """Who took it may read it; nothing typed is lost when something is missing."""
    person = cast.other_assessor
    page = person.get("/cases/new")

    refused = person.submit(page, A_CALL | {"name": " ", "telephone": "01234 567890"})
    assert refused.status == 422
    assert "Enter the person’s name" in refused.words()
    assert refused.html.select_one("#telephone")["value"] == "01234 567890"
    assert "cancelled on the day" in refused.html.select_one("#said").text

    kept = person.submit(page, A_CALL)
    case = the_case(session)
    assert kept.location == f"/cases/{case.id}"
    assert case.reference == "C-2026-001"
    assert case.telephone == ""
    assert case.receiver_name == person.actor.name
    shown = person.get(kept.location).words()
    for words in (
        "C-2026-001: Teaching and support",
        "Two of my reviews were cancelled on the day.",
        "Telephone Not supplied",
        "Done: details written down; told what happens next and how long it takes.",
        "Not done: procedure explained; asked for a written account.",
        "1 working day late: the last day was Monday 23 November 2026",
        "Our summary: none yet",
    ):
        assert words in shown, shown
    again = person.submit(page, A_CALL)
    assert again.location == kept.location


@pytest.mark.req("R-259")
def test_a_complaint_about_an_assessment_decision_becomes_an_appeal(session, cast):
    person = cast.coordinator
    sent = person.submit(person.get("/cases/new"), A_CALL | {"category": "assessment-decision"})

    first, second = session.scalars(select(Case).order_by(Case.kind.desc())).all()
    assert (first.kind, first.state, first.outcome) == (
        CaseKind.COMPLAINT,
        CaseState.CLOSED,
        Outcome.REDIRECTED,
    )
    assert second.kind is CaseKind.APPEAL
    assert sent.location == f"/cases/{second.id}"
    assert "Turned to A-2026-001" in person.get(f"/cases/{first.id}").words()
    assert "The complaint it was turned from" in person.get(sent.location).words()


@pytest.mark.req("R-294")
def test_a_safeguarding_concern_is_locked_to_its_lead_at_once(session, cast):
    session.add(
        OfficeHolder(
            centre_id=cast.centre.id,
            office=Office.SAFEGUARDING_LEAD,
            user_id=cast.manager.user.id,
            since=clock.now(),
        )
    )
    person = cast.coordinator
    sent = person.submit(person.get("/cases/new"), A_CALL | {"safeguarding": "y"})

    case = the_case(session)
    assert sent.location == "/cases/new"
    assert "passed to the safeguarding lead now" in person.get(sent.location).words()
    assert person.get(f"/cases/{case.id}").status == 403
    assert cast.administrator.get(f"/cases/{case.id}").status == 403
    assert cast.assessor.get(f"/cases/{case.id}").status == 404
    read = cast.manager.get(f"/cases/{case.id}").words()
    assert "cancelled on the day" in read
    assert f"Who may read it {cast.manager.user.name} , Safeguarding lead" in read
    assert f"{person.user.name} , Quality coordinator" not in read
    referred = session.scalars(
        select(CaseEntry.at).where(CaseEntry.title == "Referred to the safeguarding lead")
    ).one()
    assert referred == clock.now()


@pytest.mark.req("R-277", part="in writing")
@pytest.mark.req("R-270", part="intake")
def test_a_formal_complaint_is_brought_in_writing_and_may_be_about_equality(session, cast):
    person = cast.coordinator
    page = person.get("/cases/new")

    refused = person.submit(page, A_CALL | {"kind": "complaint/formal"})
    assert refused.status == 422
    assert "is brought in writing" in refused.words()

    formal = A_CALL | {"kind": "complaint/formal", "channel": "Letter"}
    person.submit(page, formal | {"characteristics": ["Age", "Race"], "procedure_given": "y"})
    case = the_case(session)
    assert (case.stage_key, case.formal, case.equality) == ("formal", True, True)
    assert case.procedure_sent_at == clock.now()
    assert "Marked: Age, Race" in person.get(f"/cases/{case.id}").words()


@pytest.mark.req("R-293")
def test_the_first_form_of_three_stages_asks_eleven_things_and_three_fill_themselves(session, cast):
    procedures.settings_for(session, cast.centre.id).procedure_id = shared(
        session, "optimum-skills"
    ).id
    person = cast.other_assessor
    page = person.get("/cases/new")
    assert "escalated and the day it is signed off are filled in" in page.words()
    assert "Record what somebody brought" in person.get("/account/more").words()

    typed = {
        "telephone": "01234 567890",
        "email": "complainant1@home.test",
        "provision_area": "Retail",
        "qualification": str(cast.qualification.id),
        "receiver": "Demo Receptionist",
        "dealt_by": "Demo Tutor",
    }
    sent = person.submit(page, A_CALL | typed)
    shown = person.get(sent.location).words()
    for words in (
        "Demo Complainant 1",
        "Received Tuesday 24 November 2026",
        "Telephone 01234 567890",
        "E-mail complainant1@home.test",
        "Provision area Retail",
        f"Yes, {cast.qualification.entry_code}",
        "Taken in by Demo Receptionist",
        "Dealt with by Demo Tutor",
        "Two of my reviews were cancelled",
    ):
        assert words in shown, words
    case = the_case(session)
    case_steps.begin_stage(session, person.actor, case, "stage-2", "Not settled")
    after = person.get(sent.location).words()
    assert "Signed off on 24 November 2026" in after
    assert "Stage 2, manager" in after
