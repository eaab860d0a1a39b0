"""Stored unit states follow tags, decisions and sign-offs."""

import pytest

from portfolio.domain.states import EvidenceState, UnitState
from portfolio.models.assessment import UnitProgress
from portfolio.services import progress


@pytest.fixture
def unit(cast, session) -> UnitProgress:
    return session.query(UnitProgress).filter_by(candidate_id=cast.profile.id).first()


def test_a_unit_without_evidence_is_not_started(session, unit):
    progress.refresh(session, {unit.id})
    assert unit.state is UnitState.NOT_STARTED


def test_a_tagged_draft_puts_the_unit_in_progress(cast, session, make, unit):
    item = make.evidence(cast.profile)
    make.tag(item, unit, make.criteria(unit)[0].id)

    progress.refresh(session, {unit.id})

    assert unit.state is UnitState.IN_PROGRESS


def test_a_unit_with_every_criterion_submitted_is_ready(cast, session, make, unit):
    item = make.evidence(cast.profile, state=EvidenceState.SUBMITTED)
    for criterion in make.criteria(unit):
        make.tag(item, unit, criterion.id)

    progress.refresh(session, {unit.id})

    assert unit.state is UnitState.READY


@pytest.mark.req("R-034", part="version")
def test_every_change_moves_the_version_open_pages_follow(cast, session, unit):
    before = cast.enrolment.progress_version

    progress.refresh(session, {unit.id})

    session.refresh(cast.enrolment)
    assert cast.enrolment.progress_version == before + 1
