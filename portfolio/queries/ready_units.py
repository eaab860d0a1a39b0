"""Units that wait to be signed off: every criterion met, declared, nothing signed yet."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, func, select
from sqlalchemy.orm import Session

from portfolio.domain.actors import Actor
from portfolio.domain.states import DecisionOutcome, DecisionStage, UnitState
from portfolio.models.assessment import Assessment, Decision, Declaration, UnitProgress
from portfolio.models.enrolment import Candidate
from portfolio.models.programme import Unit
from portfolio.models.specification import Criterion
from portfolio.queries.assessing import assessed_units
from portfolio.queries.visibility import may_see

OF_THE_UNIT = Criterion.specification_id == UnitProgress.specification_id

Ready = tuple[UUID, str, UUID, str, datetime, int]
"""Unit, its title, candidate, their name, since when, how many criteria."""


def waiting(session: Session, actor: Actor) -> list[Ready]:
    """The units this assessor can sign off, in one query."""
    rows = session.execute(
        select(
            UnitProgress.id,
            Unit.title,
            Candidate.id,
            Candidate.name,
            Declaration.signed_at,
            _criteria(),
        )
        .join(UnitProgress.unit)
        .join(UnitProgress.candidate)
        .join(
            Declaration,
            and_(Declaration.unit_id == UnitProgress.id, Declaration.voided_at.is_(None)),
        )
        .where(
            may_see(actor),
            UnitProgress.id.in_(assessed_units(actor)),
            UnitProgress.state == UnitState.READY,
            _everything_met(),
        )
    )
    return [(row[0], row[1], row[2], row[3], row[4], row[5] or 0) for row in rows]


def can_be_signed_off() -> ColumnElement[bool]:
    """That a unit waits for nothing but its assessor's signature, whoever that is."""
    declared = exists().where(
        Declaration.unit_id == UnitProgress.id, Declaration.voided_at.is_(None)
    )
    return and_(
        UnitProgress.state == UnitState.READY, declared.correlate(UnitProgress), _everything_met()
    )


def _everything_met() -> ColumnElement[bool]:
    return ~exists().where(OF_THE_UNIT, ~_met()).correlate(UnitProgress)


def _met() -> ColumnElement[bool]:
    """A summative decision that stands, with feedback given, says that the criterion is met."""
    return (
        exists()
        .where(
            Decision.unit_id == UnitProgress.id,
            Decision.criterion_id == Criterion.id,
            Decision.outcome == DecisionOutcome.MET,
            Decision.stage == DecisionStage.SUMMATIVE,
            Decision.superseded_at.is_(None),
            Assessment.id == Decision.assessment_id,
            Assessment.released_at.is_not(None),
        )
        .correlate(UnitProgress, Criterion)
    )


def _criteria() -> ScalarSelect[int]:
    return (
        select(func.count(Criterion.id))
        .where(OF_THE_UNIT)
        .correlate(UnitProgress)
        .scalar_subquery()
    )
