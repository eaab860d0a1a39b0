"""The personas: one small centre, a neighbour, and a browser for each person in it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from portfolio.domain.actors import Actor, Role
from portfolio.models.person import Centre, User
from portfolio.queries.sign_ins import find
from portfolio.services import sign_ins
from tests.client import Browser
from tests.factories import Factory

RULE: dict[str, Any] = {
    "total_min": 10,
    "mandatory_credit": 10,
    "level": {"level": 3, "credit": 0, "comparison": "or above", "scope": "all"},
}


class Person(Browser):
    """Somebody signed in at a centre, with the rows behind them."""

    def __init__(self, app: Flask, session: Session, user: User, actor: Actor, token: str) -> None:
        self.user = user
        self.role = actor.role
        self.actor = actor
        self.token = token
        self._session = session
        super().__init__(app, token)

    def acting(self) -> Actor:
        """The actor a request of this person has, sign-in and all."""
        found = find(self._session, self.token)
        assert found is not None
        assert found["actor"] is not None
        return found["actor"]


class Cast:
    """``candidate`` is assessed by ``assessor``, quality-assured by ``quality_assurer``, opened to
    ``verifier``; ``other_*`` work at the same centre without connection; ``stranger`` (an
    assessor) and ``stranger_administrator`` belong to another centre; ``visitor`` is nobody."""

    def __init__(self, app: Flask, make: Factory) -> None:
        self.app, self.make = app, make
        self.centre = make.centre("Demo Training Centre")
        self.elsewhere = make.centre("Demo Other Centre")
        self.units = [make.unit({1: 2, 2: 1}), make.unit({1: 10})]
        self.qualification = make.qualification(self.units)
        self.rule = make.rule(self.qualification, RULE)
        self.candidate = self._person("Demo Candidate One", Role.CANDIDATE)
        self.profile = make.candidate(self.centre, self.candidate.user)
        self.enrolment = make.enrolment(self.profile, self.qualification, self.rule)
        make.assignment(self.enrolment, Role.ASSESSOR, self.assessor.user, self.administrator.user)
        make.assignment(
            self.enrolment, Role.IQA, self.quality_assurer.user, self.administrator.user
        )
        make.access(self.verifier.user, self.profile, self.administrator.user)

    def _person(self, name: str, role: Role, centre: Centre | None = None) -> Person:
        user = self.make.user(name)
        actor = self.make.actor(user, centre or self.centre, role)
        token = sign_ins.begin(self.make.session, user, "Test browser", keep=False)
        return Person(self.app, self.make.session, user, actor, token)

    @cached_property
    def assessor(self) -> Person:
        return self._person("Demo Assessor One", Role.ASSESSOR)

    @cached_property
    def other_assessor(self) -> Person:
        return self._person("Demo Assessor Two", Role.ASSESSOR)

    @cached_property
    def quality_assurer(self) -> Person:
        return self._person("Demo Quality Assurer", Role.IQA)

    @cached_property
    def verifier(self) -> Person:
        return self._person("Demo Verifier", Role.VERIFIER)

    @cached_property
    def administrator(self) -> Person:
        return self._person("Demo Administrator", Role.ADMINISTRATOR)

    @cached_property
    def coordinator(self) -> Person:
        return self._person("Demo Coordinator", Role.COORDINATOR)

    @cached_property
    def manager(self) -> Person:
        return self._person("Demo Department Head", Role.MANAGER)

    @cached_property
    def senior_manager(self) -> Person:
        return self._person("Demo Senior Manager", Role.MANAGER)

    @cached_property
    def director(self) -> Person:
        return self._person("Demo Managing Director", Role.MANAGER)

    @cached_property
    def other_candidate(self) -> Person:
        person = self._person("Demo Candidate Two", Role.CANDIDATE)
        profile = self.make.candidate(self.centre, person.user)
        self.make.enrolment(profile, self.qualification, self.rule)
        return person

    @cached_property
    def stranger(self) -> Person:
        return self._person("Demo Stranger", Role.ASSESSOR, self.elsewhere)

    @cached_property
    def stranger_administrator(self) -> Person:
        return self._person("Demo Stranger Administrator", Role.ADMINISTRATOR, self.elsewhere)

    @cached_property
    def visitor(self) -> Browser:
        return Browser(self.app)
