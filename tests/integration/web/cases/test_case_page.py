"""The page of a case, and every deed on it, from acknowledging to closing."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.domain.case_letters import LINK
from portfolio.domain.cases import CaseState, Outcome, Satisfaction
from portfolio.domain.procedure import Channel, Office, TrackKey
from portfolio.models.case import Case
from portfolio.models.case_record import CaseFile, CaseMessage, ImprovementAction
from portfolio.models.job import Job, OutgoingMail
from portfolio.models.procedure import OfficeHolder
from portfolio.queries import case_links
from portfolio.queries.procedures import shared
from portfolio.services import case_records, cases, procedures
from portfolio.services.cases import Intake
from tests.conftest import NOON

pytestmark = pytest.mark.usefixtures("procedures")


def came(**differently: object) -> Intake:
    facts: dict[str, object] = {
        "track": TrackKey.COMPLAINT,
        "category": "complaint-handling",
        "channel": Channel.EMAIL,
        "name": "Demo Complainant 6",
        "email": "complainant6@home.test",
        "said": "I have heard nothing since.",
        "received_at": clock.now(),
        "stage": "formal",
    }
    return Intake(**{**facts, **differently})  # type: ignore[arg-type]


@pytest.fixture
def house(session, cast):
    for office, person in (
        (Office.DEPARTMENT_HEAD, cast.manager),
        (Office.MANAGING_DIRECTOR, cast.director),
    ):
        session.add(
            OfficeHolder(
                centre_id=cast.centre.id, office=office, user_id=person.user.id, since=clock.now()
            )
        )
    session.flush()
    return cast


def received(session, house, **differently: object) -> Case:
    return cases.receive(session, house.coordinator.actor, house.centre, came(**differently))


def do(who, case: Case, page: str, **values: object) -> str:
    """Open the page of a deed and send it; returns the words of where it led."""
    at = f"/cases/{case.id}/{page}"
    opened = who.get(at)
    assert opened.status == 200, opened.words()
    sent = who.submit(opened, values)
    assert sent.status == 303, sent.words()
    return who.get(sent.location).words()


@pytest.mark.req("R-278", "R-281", "R-358", "R-266", "R-263", "R-267", "R-279")
def test_a_formal_complaint_is_acknowledged_only_with_a_target_in_the_centres_words(session, house):
    case = received(session, house)
    person = house.coordinator
    first = person.get(f"/cases/{case.id}").words()
    assert "Department head told Tuesday 24 November 2026, 12 noon" in first
    assert "Acknowledge, with a target date, by Thursday 26 November 2026, 12 noon" in first
    assert "The procedure has not been sent to them" in first
    assert "Department head at once, Senior manager 24 hours after that" in first

    page = person.get(f"/cases/{case.id}/acknowledge")
    assert "[target date]" in page.words()
    assert "We expect everyone who works for us" in page.words()
    refused = person.submit(page, {"message": "I am sorry."})
    assert refused.status == 422
    assert "Give a date by which you expect to answer" in refused.words()
    assert "I am sorry." in refused.text
    target = {"target-day": "4", "target-month": "12", "target-year": "2026"}
    done = do(person, case, "acknowledge", message="I am sorry.", with_procedure="y", **target)

    assert "Resolution in writing, by Friday 4 December 2026, 5pm" in done
    assert "Closed in time Acknowledge, with a target date: 48 hours." in done
    assert "The procedure has not been sent" not in done
    letter = session.scalars(select(CaseMessage)).one()
    for words in ("I am sorry.", "Friday 4 December 2026, 5pm", "We expect everyone", LINK):
        assert words in letter.text
    mail = session.get_one(OutgoingMail, letter.mail_id)
    assert LINK not in mail.text
    token = mail.text.partition("/follow/")[2].split()[0]
    found = case_links.find(session, token)
    assert found is not None
    assert found.id == case.id


@pytest.mark.req("R-282", "R-271", "R-291", "R-269", "R-289", "R-288")
def test_a_complaint_goes_from_its_answer_to_appeal_and_is_closed_with_what_they_think(
    session, house
):
    case = received(session, house)
    person = house.coordinator
    closing = person.get(f"/cases/{case.id}/close")
    assert "Answer in writing" in closing.words()
    refused = person.submit(closing, {"satisfaction": "Not known"})
    assert (refused.status, case.state) == (422, CaseState.OPEN)
    assert "Missing: Answer in writing" in refused.words()

    answering = person.get(f"/cases/{case.id}/answer")
    answer = {"outcome": "Partly upheld", "message": "We spoke to the tutor."}
    withheld = person.submit(answering, answer | {"partly_withheld": "y"})
    assert "Say why part of it is withheld" in withheld.words()
    answered = do(person, case, "answer", **answer)
    assert "Ask whether they accept the outcome" in answered
    letter = session.scalars(select(CaseMessage)).one()
    assert "until Thursday 24 December 2026: Appeal to the Managing Director" in letter.text
    assert "Still to come: Appeal to the Managing Director" in answered

    bodies = "#template option[value=outside-bodies]"
    assert person.get(f"/cases/{case.id}/write").html.select_one(bodies) is None

    appealed = do(person, case, "next-stage", reason="They are not satisfied.")
    assert "With Demo Managing Director" in appealed
    assert "Answer in writing: 1 calendar month" in appealed
    do(house.director, case, "answer", outcome="Not upheld", message="It was done rightly.")
    assert "Offered now" in person.get(f"/cases/{case.id}").words()
    assert person.get(f"/cases/{case.id}/write").html.select_one(bodies) is not None
    outside = do(person, case, "next-stage", reason="They turn to the regulator.")
    assert "With: Awarding organisation or regulator" in outside
    closed = do(person, case, "close", satisfaction="Not satisfied", words="Still unhappy.")
    assert "Nothing: it is closed" in closed
    assert "They thought Not satisfied. Still unhappy." in closed
    assert (case.outcome, case.satisfaction) == (Outcome.NOT_UPHELD, Satisfaction.NOT_SATISFIED)

    do(person, case, "lesson", lesson="Reviews were not moved.", action="Name a deputy.")
    assert session.scalars(select(ImprovementAction)).one().action == "Name a deputy."
    assert person.get(f"/cases/{case.id}/answer").status == 409


@pytest.mark.req("R-264", "R-280", "R-303", "R-265")
def test_what_is_added_to_a_case_stands_in_its_history_and_nothing_is_lost(session, house):
    case = received(session, house, email="", qualification_id=house.qualification.id)
    person = house.coordinator
    before = person.get(f"/cases/{case.id}").words()
    assert "No e-mail address: letters are printed and posted" in before
    assert f"About {house.qualification.entry_code}, and no body outside" in before

    do(person, case, "contact", text="They said Tuesdays suit them.")
    do(person, case, "note", text="The tutor was ill.")
    do(person, case, "summary", summary="Two cancelled reviews.")
    told = do(person, case, "outside-body", body="Demo Awarding Organisation")
    assert "Demo Awarding Organisation told on 24 November 2026" in told
    do(person, case, "write", message="We look into it.")
    posting = person.get(f"/cases/{case.id}/letters")
    assert "To be printed and posted" in posting.words()
    person.submit(posting, {})
    details = do(person, case, "details", email="new@home.test", provision_area="Retail")
    given = do(person, case, "assign", person=str(house.assessor.user.id))

    assert "Waits on Demo Assessor One now" in given
    assert "E-mail, before: not supplied. Provision area, before: not supplied" in details
    shown = house.assessor.get(f"/cases/{case.id}").words()
    for words in (
        "Telephone: contact with the person",
        "Tuesdays suit them",
        "The tutor was ill.",
        "Summary changed",
        "Our summary: Two cancelled reviews.",
        "Posted: C-2026-001: where it stands",
        "E-mail new@home.test",
    ):
        assert words in shown, words
    assert house.other_assessor.get(f"/cases/{case.id}").status == 404
    assert house.candidate.get(f"/cases/{case.id}").status == 404


@pytest.mark.req("R-275", part="decided")
def test_a_case_is_paused_taken_up_decided_late_and_taken_back(session, house):
    issue = clock.today() - timedelta(days=30)
    case = received(session, house, issue_on=issue, stage="")
    person = house.coordinator
    assert "It came late, and nobody has decided" in person.get(f"/cases/{case.id}").words()

    do(person, case, "lateness", decision="Taken: they were ill.")
    target = {"target-day": "1", "target-month": "12", "target-year": "2026"}
    do(person, case, "target", **target)
    paused = do(person, case, "pause", reason="A witness is away.")
    assert "Paused: take it up again" in paused
    later_today = NOON + timedelta(minutes=20)
    clock.use(lambda: later_today)
    resumed = do(person, case, "resume")
    assert "by Tuesday 1 December 2026, 5.20pm" in resumed
    later = {"target-day": "7", "target-month": "12", "target-year": "2026"}
    moved = do(person, case, "timeline", message="It takes longer.", **later)
    assert "by Monday 7 December 2026, 5pm" in moved
    assert "Taken: they were ill." in moved
    withdrawn = do(person, case, "withdraw", reason="They called: it is settled.")
    assert case.outcome is Outcome.WITHDRAWN
    assert "Taken back" in withdrawn


@pytest.mark.req("R-294", part="later")
def test_a_case_is_referred_to_safeguarding_later_and_its_link_can_be_ended(session, house):
    case = received(session, house)
    person = house.coordinator
    at = f"/cases/{case.id}/link"
    made = person.get(person.submit(person.get(at), {"do": "renew"}).location).words()
    token = made.partition("/follow/")[2].split()[0]
    assert case_links.find(session, token) is not None
    person.submit(person.get(at), {"do": "revoke"})
    assert case_links.find(session, token) is None
    assert "No link stands" in person.get(at).words()

    sent = person.submit(person.get(f"/cases/{case.id}/safeguarding"), {"sure": "y"})
    assert sent.location == "/"
    assert person.get(f"/cases/{case.id}").status == 403


@pytest.mark.req("R-300", part="form")
def test_the_investigation_form_wants_its_notes_when_it_was_needed(session, house):
    procedures.settings_for(session, house.centre.id).procedure_id = shared(
        session, "optimum-skills"
    ).id
    case = received(session, house, stage="", said="Nobody called back.")
    person = house.coordinator
    do(person, case, "next-stage", reason="Not settled.")
    page = person.get(f"/cases/{case.id}/investigation")

    refused = person.submit(page, {"needed": "yes", "notes": ""})
    assert "Write the notes: evidence, interviews and findings" in refused.words()
    kept = do(person, case, "investigation", needed="yes", notes="Two interviews.")
    assert "Further investigation: yes" in kept
    assert "Two interviews." in kept


def test_a_file_is_checked_before_it_opens_and_opens_only_for_who_may_read(session, house, worker):
    case = received(session, house)
    person = house.coordinator
    form = person.get(f"/cases/{case.id}/files")
    upload = form.html.select_one("#upload")["action"]
    sent = person.post(
        upload,
        data={"files": (BytesIO(b"%PDF-1.4 a review log"), "Review log.pdf")},
        content_type="multipart/form-data",
    )
    assert sent.location == f"/cases/{case.id}", sent.words()
    waiting = person.get(sent.location)
    assert "We are making sure that it arrived whole" in waiting.words()

    replace(worker, only={"check-case-file"}).run_due()
    shown = person.get(sent.location)
    href = shown.html.find("a", string="Review log.pdf")["href"]
    whole = person.get(href)
    assert whole.response.data == b"%PDF-1.4 a review log"
    part = person.get(href, headers={"Range": "bytes=0-3"})
    assert (part.status, part.response.data) == (206, b"%PDF")
    assert house.administrator.get(href).status == 404
    assert session.scalars(select(CaseFile)).one().staff_only


def test_a_mail_that_was_given_up_and_a_silence_are_flagged(session, house):
    case = received(session, house)
    person = house.coordinator
    do(person, case, "write", message="We look into it.")
    job = session.scalars(select(Job).where(Job.name == "send-mail")).one()
    job.failed_at = clock.now()
    session.flush()
    assert "A mail could not be sent" in person.get(f"/cases/{case.id}").words()

    case.last_contact_at = NOON - timedelta(days=10)
    session.flush()
    silent = person.get(f"/cases/{case.id}").words()
    assert "They have heard nothing since Saturday 14 November 2026" in silent


@pytest.mark.parametrize("length", [1, 60])
def test_the_page_of_a_case_asks_as_many_questions_however_long_it_is(
    session, house, queries, length
):
    case = received(session, house)
    person = house.coordinator
    for n in range(length):
        case_records.note(session, person.actor, case, f"Note {n}", staff_only=True)
    session.flush()

    assert queries(lambda: person.get(f"/cases/{case.id}")) <= 12
    page = person.get(f"/cases/{case.id}?page=2")
    assert ("Page 2 of 3" in page.words()) is (length > 1)
