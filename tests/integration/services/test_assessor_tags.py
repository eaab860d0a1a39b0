"""Assessors tag and untag items, attributed to them."""

import pytest
from sqlalchemy import select

from portfolio.domain.errors import Refusal
from portfolio.domain.states import UnitState
from portfolio.models.evidence import EvidenceTag
from portfolio.services import assessment, assessor_tags
from tests.integration.services.assessing import MET, criteria, first_unit, sheet, submitted


@pytest.fixture
def unit(cast):
    return first_unit(cast)


def test_a_tag_by_the_assessor_carries_their_name(session, cast, unit):
    item = submitted(cast, unit, "1.1 1.2")
    missing = criteria(cast, unit, "2.1")[0]

    assessor_tags.tag(session, cast.assessor.actor, item, [missing.id])

    made = session.scalars(select(EvidenceTag).filter_by(criterion_id=missing.id)).one()
    assert made.tagged_by_id == cast.assessor.user.id
    assert unit.state is UnitState.READY


def test_untagging_keeps_the_row_and_says_who(session, cast, unit):
    item = submitted(cast, unit, "1.1 1.2")
    one = criteria(cast, unit, "1.1")[0]

    assessor_tags.untag(session, cast.assessor.actor, item, [one.id])

    row = session.scalars(select(EvidenceTag).filter_by(criterion_id=one.id)).one()
    assert row.removed_by_id == cast.assessor.user.id
    assert [tag.criterion_id for tag in item.current_tags] == [
        criteria(cast, unit, "1.2")[0].id,
    ]


def test_a_criterion_with_a_decision_is_not_untagged(session, cast, unit):
    item = submitted(cast, unit, "1.1")
    one = criteria(cast, unit, "1.1")[0]
    assessment.accept(session, cast.assessor.actor, item, sheet({one: MET}))
    with pytest.raises(Refusal, match=r"1\.1 has a decision"):
        assessor_tags.untag(session, cast.assessor.actor, item, [one.id])


def test_criteria_of_a_unit_somebody_else_assesses_are_refused(session, cast, make, unit):
    item = submitted(cast, unit, "1.1")
    elsewhere = make.progress(cast.profile, make.unit({1: 1}))
    with pytest.raises(Refusal, match="units you assess"):
        assessor_tags.tag(session, cast.assessor.actor, item, [make.criteria(elsewhere)[0].id])
