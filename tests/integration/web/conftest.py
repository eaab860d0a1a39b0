"""An empty store for each test, a clock that can be moved, a unit with evidence in it, and a
count of what a request asks the database."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from portfolio import clock
from portfolio.domain.states import EvidenceState
from portfolio.extensions import db
from portfolio.models.assessment import UnitProgress
from portfolio.models.evidence import Evidence
from tests.conftest import NOON

PASSWORD = "four quiet demo words"


@pytest.fixture(autouse=True)
def empty_store(app: Flask) -> Iterator[None]:
    yield
    for folder in app.extensions["outside"].settings.store_folder.iterdir():
        shutil.rmtree(folder)


@pytest.fixture
def later() -> Callable[..., None]:
    def move(**by: Any) -> None:
        clock.use(lambda: NOON + timedelta(**by))

    return move


@pytest.fixture
def unit(cast, session) -> UnitProgress:
    """The candidate's unit 1."""
    return session.scalars(
        select(UnitProgress).where(
            UnitProgress.candidate_id == cast.profile.id, UnitProgress.unit_id == cast.units[0].id
        )
    ).one()


@pytest.fixture
def item(cast, make, unit) -> Evidence:
    """A submitted item with one file, tagged to every criterion of unit 1."""
    made = make.evidence(cast.profile, state=EvidenceState.SUBMITTED, title="Letter to a customer")
    make.file(made, "letter.pdf")
    for criterion in make.criteria(unit):
        make.tag(made, unit, criterion.id)
    return made


@pytest.fixture
def queries(app) -> Iterator[Callable[..., int]]:
    """Counts the statements a call sends to the database."""

    def count(call: Callable[[], object]) -> int:
        sent: list[str] = []

        def note(_connection, _cursor, statement, *_rest):
            if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
                sent.append(statement)

        connection = db.session.connection()
        db.session.flush()
        event.listen(connection, "before_cursor_execute", note)
        try:
            call()
        finally:
            event.remove(connection, "before_cursor_execute", note)
        return len(sent)

    return count
