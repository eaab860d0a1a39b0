"""The reviewer decides, or the appeal comes in, while the assessor judges again: never both."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.catalogue import read_procedures
from portfolio.domain.cases import Outcome
from portfolio.domain.errors import Refusal
from portfolio.domain.states import EvidenceState
from portfolio.extensions import db, writing
from portfolio.models.appeal import Appeal
from portfolio.models.assessment import Decision, UnitProgress
from portfolio.models.evidence import Evidence
from portfolio.queries import appeals as queries
from portfolio.services import appeal_outcomes, appeals, assessment
from portfolio.services.appeals import Brought
from portfolio.services.item_hold import Seen
from portfolio.services.procedures import load
from tests.cast import Cast
from tests.factories import Factory
from tests.integration.services.appealing import appealed, reviews, sent_back, verdict
from tests.integration.services.assessing import MET, criteria, sheet
from tests.integration.services.test_races import committing

__all__ = ["committing"]
ROUNDS = [pytest.param(3, id="3"), pytest.param(60, id="60", marks=pytest.mark.full)]
pytestmark = pytest.mark.timeout(600)
Deed = Callable[[Session], object]


@pytest.fixture
def centre(committing: Flask) -> Cast:
    load(db.session(), read_procedures())
    cast = Cast(committing, Factory(db.session()))
    reviews(cast, cast.other_assessor)
    db.session.commit()
    return cast


def both(app: Flask, *deeds: Deed) -> list[str]:
    """What became of each deed, done at the same moment, each in a transaction of its own."""
    db.session.commit()
    start, outcomes = Barrier(len(deeds)), [""] * len(deeds)

    def run(number: int) -> None:
        with app.app_context():
            writing.set(True)
            start.wait()
            try:
                deeds[number](db.session())
                db.session.commit()
                outcomes[number] = "done"
            except Refusal as refusal:
                db.session.rollback()
                outcomes[number] = refusal.message
            finally:
                db.session.remove()

    threads = [Thread(target=run, args=(number,)) for number in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.req("R-304")
@pytest.mark.parametrize("rounds", ROUNDS)
def test_while_the_reviewer_decides_the_assessor_cannot_judge_again(committing, centre, rounds):
    reviewer, assessor = centre.other_assessor.actor, centre.assessor.actor
    for _ in range(rounds):
        unit, item = sent_back(centre)
        appeal = appealed(centre, unit)
        db.session.commit()
        said, point = verdict(appeal, Outcome.UPHELD), appeal.points[0]
        again = sheet({criteria(centre, unit)[2]: MET}, reason="I look again")
        appeal_id, item_id, seen = appeal.id, item.id, Seen(item.version)
        old_id, point_id = point.decision_id, point.id

        def decide(session: Session, appeal_id=appeal_id, said=said) -> None:
            appeal = session.get_one(Appeal, appeal_id)
            appeal_outcomes.decide(session, reviewer, appeal, said)

        def judge(session: Session, item_id=item_id, again=again, seen=seen) -> None:
            assessment.accept(session, assessor, session.get_one(Evidence, item_id), again, seen)

        decided, judged = both(committing, decide, judge)
        assert decided == "done"
        # Before the reviewer, between reading and writing, or after: each refusal says its own.
        refusals = ("frozen while an appeal is open", "has changed since", "recorded decisions")
        assert any(words in judged for words in refusals), judged
        db.session.rollback()
        old = db.session.get_one(Decision, old_id)
        assert old.superseded_by_id == reviewer.user_id
        standing = db.session.scalars(
            select(Decision).filter_by(
                evidence_id=item_id, criterion_id=old.criterion_id, superseded_at=None
            )
        ).one()
        assert standing.assessor_id == reviewer.user_id
        point = db.session.get_one(type(point), point_id)
        assert point.superseding_id == standing.id


@pytest.mark.req("R-304")
@pytest.mark.parametrize("rounds", ROUNDS)
def test_an_appeal_that_comes_in_while_it_is_judged_again_freezes_or_is_told(
    committing, centre, rounds
):
    candidate, assessor = centre.candidate.actor, centre.assessor.actor
    for _ in range(rounds):
        unit, item = sent_back(centre)
        keys = tuple(one.key for one in queries.of_unit(db.session(), unit))
        again = sheet({criteria(centre, unit)[2]: MET}, reason="I look again")
        unit_id, item_id, seen = unit.id, item.id, Seen(item.version)

        def bring(session: Session, unit_id=unit_id, keys=keys) -> None:
            unit = session.get_one(UnitProgress, unit_id)
            appeals.bring(session, candidate, unit, Brought(keys, "It is there"))

        def judge(session: Session, item_id=item_id, again=again, seen=seen) -> None:
            assessment.accept(session, assessor, session.get_one(Evidence, item_id), again, seen)

        brought, judged = both(committing, bring, judge)
        assert [brought, judged].count("done") == 1
        db.session.rollback()
        item = db.session.get_one(Evidence, item_id)
        if brought == "done":
            assert item.state is EvidenceState.FROZEN
            appeal = db.session.scalars(select(Appeal).order_by(Appeal.received_at.desc())).first()
            assert appeal is not None
            appeal_outcomes.end(db.session(), None, appeal.case_id)
            assert item.state is EvidenceState.REFERRED
            for decision in db.session.scalars(select(Decision).filter_by(evidence_id=item_id)):
                decision.superseded_at = decision.decided_at
        else:
            assert "has changed since" in brought
            assert item.state is EvidenceState.ACCEPTED
        db.session.commit()
