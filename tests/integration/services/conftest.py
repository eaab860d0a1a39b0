"""A centre with an administrator, for services of the centre."""

import pytest

from portfolio.domain.actors import Role


@pytest.fixture
def centre(make):
    return make.centre("Demo Training Centre")


@pytest.fixture
def administrator(make, centre):
    return make.actor(make.user("Demo Administrator"), centre, Role.ADMINISTRATOR)


@pytest.fixture
def staff(make, centre):
    """A person who holds a role of this centre (or of another)."""

    def staff(role, name=None, at=None, **grant):
        person = make.user(name)
        make.grant(person, at or centre, role, **grant)
        return person

    return staff
