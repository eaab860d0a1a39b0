"""Telling a centre something without an account: one intake, one case, nothing lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portfolio import clock
from portfolio.domain.cases import CaseState, Outcome, Relation
from portfolio.domain.procedure import CaseKind, Channel
from portfolio.domain.public_limits import MOST_FILES, SENDINGS_OF_A_NETWORK
from portfolio.models.case import Case
from portfolio.models.case_record import CaseEntry, CaseFile
from portfolio.models.job import OutgoingMail
from portfolio.models.public_intake import PublicSending, StagedFile
from portfolio.queries import public_sendings as queries
from tests.public_forms import send_form, wait
from tests.uploads import JPEG, PDF

WORDS = {
    "category": "teaching-and-support",
    "said": "Two of my last three review meetings were cancelled on the day.",
    "wanted": "A different meeting day.",
    "issue_on-day": "20",
    "issue_on-month": "11",
    "issue_on-year": "2026",
    "name": "Demo Complainant 1",
    "email": "complainant@home.test",
}


@pytest.fixture
def address(cast, make):
    make.procedures()
    return f"/service/{cast.centre.slug}"


@pytest.fixture
def form(cast, address):
    return cast.visitor.get(f"{address}/tell-us/complaint")


@pytest.mark.req("R-257", "R-266", "R-274")
def test_a_visitor_reads_the_procedure_tells_us_and_gets_reference_and_link(
    cast, address, session, worker
):
    home = cast.visitor.get(address)
    assert "Stage 2, formal" in home.words()
    assert "48 hours of receipt" in home.words()
    assert "special words" in home.words()
    choice = cast.visitor.get(f"{address}/tell-us")
    assert "An assessment decision" not in choice.words()
    assert len(choice.html.select("main li a")) == 7
    page = cast.visitor.get(f"{address}/tell-us/complaint")

    reply = send_form(cast.visitor, page, WORDS, (PDF, "letter.pdf"))

    assert reply.status == 303, reply.words()
    case = session.query(Case).one()
    assert (case.kind, case.channel, case.reference) == (
        CaseKind.COMPLAINT,
        Channel.WEB,
        "C-2026-001",
    )
    assert (case.said, case.wanted, case.relation) == (
        WORDS["said"],
        WORDS["wanted"],
        Relation.PUBLIC,
    )
    assert case.stage_name == "Stage 1, informal"
    assert session.query(CaseFile).one().name == "letter.pdf"
    assert not session.query(CaseFile).one().staff_only
    sent = cast.visitor.get(reply.location)
    link = sent.html.select_one("#link")["value"]
    assert "C-2026-001" in sent.words()
    assert link.startswith("https://portfolio.test/follow/")
    mail = session.query(OutgoingMail).one()
    assert mail.to == "complainant@home.test"
    assert link.rpartition("/")[2] in mail.text or "/follow/" in mail.text
    assert f"https://portfolio.test{address}" in mail.text
    assert WORDS["name"] not in mail.text + mail.subject
    worker.run_due()
    session.expire_all()
    assert "/follow/" not in session.query(OutgoingMail).one().text
    page = cast.visitor.get(link.removeprefix("https://portfolio.test"))
    assert WORDS["said"] in page.words()
    assert "letter.pdf" in page.words()
    assert "Safe at the centre" in page.words()


def test_a_second_press_makes_no_second_case(cast, form, session):
    first = send_form(cast.visitor, form, WORDS)
    again = send_form(cast.visitor, form, WORDS)
    late = send_form(cast.visitor, form, WORDS, taking=timedelta(hours=2))

    assert session.query(Case).count() == 1
    assert first.status == again.status == 303
    assert "C-2026-001" in cast.visitor.get(again.location).words()
    assert late.status == 200
    assert "sent this before" in late.words()


def test_two_presses_at_once_make_one_case(cast, form, session, monkeypatch):
    """The second looks for the first before that is there, and finds it when it would be taken."""
    assert send_form(cast.visitor, form, WORDS).status == 303
    looked = queries.taken_before
    asked: list[str] = []

    def too_early(own, key):
        asked.append(key)
        return looked(own, key) if len(asked) > 1 else None

    monkeypatch.setattr(queries, "taken_before", too_early)

    second = send_form(cast.visitor, form, WORDS)

    assert second.status == 303
    assert "C-2026-001" in cast.visitor.get(second.location).words()
    assert session.query(Case).count() == 1


def test_nothing_typed_or_chosen_is_lost_on_a_refusal(cast, form, session):
    page = send_form(
        cast.visitor, form, WORDS | {"email": "", "issue_on-year": ""}, (PDF, "letter.pdf"),
        (b"MZ\0\0", "tool.exe"),
    )  # fmt: skip
    assert page.status == 422
    assert "Nothing is lost. Three things need putting right" in page.words()
    assert "Enter an e-mail address or a telephone number" in page.words()
    assert "tool.exe" in page.words()
    assert page.html.select_one("#said").text.strip() == WORDS["said"]
    assert page.html.select_one("[name=issue_on-day]")["value"] == "20"
    assert page.html.select_one("#category option[selected]")["value"] == "teaching-and-support"
    assert page.html.select_one("[name=keep][checked]")
    assert session.query(StagedFile).one().name == "letter.pdf"

    page = send_form(cast.visitor, page, {"name": ""}, (JPEG, "photo.jpg"))
    assert "letter.pdf" in page.words()
    assert "photo.jpg" in page.words()
    photo = next(one for one in page.html.select("[name=keep]") if "photo" in one.parent.text)
    right = {"telephone": "01632 960 001", "name": "Demo Complainant 2", "issue_on-year": "2026"}
    kept = [
        str(o["value"]) for o in page.html.select("[name=keep]") if o["value"] != photo["value"]
    ]
    reply = send_form(cast.visitor, page, right | {"keep": kept})

    assert reply.status == 303, reply.words()
    assert [file.name for file in session.query(CaseFile)] == ["letter.pdf"]
    assert session.query(OutgoingMail).count() == 0
    assert session.query(Case).one().telephone == "01632 960 001"


@pytest.mark.req("R-259")
def test_a_complaint_about_a_decision_becomes_an_appeal(cast, form, session):
    reply = send_form(cast.visitor, form, WORDS | {"category": "assessment-decision"})

    complaint, appeal = session.query(Case).order_by(Case.reference.desc())
    assert complaint.outcome is Outcome.REDIRECTED
    assert (appeal.kind, appeal.continues_id) == (CaseKind.APPEAL, complaint.id)
    assert appeal.reference in cast.visitor.get(reply.location).words()


@pytest.mark.req("R-270")
@pytest.mark.parametrize(
    ("about", "kind", "track"),
    [
        ("appeal", CaseKind.APPEAL, "appeal"),
        ("enquiry", CaseKind.ENQUIRY, "enquiry"),
        ("provider-query", CaseKind.QUERY, "provider-query"),
        ("general-query", CaseKind.QUERY, "general-query"),
        ("feedback", CaseKind.FEEDBACK, "feedback"),
        ("equality", CaseKind.COMPLAINT, "complaint"),
    ],
)
def test_each_question_takes_its_own_way(cast, address, session, about, kind, track):
    page = cast.visitor.get(f"{address}/tell-us/{about}")
    values = {"said": "What is it?", "characteristics": ["Age", "Shoes"], "category": "equality"}
    if about != "feedback":
        values |= {"name": "Demo Person", "telephone": "01632 960 002"}

    assert send_form(cast.visitor, page, values).status == 303

    case = session.query(Case).one()
    assert (case.kind, case.track) == (kind, track)
    assert case.equality
    assert case.characteristics == ["Age"]


@pytest.mark.req("R-294")
def test_a_safeguarding_concern_is_locked_and_its_link_tells_only_that(cast, form, session):
    reply = send_form(cast.visitor, form, WORDS | {"safeguarding": "y"}, (PDF, "letter.pdf"))

    assert session.query(Case).one().locked_at == clock.now()
    page = cast.visitor.get(reply.location.removesuffix("/sent"))
    assert "passed to the safeguarding lead" in page.words()
    for hidden in (WORDS["said"], "letter.pdf", "Teaching and support", "Received and recorded"):
        assert hidden not in page.text
    assert not page.html.select("main form")


def test_a_form_sent_too_soon_too_late_or_with_a_foreign_seal_is_shown_again(cast, form, session):
    soon = send_form(cast.visitor, form, WORDS, taking=timedelta(seconds=1))
    assert soon.status == 422
    assert "as soon as the page was open" in soon.words()
    forged = send_form(cast.visitor, form, WORDS | {"seal": "forged"})
    late = send_form(cast.visitor, form, WORDS, taking=timedelta(hours=25))
    for page in (forged, late):
        assert page.status == 422
        assert "open for too long" in page.words()
        assert WORDS["said"] in page.text
    assert session.query(Case).count() == 0
    assert send_form(cast.visitor, late).status == 303


def test_more_than_an_hour_allows_is_refused_with_words_and_files_kept(
    cast, address, form, session
):
    for number in range(SENDINGS_OF_A_NETWORK):
        session.add(
            PublicSending(
                centre_id=cast.centre.id,
                sender=_sender(cast, session, form) if number == 0 else _known(session),
                at=clock.now(),
                form_key=f"key {number}",
            )
        )
        session.flush()
    page = send_form(cast.visitor, form, WORDS, (PDF, "letter.pdf"))

    assert page.status == 429
    assert 0 < int(page.response.headers["Retry-After"]) <= 3600
    assert WORDS["said"] in page.text
    assert "letter.pdf" in page.words()
    elsewhere = {"REMOTE_ADDR": "2001:db8::1"}
    other = cast.visitor.get(f"{address}/tell-us/complaint")
    assert send_form(cast.visitor, other, WORDS, environ_overrides=elsewhere).status == 303
    wait(timedelta(hours=1))
    assert send_form(cast.visitor, page).status == 303
    assert "127.0.0.1" not in {one.sender for one in session.query(PublicSending)}


def _sender(cast, session, form):
    """The hash of this browser's network, as a file it sent left it."""
    send_form(cast.visitor, form, {"said": ""}, (PDF, "first.pdf"))
    return _known(session)


def _known(session):
    return session.query(PublicSending).filter(PublicSending.bytes > 0).first().sender


def test_long_words_and_many_files_are_refused_clearly(cast, form, session):
    files = [(PDF, f"{number}.pdf") for number in range(50)]
    page = send_form(cast.visitor, form, WORDS | {"said": "x" * 1_000_000}, *files)

    assert page.status == 422
    assert "You wrote 1,000,000 characters and 20,000 fit" in page.words()
    assert len(page.html.select_one("#said").text.strip()) == 20_000
    assert f"this form has room for {MOST_FILES} more files" in page.words()
    assert session.query(StagedFile).count() == MOST_FILES
    more = send_form(cast.visitor, page, {"said": ""}, (PDF, "more.pdf"))
    assert f"a form has room for {MOST_FILES}" in more.words()
    assert send_form(cast.visitor, more, {"said": "Short"}).status == 303
    assert session.query(CaseFile).count() == MOST_FILES


def test_nobody_can_put_a_line_into_a_mail(cast, form, session):
    evil = {"name": "Demo\r\nBcc: all@elsewhere.test", "email": "a@b.test\r\nBcc: c@d.test"}
    page = send_form(cast.visitor, form, WORDS | evil)
    assert "Enter an e-mail address like" in page.words()

    send_form(cast.visitor, page, {"email": "a@b.test"})

    case = session.query(Case).one()
    assert case.name == "Demo Bcc: all@elsewhere.test"
    mail = session.query(OutgoingMail).one()
    assert "\n" not in mail.to + mail.subject


def test_one_address_gets_only_so_many_links(cast, address, session):
    for _number in range(7):
        page = cast.visitor.get(f"{address}/tell-us/general-query")
        send_form(cast.visitor, page, WORDS)

    assert session.query(Case).count() == 7
    assert session.query(OutgoingMail).count() == 5


def test_a_candidate_is_known_by_name_and_their_case_is_theirs(cast, address, session):
    page = cast.candidate.get(f"{address}/tell-us/complaint")
    assert page.html.select_one("#name")["value"] == cast.candidate.user.name
    assert page.html.select_one("#email")["value"] == cast.candidate.user.email

    send_form(cast.candidate, page, {"said": "Hello", "category": "fees"})

    case = session.query(Case).one()
    assert (case.candidate_id, case.relation) == (cast.profile.id, Relation.CANDIDATE)
    assert case.state is CaseState.OPEN
    assert "whoever brought it" in {entry.by_words for entry in session.query(CaseEntry)}


def test_an_address_of_no_centre_and_of_no_question_is_not_found(cast, address):
    for path in ("/service/nowhere", "/service/nowhere/tell-us", f"{address}/tell-us/gossip"):
        assert cast.visitor.get(path).status == 404
