"""Achieved units that only another list of the handbook gives in a qualification (AMB-04)."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.domain.rule import RuleOfCombination
from portfolio.domain.states import UnitState
from portfolio.models.assessment import UnitProgress
from portfolio.models.programme import Unit


def achieved_though_doubtful(
    session: Session, wanted: Sequence[tuple[UUID, RuleOfCombination]]
) -> list[tuple[str, ...]]:
    """For each candidate and rule, the numbers of its doubtful units that are achieved.

    One query where a rule names any, else none.
    """
    references = {unit.reference for _, rule in wanted for unit in rule.doubtful_units}
    achieved = _achieved(session, {who for who, _ in wanted}, references) if references else set()
    return [
        tuple(unit.number for unit in rule.doubtful_units if (who, unit.reference) in achieved)
        for who, rule in wanted
    ]


def _achieved(
    session: Session, candidate_ids: set[UUID], references: set[str]
) -> set[tuple[UUID, str]]:
    rows = session.execute(
        select(UnitProgress.candidate_id, Unit.reference)
        .join(Unit, Unit.id == UnitProgress.unit_id)
        .where(
            UnitProgress.candidate_id.in_(candidate_ids),
            UnitProgress.state == UnitState.ACHIEVED,
            Unit.reference.in_(references),
        )
    )
    return {(row.candidate_id, row.reference) for row in rows}
