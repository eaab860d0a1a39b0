"""What the next page says once: it names people, so the cookie does not carry it."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from portfolio.domain.flashes import Tone, VisitorWords
from portfolio.models.notice import Flash
from portfolio.models.person import SignIn
from portfolio.services import flashes, sign_ins
from tests.client import FRAGMENT

ELSEWHERE = "/account/more"


@pytest.fixture
def told(cast, session):
    """The candidate's browser has something to be told, with a name in it."""
    sign_in = session.scalars(select(SignIn).where(SignIn.user_id == cast.candidate.user.id)).one()
    flashes.leave(session, sign_in.id, "Demo Candidate One is told", Tone.DONE)
    return cast.candidate


def test_a_page_says_it_once(told, session):
    assert "Demo Candidate One is told" in told.get(ELSEWHERE).words()
    assert "is told" not in told.get(ELSEWHERE).words()
    assert session.scalars(select(Flash)).all() == []


def test_asking_for_the_headers_alone_does_not_use_it_up(told):
    told.checking = False
    assert told.open(ELSEWHERE, method="HEAD").status == 200
    told.checking = True
    assert "is told" in told.get(ELSEWHERE).words()


def test_only_the_browser_it_is_meant_for_says_it(cast, told, session):
    token = sign_ins.begin(session, told.user, "Another browser", keep=False)
    other = type(cast.visitor)(cast.app, token)
    assert "is told" not in other.get(ELSEWHERE).words()
    assert "is told" in told.get(ELSEWHERE).words()


@pytest.mark.parametrize(
    ("url", "headers"),
    [("/candidate", FRAGMENT | {"HX-Target": "home-progress"}), ("/nowhere-file.png", FRAGMENT)],
    ids=["a part of a page", "a part of an error"],
)
def test_an_answer_that_has_no_room_for_it_leaves_it_for_a_page(told, url, headers):
    assert "is told" not in told.get(url, headers=headers).text
    assert "is told" in told.get(ELSEWHERE).words()


def test_a_refused_deed_tells_nothing_later(cast):
    reply = cast.administrator.post("/centre/staff/invite", {"name": "Demo Person Seven"})
    assert reply.status == 422
    assert "Demo Person Seven" not in cast.administrator.get("/centre/staff").words()


def test_an_ordinary_page_costs_no_query_more_and_a_telling_one_two(cast, session, queries):
    person = cast.candidate
    sign_in = session.scalars(select(SignIn).where(SignIn.user_id == person.user.id)).one()
    person.get(ELSEWHERE)
    ordinary = queries(lambda: person.get(ELSEWHERE))
    flashes.leave(session, sign_in.id, "Said once", Tone.DONE)
    assert queries(lambda: person.get(ELSEWHERE)) == ordinary + 2
    assert queries(lambda: person.get(ELSEWHERE)) == ordinary


def test_a_busy_database_has_it_said_twice_rather_than_fail(told, monkeypatch):
    def busy(*_: object) -> None:
        raise OperationalError("delete", {}, Exception("database is locked"))

    with monkeypatch.context() as patched:
        patched.setattr(flashes, "forget", busy)
        assert "is told" in told.get(ELSEWHERE).words()
    assert "is told" in told.get(ELSEWHERE).words()
    assert "is told" not in told.get(ELSEWHERE).words()


def test_the_link_of_an_invitation_is_shown_once_and_never_in_the_cookie(cast, session):
    page = cast.administrator.get("/centre/staff/invite")
    sent = cast.administrator.submit(
        page, {"name": "Demo Person Seven", "email": "seven@centre.test", "role": "Assessor"}
    )
    assert sent.location == "/centre/staff"
    first = cast.administrator.get("/centre/staff")
    assert "Demo Person Seven is invited as Assessor" in first.words()
    field = first.html.select_one("#invitation-link")
    assert field is not None
    assert "/invitations/" in str(field["value"])
    assert not cast.administrator.get("/centre/staff").html.select_one("#invitation-link")
    assert session.scalars(select(Flash)).all() == []


def test_a_visitor_hears_fixed_words_and_hears_them_once(cast):
    visitor = cast.visitor
    assert visitor.get("/candidate").location == "/sign-in?next=/candidate"
    assert VisitorWords.SIGN_IN_FIRST.words in visitor.get("/sign-in").words()
    assert VisitorWords.SIGN_IN_FIRST.words not in visitor.get("/sign-in").words()


@pytest.mark.parametrize("planted", [{"link": "a"}, {"csrf_token": "Demo Candidate One"}])
def test_the_browser_complains_of_a_name_in_the_cookie(cast, planted):
    with cast.visitor.client.session_transaction() as cookie:
        cookie.update(planted)
    with pytest.raises(AssertionError, match="in the cookie"):
        cast.visitor.get("/help")


def test_words_an_older_version_left_in_the_cookie_do_no_harm(cast):
    with cast.visitor.client.session_transaction() as cookie:
        cookie["say"] = "SOMETHING_ELSE"
    assert cast.visitor.get("/sign-in").status == 200
