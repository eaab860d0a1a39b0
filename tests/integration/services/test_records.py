"""Records an assessor makes of their own."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.domain.errors import Refusal
from portfolio.domain.evidence import EvidenceType
from portfolio.domain.states import EvidenceState
from portfolio.models.assessment import Decision
from portfolio.models.notice import Notice
from portfolio.services import assessment, records
from portfolio.services.records import NewRecord
from tests.integration.services.assessing import MET, criteria, first_unit, sheet


@pytest.fixture
def record(cast):
    def build(kind=EvidenceType.OBSERVATION, **changed):
        chosen = criteria(cast, first_unit(cast), "1.1 1.2")
        values = {
            "kind": kind,
            "title": "A refund at the counter",
            "held_on": date(2026, 11, 20),
            "place": "Demo shop floor",
            "account": "Greeted, listened, offered two options",
            "criterion_ids": tuple(one.id for one in chosen),
        }
        return NewRecord(**values | changed)

    return build


@pytest.mark.req("R-141", "R-143")
@pytest.mark.req("R-145", part="notes and criteria")
@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (EvidenceType.OBSERVATION, "Say what you saw the candidate do"),
        (EvidenceType.QUESTIONING, "Give the gist of what was asked and answered"),
        (EvidenceType.DISCUSSION, "Give the gist of what was discussed"),
    ],
)
def test_a_record_needs_what_was_seen_or_said(session, cast, record, kind, words):
    with pytest.raises(Refusal, match=words):
        records.add(session, cast.assessor.actor, cast.profile, record(kind, account=" "))


@pytest.mark.req("R-141")
@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"held_on": None}, "held_on"),
        ({"held_on": clock.today() + timedelta(days=400)}, "held_on"),
        ({"place": ""}, "place"),
        ({"criterion_ids": ()}, "criteria"),
    ],
)
def test_a_record_needs_date_place_and_criteria(session, cast, record, changed, field):
    with pytest.raises(Refusal) as refusal:
        records.add(session, cast.assessor.actor, cast.profile, record(**changed))
    assert refusal.value.refusals[0].field == field


@pytest.mark.req("R-141")
def test_a_record_is_the_assessors_and_is_judged_like_any_item(session, cast, record):
    made = records.add(session, cast.assessor.actor, cast.profile, record())

    assert made.code == "E-01"
    assert (made.staff_record, made.created_by_id) == (True, cast.assessor.user.id)
    assert made.state is EvidenceState.SUBMITTED
    assert session.scalars(select(Notice)).one().user_id == cast.candidate.user.id

    outcomes = dict.fromkeys(criteria(cast, first_unit(cast), "1.1 1.2"), MET)
    assessment.accept(session, cast.assessor.actor, made, sheet(outcomes, methods=("O",)))
    assert len(session.scalars(select(Decision)).all()) == 2


def test_a_record_covers_only_units_the_assessor_judges(session, cast, make, record):
    elsewhere = make.progress(cast.profile, make.unit({1: 1}))
    foreign = record(criterion_ids=(make.criteria(elsewhere)[0].id,))
    with pytest.raises(Refusal, match="units you assess"):
        records.add(session, cast.assessor.actor, cast.profile, foreign)
