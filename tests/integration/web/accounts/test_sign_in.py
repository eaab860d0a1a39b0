"""The way in: who gets in, who does not, and what a stranger can learn from it."""

from datetime import timedelta
from time import process_time

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.models.person import SignIn, SignInFailure
from portfolio.services import sign_in_failures
from tests.client import Browser
from tests.conftest import NOON

PASSWORD = "Marmalade-Harbour-42-Kites"


@pytest.fixture
def person(cast, make):
    return make.password(cast.assessor.user, PASSWORD)


def sign_in(browser: Browser, email: str, password: str, **more):
    page = browser.get("/sign-in" + more.pop("query", ""))
    return browser.submit(page, {"email": email, "password": password, **more})


def test_the_right_password_leads_to_the_home_of_the_role(cast, person):
    visitor = cast.visitor
    reply = sign_in(visitor, person.email.upper() + " ", PASSWORD)
    assert (reply.status, reply.location) == (303, "/")
    assert visitor.get("/account/role").status == 200


@pytest.mark.parametrize("typed", ["wrong", "unknown", "closed", "without password"])
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(
    cast, person, make, session, typed
):
    email = person.email
    if typed == "unknown":
        email = "nobody@centre.test"
    if typed == "closed":
        email = make.password(make.user(closed_at=clock.now()), "not the password").email
    if typed == "without password":
        email = make.user().email
    reply = sign_in(cast.visitor, email, "not the password")
    assert reply.status == 422
    assert reply.html.select_one("#email-error").text == (
        "Error: Check the e-mail address and the password: they do not belong together"
    )
    assert reply.html.select_one("#email")["value"] == email
    assert not reply.html.select_one("#password").get("value")


def test_an_unknown_address_takes_as_long_as_a_known_one(cast, person, app):
    cast.visitor.checking = False

    def seconds(email: str) -> float:
        """Of this process's own work: the machine may be busy with something else."""
        begun = process_time()
        cast.visitor.post("/sign-in", {"email": email, "password": "not the password"})
        return process_time() - begun

    known = min(seconds(person.email) for _ in range(7))
    unknown = min(seconds("nobody@centre.test") for _ in range(7))
    assert 0.5 < known / unknown < 2


def test_failures_are_counted_although_the_page_is_refused(cast, person, session):
    sign_in(cast.visitor, person.email, "not the password")
    counted = session.scalars(select(SignInFailure)).all()
    assert sorted(row.failures for row in counted) == [1, 1]
    assert not any(person.email in row.key for row in counted)


def test_after_ten_failures_even_the_right_password_waits(cast, person):
    for _ in range(10):
        assert sign_in(cast.visitor, person.email, "not the password").status == 422
    reply = sign_in(cast.visitor, person.email, PASSWORD)
    assert reply.status == 422
    assert "Wait until 12.01pm, then try again" in reply.words()
    clock.use(lambda: NOON + timedelta(minutes=2))
    assert sign_in(cast.visitor, person.email, PASSWORD).status == 303


def test_nobody_is_shut_out_for_more_than_fifteen_minutes(cast, person):
    moment = NOON
    for _ in range(40):
        clock.use(lambda at=moment: at)
        sign_in(cast.visitor, person.email, "not the password")
        moment += timedelta(minutes=15, seconds=1)
    clock.use(lambda: moment)
    assert sign_in(cast.visitor, person.email, PASSWORD).status == 303


def test_one_network_address_has_a_hundred_failures_an_hour(cast, person, app, session):
    shared = sign_in_failures.address_key(app.config["SECRET_KEY"], "127.0.0.1")
    for number in range(99):
        sign_in_failures.count_try(session, f"planted {number}", shared)
    assert sign_in(cast.visitor, "nobody@centre.test", "not the password").status == 422
    assert "too many tries" in sign_in(cast.visitor, person.email, PASSWORD).words()
    clock.use(lambda: NOON + timedelta(hours=1))
    assert sign_in(cast.visitor, person.email, PASSWORD).status == 303


def test_signing_in_makes_a_new_session_and_ends_the_one_before(cast, person, session):
    browser = cast.assessor
    with browser.client.session_transaction() as cookie:
        before = cookie["_user_id"]
        cookie["planted"] = "by somebody else"
    browser.checking = False
    sign_in(browser, person.email, PASSWORD)
    with browser.client.session_transaction() as cookie:
        assert cookie["_user_id"] != before
        assert "planted" not in cookie
    assert Browser(cast.app, before).get("/account/role").status == 303


def test_keeping_a_sign_in_lasts_thirty_days_and_not_longer(cast, person, session):
    sign_in(cast.visitor, person.email, PASSWORD, keep="y")
    kept = session.scalars(select(SignIn).where(SignIn.kept)).one()
    assert kept.expires_at == NOON + timedelta(days=30)
    clock.use(lambda: NOON + timedelta(days=29))
    assert cast.visitor.get("/account/role").status == 200
    clock.use(lambda: NOON + timedelta(days=30, seconds=1))
    assert cast.visitor.get("/account/role").status == 303


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("/account/role", "/account/role"),
        ("https://elsewhere.test/", "/"),
        ("//elsewhere.test/", "/"),
        ("/\\elsewhere.test/", "/"),
    ],
)
def test_sign_in_leads_on_within_this_site_only(cast, person, asked, led_to):
    reply = sign_in(cast.visitor, person.email, PASSWORD, query=f"?next={asked}")
    assert reply.location == led_to


def test_the_wanted_page_survives_a_mistyped_password(cast, person):
    refused = sign_in(cast.visitor, person.email, "wrong", query="?next=/account/role")
    reply = cast.visitor.submit(refused, {"email": person.email, "password": PASSWORD})
    assert reply.location == "/account/role"


@pytest.mark.req("R-332")
def test_the_first_answer_sets_only_the_session_cookie(app):
    client = app.test_client()
    reply = client.get("/sign-in")
    cookies = reply.headers.getlist("Set-Cookie")
    assert [one.partition("=")[0] for one in cookies] == [app.config["SESSION_COOKIE_NAME"]]
    assert "HttpOnly" in cookies[0]
    assert "SameSite=Lax" in cookies[0]
    assert "Expires" not in cookies[0]


def test_signing_out_ends_the_sign_in_on_the_server(cast, session):
    browser = cast.assessor
    with browser.client.session_transaction() as cookie:
        token = cookie["_user_id"]
    reply = browser.post("/sign-out")
    assert (reply.status, reply.location) == (303, "/sign-in")
    assert Browser(cast.app, token).get("/account/role").status == 303


def test_a_form_sent_after_the_sign_in_ended_says_so_and_leads_back(cast):
    reply = cast.visitor.post(
        "/account/role", headers={"Referer": "https://portfolio.test/account/role?x=1"}
    )
    assert reply.status == 401
    assert "Sign in again" in reply.words()
    link = reply.html.select_one("main a.govuk-button")
    assert link["href"] == "/sign-in?next=/account/role"


def test_a_browser_that_forgot_its_cookie_is_told_to_sign_in_and_led_back(cast):
    headers = {"Referer": "https://portfolio.test/account/role", "X-CSRFToken": "of another cookie"}
    reply = cast.visitor.post("/account/role", headers=headers)
    assert reply.status == 401
    link = reply.html.select_one("main a.govuk-button")
    assert link["href"] == "/sign-in?next=/account/role"
    assert cast.visitor.post("/sign-in", headers=headers).status == 400
