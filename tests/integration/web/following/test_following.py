"""Following a case by its private link, and from the portfolio of the candidate who brought it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from portfolio import clock
from portfolio.domain.cases import CaseState, EntryKind, Outcome, Satisfaction
from portfolio.domain.procedure import Channel, TrackKey
from portfolio.models.case import Case
from portfolio.models.case_record import CaseEntry, CaseFile
from portfolio.models.notice import Notice
from portfolio.services import (
    case_ends,
    case_files,
    case_links,
    case_log,
    case_safeguarding,
    case_steps,
    cases,
)
from portfolio.services import procedures as followed
from portfolio.services.case_log import Line
from portfolio.services.case_messages import Letter
from portfolio.services.cases import Intake
from portfolio.services.evidence_files import Received
from tests.public_forms import send_form, wait
from tests.queries import counted
from tests.uploads import PDF

SECRET = "STAFF-ONLY-4q2z"


@pytest.fixture
def settings_of(cast, make, session):
    make.procedures()
    settings = followed.settings_for(session, cast.centre.id)
    settings.director_contact = "Managing Director, 1 Demo Street"
    return settings


def brought(cast, session, **differently) -> Case:
    facts = {
        "track": TrackKey.COMPLAINT,
        "category": "complaint-handling",
        "channel": Channel.WEB,
        "name": "Demo Complainant 1",
        "email": "complainant@home.test",
        "said": "Nobody answered my letter.",
        "received_at": clock.now(),
        "issue_on": clock.today(),
        "stage": "formal",
    }
    return cases.receive(session, None, cast.centre, Intake(**facts | differently))


@pytest.fixture
def case(cast, session, settings_of):
    return brought(cast, session)


@pytest.fixture
def link(session, case):
    return f"/follow/{case_links.issue(session, case)}"


def acknowledged(session, cast, case, until=timedelta(days=9)):
    letter = Letter("acknowledgement", "Your complaint", "We have it.")
    case_steps.acknowledge(
        session, cast.administrator.actor, case, letter, target_at=clock.now() + until
    )


def answered(session, cast, case, text="We have looked into it."):
    letter = Letter("resolution", "Our answer", text)
    case_steps.answer(session, cast.administrator.actor, case, Outcome.PARTLY_UPHELD, letter)


@pytest.mark.req("R-266", "R-283", "R-288", "R-289", "R-291")
def test_a_complaint_is_followed_from_sending_to_the_bodies_outside(cast, session, case, link):
    page = cast.visitor.get(link)
    assert "by when to expect our answer, by Thursday 26 November 2026, 12 noon" in page.words()
    assert "Still to come: Appeal to the Managing Director" in page.words()
    assert not page.html.select("#accept, #further, #thought")
    acknowledged(session, cast, case)
    assert "Our answer in writing, by Thursday 3 December 2026" in cast.visitor.get(link).words()
    answered(session, cast, case)

    page = cast.visitor.get(link)
    assert "We have looked into it." in page.words()
    assert "In time: the last day is Thursday 24 December 2026" in page.words()
    assert "Managing Director, 1 Demo Street" in page.words()
    refused = cast.visitor.submit(page, {"reason": " "}, "#further")
    assert refused.status == 422
    assert "Write what is still wrong" in refused.words()
    wait(timedelta(days=40))
    late = cast.visitor.submit(refused, {"reason": "It says nothing of the rooms"}, "#further")
    assert late.location == link
    stage = session.get_one(Case, case.id).stages[-1]
    assert (stage.key, stage.asked_by_person) == ("appeal", True)
    assert stage.days_late > 0
    assert cast.visitor.submit(refused, {"reason": "Again"}, "#further").status in {409, 422}

    answered(session, cast, session.get_one(Case, case.id), "The answer stands.")
    page = cast.visitor.get(link)
    assert "Awarding organisation of the qualification" in page.words()
    assert "Ask Demo Training Centre for the address" in page.words()
    assert cast.visitor.submit(page, {"words": "Thank you"}, "#accept").location == link
    page = cast.visitor.get(link)
    assert session.get_one(Case, case.id).state is CaseState.CLOSED
    assert "You said: satisfied" in page.words()
    assert not page.html.select("main form")


def test_what_the_centre_rejects_for_outside_bodies_is_said_why(cast, session, settings_of):
    case = brought(cast, session, category="facilities")
    page = cast.visitor.get(f"/follow/{case_links.issue(session, case)}")
    assert "Awarding organisation of the qualification" not in page.words()
    assert "facilities" in page.words() or "wider experience" in page.words()


@pytest.mark.req("R-291")
def test_somebody_says_what_they_think_after_the_centre_has_closed_it(cast, session, case, link):
    acknowledged(session, cast, case)
    answered(session, cast, case)
    case_ends.close(session, cast.administrator.actor, case, Satisfaction.NOT_KNOWN)
    page = cast.visitor.get(link)
    assert "Choose yes or no" in cast.visitor.submit(page, {"words": "x"}, "#thought").words()

    done = cast.visitor.submit(
        page, {"satisfaction": "Not satisfied", "words": "Too late"}, "#thought"
    )

    assert done.location == link
    row = session.get_one(Case, case.id)
    assert (row.satisfaction, row.satisfaction_words) == (Satisfaction.NOT_SATISFIED, "Too late")
    again = cast.visitor.submit(page, {"satisfaction": "Satisfied"}, "#thought")
    assert "was kept before" in again.words()


@pytest.mark.req("R-265", part="a browser without cookies")
def test_a_private_link_asks_for_no_cookie_and_a_portfolio_does(cast, session, settings_of):
    case = brought(cast, session, candidate_id=cast.profile.id)
    acknowledged(session, cast, case)
    answered(session, cast, case)
    link = f"/follow/{case_links.issue(session, case)}"
    session.commit()
    own = cast.candidate.client.post(f"/candidate/cases/{case.id}/accept", data={})
    assert own.status_code == 400
    without = cast.visitor.app.test_client(use_cookies=False)
    page = without.get(link)
    assert "Set-Cookie" not in page.headers
    assert without.post(f"{link}/accept", data={"words": "Forged"}).status_code == 400
    seal = re.search(r'id="accept".*?name="seal" value="([^"]+)"', page.text, re.DOTALL)[1]
    sent = without.post(f"{link}/accept", data={"seal": seal, "words": "Thank you"})
    assert sent.location == link
    session.expire_all()
    assert session.get_one(Case, case.id).state is CaseState.CLOSED


def test_words_and_files_are_added_once_and_survive_a_refusal(cast, session, case, link):
    case.with_id = cast.assessor.user.id
    page = cast.visitor.get(link)
    empty = send_form(cast.visitor, page, form="#add")
    assert "Write something or choose a file" in empty.words()
    wrong = send_form(
        cast.visitor, page, {"words": "More"}, (PDF, "one.pdf"), (b"MZ\0", "x.exe"), form="#add"
    )
    assert wrong.status == 422
    assert wrong.html.select_one("#add-words").text.strip() == "More"
    assert "one.pdf" in wrong.words()

    for _press in range(2):
        assert send_form(cast.visitor, wrong, form="#add").location == link

    assert session.query(CaseFile).one().name == "one.pdf"
    assert session.query(CaseEntry).filter_by(kind=EntryKind.ADDED).one().text == "More"
    assert (
        "added something"
        in session.query(Notice)
        .filter_by(user_id=cast.assessor.user.id)
        .order_by(Notice.created_at.desc())
        .first()
        .text
    )


def test_nothing_of_the_staff_is_on_the_page(cast, session, case, link):
    case.summary = case.stages[-1].investigation = case.stages[-1].escalated_to = SECRET
    case.stages[-1].late_decision = SECRET
    actor = cast.administrator.actor
    for kind in EntryKind:
        case_log.note(session, case, actor, Line(kind, SECRET, SECRET))
    received = Received("key-of-staff", f"{SECRET}.pdf", 10, "0" * 64, "application/pdf")
    case_files.add(session, actor, case, [received])
    session.flush()

    for path in (link, f"{link}/sent"):
        assert SECRET not in cast.visitor.get(path).text
    assert cast.administrator.user.name not in cast.visitor.get(link).text


def test_the_link_cannot_be_guessed_leaks_to_nobody_and_can_be_revoked(cast, session, case, link):
    page = cast.visitor.get(link)
    assert page.status == 200
    headers = page.response.headers
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert "noindex" in headers["X-Robots-Tag"]
    token = link.rpartition("/")[2]
    assert len(token) == 43
    case_links.revoke(session, cast.administrator.actor, case)

    unknown = cast.visitor.get("/follow/" + "A" * 43)
    revoked = cast.visitor.get(link)
    assert unknown.status == revoked.status == 404
    assert unknown.html.main.text == revoked.html.main.text
    assert unknown.response.headers["Referrer-Policy"] == "no-referrer"
    for deed in ("accept", "further", "thought", "sent"):
        assert (
            cast.visitor.open(f"{link}/{deed}", "GET" if deed == "sent" else "POST").status == 404
        )
    assert send_form(cast.visitor, page, {"words": "x"}, form="#add").status == 404


@pytest.mark.req("R-294")
def test_a_locked_case_takes_nothing_from_a_page_opened_before(cast, session, case, link):
    page = cast.visitor.get(link)
    case_safeguarding.refer(session, cast.administrator.actor, case)

    reply = send_form(cast.visitor, page, {"words": "More"}, form="#add")

    assert reply.status == 422
    assert "passed to the safeguarding lead" in reply.words()
    assert "Nobody answered my letter" not in reply.text


@pytest.mark.req("R-265")
def test_a_candidate_finds_their_own_cases_and_nobody_elses(cast, session, settings_of):
    empty = cast.candidate.get("/candidate/cases")
    assert "Nothing brought yet" in empty.words()
    own = brought(cast, session, candidate_id=cast.profile.id, said="Mine")
    brought(cast, session, said="Of somebody else")
    locked = brought(cast, session, candidate_id=cast.profile.id, safeguarding=True)

    listed = cast.candidate.get("/candidate/cases")
    assert own.reference in listed.words()
    assert "C-2026-002" not in listed.words()
    assert f"{locked.reference}: Complaint Passed to the safeguarding lead" in listed.words()
    page = cast.candidate.get(f"/candidate/cases/{own.id}")
    assert "Mine" in page.words()
    assert send_form(cast.candidate, page, {"words": "More"}, form="#add").status == 303
    assert cast.other_candidate.get(f"/candidate/cases/{own.id}").status == 404
    assert cast.other_candidate.get("/candidate/cases").status == 200
    assert cast.assessor.get(f"/candidate/cases/{own.id}").status == 404
    more = cast.candidate.get("/account/more")
    assert more.html.select_one('a[href="/candidate/cases"]')


def test_own_cases_take_as_many_queries_however_many_there_are(cast, session, settings_of):
    brought(cast, session, candidate_id=cast.profile.id)
    with counted() as few:
        cast.candidate.get("/candidate/cases")
    for _ in range(6):
        brought(cast, session, candidate_id=cast.profile.id)
    with counted() as many:
        cast.candidate.get("/candidate/cases")
    assert len(few) == len(many) <= 12
