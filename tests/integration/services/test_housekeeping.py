"""What is removed in time, and what is not."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portfolio.jobs.schedule import Schedule
from portfolio.models.notice import FormKey
from portfolio.models.person import PasswordReset, SignInFailure
from tests.conftest import NOON

OLD = NOON - timedelta(days=31)


@pytest.fixture
def rows(session, make):
    user = make.user()
    for moment, age in ((OLD, "old"), (NOON, "new")):
        session.add_all(
            [
                SignInFailure(key=age, failures=1, last_at=moment),
                FormKey(user_id=user.id, key=age, led_to="/", used_at=moment),
                PasswordReset(
                    user_id=user.id, token_hash=age, expires_at=moment, created_at=moment
                ),
            ]
        )
    session.commit()


def test_what_is_over_is_removed_once_a_day_and_the_rest_stays(session, worker, rows):
    Schedule()(worker.database)
    worker.run_due()
    session.expire_all()
    assert session.scalars(select(SignInFailure.key)).all() == ["new"]
    assert session.scalars(select(FormKey.key)).all() == ["new"]
    assert session.scalars(select(PasswordReset.token_hash)).all() == ["new"]
