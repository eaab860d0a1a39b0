"""Many deadlines that fell due while nobody worked: each for another person."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Role
from portfolio.domain.cases import CaseState
from portfolio.domain.procedure import Channel, Office, TrackKey
from portfolio.extensions import writing
from portfolio.models.base import Base
from portfolio.models.job import Job
from portfolio.models.person import Centre, User
from portfolio.models.procedure import OfficeHolder
from portfolio.services import case_steps, cases
from portfolio.services.cases import Intake
from tests.complaints import LETTER
from tests.factories import Factory
from tests.integration.jobs.worker_process import engine_of

BEFORE = timedelta(hours=35)
"""How long ago everything came in. Of a target after 40 hours 80 % is gone by now."""
LATE, SOON = timedelta(hours=12), timedelta(hours=40)


def prepare(url: str, due: int) -> None:
    """Make ``due`` things to tell ``due`` people now, and nothing else to do.

    Of each missed target its coordinator is reminded and its department head alerted; the rest
    are reminders of targets that come near.
    """
    engine = engine_of(url)
    Base.metadata.create_all(engine)
    now = clock.now()
    clock.use(lambda: now - BEFORE)
    writing.set(True)
    try:
        with Session(engine) as session, session.begin():
            make = Factory(session)
            make.procedures()
            centre = make.centre()
            missed = due // 3
            for number in range(missed):
                _hold(make, centre, Office.DEPARTMENT_HEAD, f"Area {number}")
                _case(make, centre, f"Area {number}", now - BEFORE + LATE)
            for number in range(due - 2 * missed):
                _case(make, centre, f"Other area {number}", now - BEFORE + SOON)
            session.execute(update(Job).values(done_at=now))
    finally:
        clock.use(None)
        writing.set(False)
        engine.dispose()


def _case(make: Factory, centre: Centre, area: str, target) -> None:
    coordinator = _hold(make, centre, Office.COORDINATOR, area)
    actor = make.actor(coordinator, centre, Role.COORDINATOR)
    intake = Intake(
        track=TrackKey.COMPLAINT,
        category="teaching-and-support",
        channel=Channel.LETTER,
        name="Demo Complainant 1",
        said="Two of my reviews were cancelled on the day.",
        received_at=clock.now(),
        provision_area=area,
        stage="formal",
    )
    case = cases.receive(make.session, actor, centre, intake)
    case_steps.acknowledge(make.session, actor, case, LETTER, target)
    assert case.state is CaseState.OPEN


def _hold(make: Factory, centre: Centre, office: Office, area: str) -> User:
    user = make.user()
    make.grant(user, centre, Role.MANAGER)
    row = OfficeHolder(
        centre_id=centre.id,
        office=office,
        provision_area=area,
        user_id=user.id,
        since=clock.now(),
    )
    make.session.add(row)
    return user
