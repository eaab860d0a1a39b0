"""Two assessors at once, on a database that really commits: exactly one of them wins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Barrier, Thread

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portfolio import create_app
from portfolio.config import Settings
from portfolio.domain.errors import Conflict
from portfolio.extensions import db, writing
from portfolio.models.assessment import Decision, SignOff, UnitProgress
from portfolio.models.evidence import Evidence
from portfolio.services import assessment, sign_offs
from portfolio.services.item_hold import Seen
from portfolio.services.sign_offs import Signature
from tests.cast import Cast
from tests.factories import Factory
from tests.integration.services.assessing import MET, criteria, first_unit, sheet, submitted

PASSWORD = "correct horse battery"
ROUNDS = [pytest.param(20, id="20"), pytest.param(200, id="200", marks=pytest.mark.full)]
pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def committing(
    request: pytest.FixtureRequest, settings: Settings, tmp_path: Path
) -> Iterator[Flask]:
    """An app on a database of its own, where what is committed stays."""
    if request.config.getoption("--database") == "postgresql":
        url = str(request.getfixturevalue("postgres").new_database())
    else:
        url = f"sqlite:///{tmp_path / 'races.sqlite3'}"
    app = create_app(replace(settings, database_url=url, data_folder=tmp_path / "data"))
    with app.app_context():
        flask_migrate.upgrade()
        writing.set(True)
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def centre(committing: Flask) -> Cast:
    cast = Cast(committing, Factory(db.session()))
    cast.make.password(cast.assessor.user, PASSWORD)
    db.session.commit()
    return cast


def at_once(app: Flask, deed: Callable[[Session], object], times: int = 2) -> list[str]:
    """What became of ``deed`` when done by several at the same moment, each in a transaction."""
    db.session.commit()  # so that what the test itself has read holds no lock
    start, outcomes = Barrier(times), []

    def run() -> None:
        with app.app_context():
            writing.set(True)
            start.wait()
            try:
                deed(db.session())
                db.session.commit()
                outcomes.append("done")
            except Conflict as conflict:
                db.session.rollback()
                outcomes.append(str(conflict))
            finally:
                db.session.remove()

    threads = [Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def one_unit_ready(cast: Cast) -> UnitProgress:
    unit = first_unit(cast)
    item = submitted(cast, unit)
    every = sheet(dict.fromkeys(criteria(cast, unit), MET))
    assessment.accept(cast.make.session, cast.assessor.actor, item, every)
    cast.make.declaration(unit)
    db.session.commit()
    return unit


@pytest.mark.parametrize("rounds", ROUNDS)
def test_of_two_who_sign_at_once_exactly_one_does(committing, centre, rounds):
    actor, unit_id = centre.assessor.actor, one_unit_ready(centre).id
    signature = Signature(("discussed",), True, PASSWORD)

    def sign(session: Session) -> None:
        sign_offs.sign_off(session, actor, session.get_one(UnitProgress, unit_id), signature)

    for _ in range(rounds):
        outcomes = at_once(committing, sign)
        assert sorted(outcomes)[-1] == "done"
        assert "signed this unit off at" in sorted(outcomes)[0]
        db.session.rollback()
        standing = db.session.scalars(select(SignOff).filter_by(withdrawn_at=None)).one()
        sign_offs.withdraw(db.session(), actor, standing, "Next round")
        db.session.commit()


@pytest.mark.parametrize("rounds", ROUNDS)
def test_of_two_who_record_decisions_at_once_exactly_one_does(committing, centre, rounds):
    actor, unit = centre.assessor.actor, first_unit(centre)
    every = sheet(dict.fromkeys(criteria(centre, unit), MET))
    for number in range(1, rounds + 1):
        item = submitted(centre, unit)
        db.session.commit()
        item_id, seen = item.id, Seen(item.version)

        def accept(session: Session, item_id=item_id, seen=seen) -> None:
            item = session.get_one(Evidence, item_id)
            assessment.accept(session, actor, item, every, seen)

        outcomes = at_once(committing, accept)
        assert sorted(outcomes)[-1] == "done"
        assert "has changed since you opened it" in sorted(outcomes)[0]
        db.session.rollback()
        assert db.session.scalar(select(func.count()).select_from(Decision)) == 3 * number
