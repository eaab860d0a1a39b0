"""What the page of a unit tells those who edit it, in one query."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from portfolio.models.assessment import UnitProgress
from portfolio.models.programme import CombinationRule, Unit, UnitPlacement
from portfolio.models.specification import UnitSpecification
from portfolio.queries import specification_moves
from portfolio.queries.versions import stands


class Editing(NamedTuple):
    """The version that is a draft, or none; candidates on an older version than the one in use;
    whether the unit's facts are fixed."""

    draft: int | None
    behind: int
    fixed: bool


def editing(session: Session, unit: Unit, centre_id: UUID, in_use: UUID | None) -> Editing:
    """How the unit stands at the centre for whoever edits it."""
    draft = select(UnitSpecification.version).where(
        UnitSpecification.unit_id == unit.id,
        UnitSpecification.centre_id == centre_id,
        UnitSpecification.published_at.is_(None),
    )
    older = specification_moves.of_centre(unit.id, centre_id).where(
        *specification_moves.is_behind(in_use)
    )
    behind = select(func.count()).select_from(older.subquery())
    row = session.execute(
        select(draft.scalar_subquery(), behind.scalar_subquery(), is_fixed(unit))
    ).one()
    return Editing(row[0], row[1], bool(row[2]))


def is_fixed(unit: Unit) -> ColumnElement[bool]:
    """Whether a published version lists the unit or a candidate has begun it."""
    published = exists().where(
        UnitPlacement.unit_id == unit.id,
        CombinationRule.qualification_id == UnitPlacement.qualification_id,
        CombinationRule.published_at.is_not(None),
        stands(UnitPlacement, CombinationRule.structure_version),
    )
    return published | exists().where(UnitProgress.unit_id == unit.id)
