"""Forgotten and changed passwords."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.models.audit import AuditEntry
from portfolio.models.job import Job, OutgoingMail
from portfolio.models.person import PasswordReset
from portfolio.services import sign_ins
from tests.client import Browser
from tests.conftest import NOON

OLD = "Marmalade-Harbour-42-Kites"
NEW = "violet ladder umbrella tonic"


@pytest.fixture
def person(cast, make):
    make.password(cast.assessor.user, OLD)
    return cast.assessor


def ask(browser: Browser, email: str):
    return browser.submit(browser.get("/password/forgotten"), {"email": email})


def link_in_mail(worker) -> str:
    worker.run_due()
    [message, *_] = [
        one for one in worker.outside.mailer.read_all() if "new password" in one["Subject"]
    ]
    found = re.search(r"https://portfolio\.test(/password/new/\S+)", message.get_content())
    assert found
    return found.group(1)


def test_the_link_leads_to_a_new_password_and_ends_every_sign_in(cast, person, worker, session):
    ask(cast.visitor, person.user.email)
    link = link_in_mail(worker)
    page = cast.visitor.get(link)
    assert page.response.headers["Referrer-Policy"] == "no-referrer"
    reply = cast.visitor.submit(page, {"password": NEW})
    assert (reply.status, reply.location) == (303, "/sign-in")
    assert person.get("/account").status == 303
    signing_in = {"email": person.user.email, "password": NEW}
    assert cast.visitor.submit(cast.visitor.get("/sign-in"), signing_in).location == "/"
    worker.run_due()
    subjects = {one["Subject"] for one in worker.outside.mailer.read_all()}
    assert "Your password for Portfolio was changed" in subjects
    names = set(session.scalars(select(AuditEntry.name)))
    assert {"password:reset-requested", "password:changed"} <= names


def test_a_link_works_once(cast, person, worker):
    ask(cast.visitor, person.user.email)
    link = link_in_mail(worker)
    cast.visitor.submit(cast.visitor.get(link), {"password": NEW})
    again = cast.visitor.get(link)
    assert again.status == 404
    assert "This link has ended" in again.words()


def test_a_new_password_ends_the_other_links_too(cast, person, worker):
    ask(cast.visitor, person.user.email)
    first = link_in_mail(worker)
    ask(cast.visitor, person.user.email)
    worker.run_due()
    cast.visitor.submit(cast.visitor.get(first), {"password": NEW})
    mails = worker.outside.mailer.read_all()
    texts = "".join(mail.get_content() for mail in mails)
    for link in re.findall(r"/password/new/\S+", texts):
        assert cast.visitor.get(link).status == 404


def test_a_link_lasts_an_hour(cast, person, worker):
    ask(cast.visitor, person.user.email)
    link = link_in_mail(worker)
    clock.use(lambda: NOON + timedelta(minutes=59))
    assert cast.visitor.get(link).status == 200
    clock.use(lambda: NOON + timedelta(minutes=60))
    assert cast.visitor.get(link).status == 404


def test_a_weak_password_is_refused_and_the_link_still_works(cast, person, worker):
    ask(cast.visitor, person.user.email)
    link = link_in_mail(worker)
    reply = cast.visitor.submit(cast.visitor.get(link), {"password": "password123"})
    assert reply.status == 422
    assert "harder to guess" in reply.words()
    assert cast.visitor.submit(reply, {"password": NEW}).status == 303


def test_an_unknown_address_gets_the_same_answer_and_the_same_work(cast, person, worker, session):
    known = ask(cast.visitor, person.user.email)
    unknown = ask(cast.visitor, "nobody@centre.test")
    assert (known.status, known.location) == (unknown.status, unknown.location)
    jobs = session.scalars(select(Job).where(Job.name == "password-reset")).all()
    assert len(jobs) == 2
    assert not any("centre.test" in str(job.arguments) for job in jobs)
    worker.run_due()
    assert len(worker.outside.mailer.read_all()) == 1


def test_the_secret_of_a_link_is_kept_nowhere(cast, person, worker, session):
    ask(cast.visitor, person.user.email)
    token = link_in_mail(worker).rpartition("/")[2]
    session.expire_all()
    rows = [*session.scalars(select(PasswordReset)), *session.scalars(select(OutgoingMail))]
    kept = [str(value) for row in rows for value in vars(row).values()]
    assert len(rows) == 2
    assert not any(token in value for value in kept)


def test_changing_the_password_signs_the_other_devices_out(cast, person, make):
    page = person.get("/account/password")
    with person.client.session_transaction() as cookie:
        this = cookie["_user_id"]
    other = Browser(cast.app, begin(make, person.user))
    assert other.get("/account").status == 200
    reply = person.submit(page, {"current": OLD, "password": NEW})
    assert reply.location == "/account"
    assert other.get("/account").status == 303
    assert Browser(cast.app, this).get("/account").status == 200


def test_a_wrong_password_is_refused_counted_and_slowed_down(person):
    page = person.get("/account/password")
    for _ in range(10):
        refused = person.submit(page, {"current": "wrong", "password": NEW})
        assert refused.html.select_one("#current-error").text == (
            "Error: Enter the password you sign in with"
        )
    reply = person.submit(page, {"current": OLD, "password": NEW})
    assert "Wait until 12.01pm" in reply.words()


def begin(make, user) -> str:
    return sign_ins.begin(make.session, user, "Android, Chrome", keep=True)
