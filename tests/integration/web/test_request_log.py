"""What the log says of a request, and what it never says."""

import logging

import pytest
from flask import Flask

from portfolio.web.access import public
from tests.client import Browser

SECRETS = {
    "email": "planted.person@centre.test",
    "password": "planted-password-7f3k",
    "token": "planted-token-7f3k",
    "next": "/planted-path-7f3k",
}


@pytest.fixture
def log(caplog):
    caplog.set_level(logging.DEBUG)
    return caplog


def test_a_request_is_one_line_with_its_endpoint_and_answer(cast, log):
    cast.visitor.get("/help/privacy")
    [line] = [one for one in log.messages if "help.privacy" in one]
    name, method, endpoint, status, *_ = line.split()
    assert len(name) == 12
    assert (method, endpoint, status) == ("GET", "help.privacy", "200")


def test_nothing_typed_and_no_secret_reaches_the_log(cast, make, worker, log):
    person = make.password(make.user(email=SECRETS["email"]), "another-password-9q")
    visitor = cast.visitor
    page = visitor.get(f"/sign-in?next={SECRETS['next']}")
    visitor.submit(page, {"email": person.email, "password": SECRETS["password"]})
    visitor.submit(visitor.get("/password/forgotten"), {"email": person.email})
    worker.run_due()
    visitor.get(f"/password/new/{SECRETS['token']}")
    visitor.post("/account/role", {"role": SECRETS["token"]})
    with cast.assessor.client.session_transaction() as cookie:
        session_token = cookie["_user_id"]
    cast.assessor.get("/account")
    assert log.messages
    for secret in (*SECRETS.values(), session_token):
        assert secret not in log.text


def test_a_failure_is_logged_under_the_id_the_page_quotes(app: Flask, log):
    def fail() -> str:
        raise ZeroDivisionError

    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.view_functions["health.health"], before = public(fail), app.view_functions["health.health"]
    try:
        reply = Browser(app).get("/health")
    finally:
        app.view_functions["health.health"] = before
        app.testing = True
    assert reply.status == 500
    quoted = [word for word in log.text.split() if len(word) == 12 and word in reply.text]
    assert quoted
