"""Replacing a judged file: both versions stay, the decision stops counting, the unit reopens."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.domain.errors import Refusal
from portfolio.domain.states import CriterionState, DecisionOutcome, DecisionStage, EvidenceState
from portfolio.models.assessment import Assessment, Decision, SignOff, UnitProgress
from portfolio.models.audit import AuditEntry
from portfolio.queries.coverage import coverage_of
from portfolio.services import evidence_replacing
from portfolio.services.evidence_files import Received

NEW = Received("c/x/00/" + "0" * 31 + "1", "log 2.pdf", 9, "9" * 64, "application/pdf")


@pytest.fixture
def unit(cast, session) -> UnitProgress:
    query = select(UnitProgress).where(
        UnitProgress.candidate_id == cast.profile.id, UnitProgress.unit_id == cast.units[0].id
    )
    return session.scalars(query).one()


@pytest.fixture
def accepted(cast, make, session, unit):
    """An accepted item, met for the first criterion of the unit."""
    item = make.evidence(cast.profile, state=EvidenceState.ACCEPTED, submitted_at=clock.now())
    make.file(item, "log.pdf")
    criterion = make.criteria(unit)[0]
    make.tag(item, unit, criterion.id)
    judged = Assessment(
        evidence_id=item.id,
        assessor_id=cast.assessor.user.id,
        feedback="Clear",
        outcome=EvidenceState.ACCEPTED,
        begun_at=clock.now(),
        released_at=clock.now(),
    )
    session.add(judged)
    session.flush()
    session.add(
        Decision(
            assessment_id=judged.id,
            evidence_id=item.id,
            unit_id=unit.id,
            criterion_id=criterion.id,
            outcome=DecisionOutcome.MET,
            stage=DecisionStage.SUMMATIVE,
            methods=["PE"],
            justification="It shows it",
            assessor_id=cast.assessor.user.id,
            decided_at=clock.now(),
        )
    )
    session.flush()
    return item


@pytest.mark.req("R-099")
def test_the_decision_is_superseded_and_the_criterion_reopens(session, cast, accepted, unit):
    (old,) = accepted.current_files
    assert coverage_of(session, [unit.id])[unit.id].states["1.1"] is CriterionState.MET

    evidence_replacing.replace(session, cast.candidate.actor, accepted, old.id, NEW)
    session.flush()
    session.refresh(accepted, ["files"])

    (decision,) = session.scalars(select(Decision))
    assert (decision.superseded_at, decision.superseded_reason) == (
        clock.now(),
        "“log.pdf” was replaced",
    )
    assert coverage_of(session, [unit.id])[unit.id].states["1.1"] is CriterionState.TAGGED
    assert accepted.state is EvidenceState.REFERRED
    assert {(file.sha256, file.removed_at is None) for file in accepted.files} == {
        (old.sha256, False),
        (NEW.sha256, True),
    }
    entry = session.scalars(select(AuditEntry).where(AuditEntry.name == "file:replaced")).one()
    assert entry.details["by"] == f"log 2.pdf {NEW.sha256}"
    assert entry.details["superseded"] == ["1.1"]


def test_a_file_of_a_signed_off_unit_stays(session, cast, accepted, unit):
    session.add(
        SignOff(
            unit_id=unit.id,
            candidate_user_id=cast.candidate.user.id,
            signed_by_id=cast.assessor.user.id,
            signed_role="Assessor",
            signed_at=clock.now(),
            authenticity=["discussion"],
            wording_version="1",
            content={},
            content_sha256="0" * 64,
        )
    )
    session.flush()
    (old,) = accepted.current_files
    with pytest.raises(Refusal, match="signed off"):
        evidence_replacing.replace(session, cast.candidate.actor, accepted, old.id, NEW)


@pytest.mark.parametrize("state", [EvidenceState.SUBMITTED, EvidenceState.FROZEN])
def test_a_file_is_not_replaced_while_somebody_else_has_the_item(session, cast, accepted, state):
    accepted.state = state
    (old,) = accepted.current_files
    with pytest.raises(Refusal):
        evidence_replacing.replace(session, cast.candidate.actor, accepted, old.id, NEW)
