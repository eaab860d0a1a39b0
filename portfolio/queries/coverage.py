"""How far units are, from stored tags, decisions and sign-offs; few queries for any number."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.domain.coverage import Tag, UnitCoverage, coverage
from portfolio.domain.decisions import Decision as DecisionInForce
from portfolio.domain.states import DecisionStage
from portfolio.models.assessment import Assessment, Decision, SignOff, UnitProgress
from portfolio.models.evidence import Evidence, EvidenceTag
from portfolio.models.specification import Criterion


def coverage_of(session: Session, unit_ids: Collection[UUID]) -> dict[UUID, UnitCoverage]:
    """The coverage of each unit, in four queries whatever their number."""
    criteria = _criteria(session, unit_ids)
    tags = _tags(session, unit_ids)
    decisions = _decisions(session, unit_ids)
    signed_off = set(
        session.scalars(
            select(SignOff.unit_id).where(
                SignOff.unit_id.in_(unit_ids), SignOff.withdrawn_at.is_(None)
            )
        )
    )
    return {
        unit_id: coverage(
            criteria[unit_id], tags[unit_id], decisions[unit_id], signed_off=unit_id in signed_off
        )
        for unit_id in unit_ids
    }


def _criteria(session: Session, unit_ids: Collection[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    rows = session.execute(
        select(UnitProgress.id, Criterion.criterion_number)
        .join(Criterion, Criterion.specification_id == UnitProgress.specification_id)
        .where(UnitProgress.id.in_(unit_ids))
    )
    for unit_id, number in rows:
        found[unit_id].append(number)
    return found


def _tags(session: Session, unit_ids: Collection[UUID]) -> dict[UUID, list[Tag]]:
    found: dict[UUID, list[Tag]] = defaultdict(list)
    rows = session.execute(
        select(EvidenceTag.unit_id, Criterion.criterion_number, Evidence.state)
        .join(EvidenceTag.evidence)
        .join(EvidenceTag.criterion)
        .where(EvidenceTag.unit_id.in_(unit_ids), EvidenceTag.removed_at.is_(None))
    )
    for unit_id, number, state in rows:
        found[unit_id].append(Tag(number, state))
    return found


def _decisions(session: Session, unit_ids: Collection[UUID]) -> dict[UUID, list[DecisionInForce]]:
    found: dict[UUID, list[DecisionInForce]] = defaultdict(list)
    rows = session.execute(
        select(
            Decision.unit_id,
            Criterion.criterion_number,
            Decision.outcome,
            Decision.decided_at,
            Decision.stage,
            Decision.superseded_at,
            Assessment.released_at,
        )
        .join(Decision.criterion)
        .join(Decision.assessment)
        .where(Decision.unit_id.in_(unit_ids))
        .order_by(Decision.decided_at)
    )
    for unit_id, number, outcome, decided_at, stage, superseded_at, released_at in rows:
        found[unit_id].append(
            DecisionInForce(
                number,
                outcome,
                decided_at,
                summative=stage is DecisionStage.SUMMATIVE,
                superseded=superseded_at is not None,
                feedback_given=released_at is not None,
            )
        )
    return found
