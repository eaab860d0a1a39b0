"""Confirming by password, and counting what goes wrong."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from portfolio import clock, create_app
from portfolio.domain.errors import Refusal
from portfolio.domain.sign_in_delay import wait_after
from portfolio.extensions import db
from portfolio.models.base import Base
from portfolio.models.person import SignInFailure
from portfolio.services import accounts, lasting
from tests.client import Browser
from tests.conftest import NOON
from tests.factories import Factory

PASSWORD = "Marmalade-Harbour-42-Kites"


@pytest.fixture
def signer(cast, make):
    make.password(cast.assessor.user, PASSWORD)
    return cast.assessor.actor


def refuse(session, actor) -> str:
    """A refused signing as the web ends it: rolled back, then what lasts is written."""
    session.commit()
    with pytest.raises(Refusal) as refused:
        accounts.check_password(session, actor, "wrong")
    session.rollback()
    for write in lasting.take(session):
        write(session)
    session.commit()
    assert refused.value.field == "password"
    return refused.value.message


def test_whoever_signs_confirms_it_with_their_password(session, signer):
    accounts.check_password(session, signer, PASSWORD)
    assert refuse(session, signer) == "Enter the password you sign in with"


def test_wrong_passwords_are_counted_although_the_signing_is_rolled_back(session, signer):
    for _ in range(10):
        refuse(session, signer)
    assert session.scalars(select(SignInFailure.failures)).one() == 10
    with pytest.raises(Refusal, match=r"Wait until 12\.01pm"):
        accounts.check_password(session, signer, PASSWORD)
    clock.use(lambda: NOON + timedelta(minutes=2))
    accounts.check_password(session, signer, PASSWORD)
    assert session.scalars(select(SignInFailure)).all() == []


@pytest.mark.parametrize(
    ("failures", "minutes"), [(9, 0), (10, 1), (11, 2), (12, 4), (13, 8), (14, 15), (1000, 15)]
)
def test_the_wait_grows_to_fifteen_minutes(failures, minutes):
    assert wait_after(failures) == timedelta(minutes=minutes)


@pytest.fixture
def two_processes(settings, tmp_path, request):
    """Two apps on one database, as two web processes are."""
    if request.config.getoption("--database") == "postgresql":
        url = str(request.getfixturevalue("postgres").new_database())
    else:
        url = f"sqlite:///{tmp_path / 'two.sqlite3'}"
    apps = [create_app(replace(settings, database_url=url)) for _ in range(2)]
    with apps[0].app_context():
        Base.metadata.create_all(db.engine)
        make = Factory(db.session())
        make.password(make.user(email="person@centre.test"), PASSWORD)
        db.session.commit()
        db.session.remove()
    yield apps
    for app in apps:
        with app.app_context():
            db.engine.dispose()


def test_guesses_made_all_at_once_in_two_processes_are_ten_and_no_more(two_processes):
    def guess(number: int) -> str:
        browser = Browser(two_processes[number % 2])
        data = {"email": "person@centre.test", "password": f"guess {number}"}
        headers = {"X-CSRFToken": browser.csrf_token()}
        return browser.client.post("/sign-in", data=data, headers=headers).text

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(guess, range(40)))
    assert sum("do not belong together" in answer for answer in answers) == 10
    assert sum("Wait until" in answer for answer in answers) == 30
