"""Ending roles."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.domain.actors import Role
from portfolio.domain.errors import Refusal
from portfolio.models.audit import AuditEntry
from portfolio.queries.sign_ins import grants_of
from portfolio.services import roles
from tests.conftest import NOON

TODAY = date(2026, 11, 24)


def held(session, user):
    return [grant.role for grant in session.scalars(grants_of(user.id))]


def test_a_role_ends_after_its_last_day(session, make, centre, administrator):
    person = make.user()
    grant = make.grant(person, centre, Role.ASSESSOR)

    roles.end(session, administrator, grant, TODAY)

    assert held(session, person) == [Role.ASSESSOR]
    clock.use(lambda: NOON + timedelta(days=1))
    assert held(session, person) == []
    assert session.scalars(select(AuditEntry.name)).all() == ["role:ended"]


def test_a_role_can_end_at_once(session, make, centre, administrator):
    person = make.user()

    roles.end(session, administrator, make.grant(person, centre, Role.IQA), None)

    assert held(session, person) == []


def test_a_last_day_in_the_past_is_refused(session, make, centre, administrator):
    grant = make.grant(make.user(), centre, Role.ASSESSOR)

    with pytest.raises(Refusal) as refused:
        roles.end(session, administrator, grant, TODAY - timedelta(days=1))

    assert refused.value.field == "last_day"


@pytest.mark.parametrize("other", ["nobody", "waiting", "ending", "elsewhere"])
def test_the_last_administrator_cannot_be_removed(session, make, centre, other):
    person = make.user()
    grant = make.grant(person, centre, Role.ADMINISTRATOR)
    actor = make.actor(make.user(), make.centre(), Role.ADMINISTRATOR)
    if other == "waiting":
        make.grant(make.user(), centre, Role.ADMINISTRATOR, accepted_at=None)
    if other == "ending":
        make.grant(make.user(), centre, Role.ADMINISTRATOR, ends_on=TODAY)

    with pytest.raises(Refusal, match="needs an administrator"):
        roles.end(session, actor, grant, None)


def test_an_administrator_may_go_while_another_stays(session, make, centre, administrator):
    person = make.user()

    roles.end(session, administrator, make.grant(person, centre, Role.ADMINISTRATOR), None)

    assert held(session, person) == []
