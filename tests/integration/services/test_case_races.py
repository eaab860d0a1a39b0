"""Two of the staff act on one case at the same moment: one of them does, the other is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from portfolio import clock
from portfolio.catalogue import read_procedures
from portfolio.domain.cases import Outcome
from portfolio.domain.errors import Conflict
from portfolio.domain.procedure import Channel, TrackKey
from portfolio.extensions import db
from portfolio.models.case import Case
from portfolio.models.case_record import CaseMessage
from portfolio.services import case_steps, cases
from portfolio.services.case_messages import Letter
from portfolio.services.cases import Intake
from portfolio.services.procedures import load
from tests.cast import Cast
from tests.factories import Factory
from tests.integration.services.test_appeal_races import Deed, both
from tests.integration.services.test_races import committing

__all__ = ["committing"]
ROUNDS = 5
LETTER = Letter("acknowledgement", "Your complaint", "We have it.")


@pytest.fixture
def cast(committing: Flask) -> Cast:
    load(db.session(), read_procedures())
    made = Cast(committing, Factory(db.session()))
    db.session.commit()
    return made


def refusing(deed: Deed) -> Deed:
    """``deed`` committed, with what a page answers 409 to as a refusal."""

    def run(session: Session) -> None:
        try:
            deed(session)
            session.commit()
        except (StaleDataError, IntegrityError) as faster:
            raise Conflict("somebody was faster") from faster

    return run


def test_of_two_who_acknowledge_or_answer_at_once_one_writes_the_letter(committing, cast):
    actor, centre = cast.coordinator.actor, cast.centre
    for number in range(ROUNDS):
        intake = Intake(
            track=TrackKey.COMPLAINT, category="fees", channel=Channel.EMAIL, stage="formal",
            name=f"Demo Complainant {number}", said="Charged twice", received_at=clock.now(),
        )  # fmt: skip
        case = cases.receive(db.session(), actor, centre, intake)
        db.session.commit()
        case_id, target = case.id, clock.now() + timedelta(days=9)

        def acknowledge(session: Session, case_id=case_id, target=target) -> None:
            found = session.get_one(Case, case_id)
            case_steps.acknowledge(session, actor, found, LETTER, target)

        def answer(session: Session, case_id=case_id) -> None:
            found = session.get_one(Case, case_id)
            case_steps.answer(session, actor, found, Outcome.UPHELD, LETTER)

        for letters, deed in enumerate((acknowledge, answer), start=1):
            told = both(committing, refusing(deed), refusing(deed))
            assert sorted(told).count("done") == 1
            sent = select(func.count(CaseMessage.id)).where(CaseMessage.case_id == case_id)
            assert db.session.scalar(sent) == letters
