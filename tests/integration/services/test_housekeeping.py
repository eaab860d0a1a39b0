"""What is removed in time, and what is not."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portfolio.domain.flashes import Tone
from portfolio.jobs.schedule import Schedule
from portfolio.models.notice import Flash, FormKey
from portfolio.models.person import PasswordReset, SignIn, SignInFailure
from portfolio.services import sign_ins
from tests.conftest import NOON

OLD = NOON - timedelta(days=31)


@pytest.fixture
def rows(session, make):
    user = make.user()
    sign_ins.begin(session, user, "Test browser", keep=True)
    sign_in = session.scalars(select(SignIn.id)).one()
    for moment, age in ((OLD, "old"), (NOON, "new")):
        session.add_all(
            [
                SignInFailure(key=age, failures=1, last_at=moment),
                Flash(sign_in_id=sign_in, tone=Tone.DONE, text=age, created_at=moment),
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
    assert session.scalars(select(Flash.text)).all() == ["new"]
    assert session.scalars(select(FormKey.key)).all() == ["new"]
    assert session.scalars(select(PasswordReset.token_hash)).all() == ["new"]
