"""Which versions of the catalogue a centre works by: its own before those shared by all."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from portfolio.models.programme import (
    CombinationRule,
    Qualification,
    Unit,
    UnitGroup,
    UnitPlacement,
)
from portfolio.models.specification import UnitSpecification

Owned = type[Qualification] | type[Unit] | type[CombinationRule] | type[UnitSpecification]
Centre = UUID | InstrumentedAttribute[UUID] | None
Version = int | InstrumentedAttribute[int] | ColumnElement[int]


def visible(to: Centre, rows: Owned | Any) -> ColumnElement[bool]:
    """Rows shared by all centres, and those of this centre; ``None`` sees what is shared only."""
    if to is None:
        return rows.centre_id.is_(None)
    return or_(rows.centre_id.is_(None), rows.centre_id == to)


def stands(rows: type[UnitGroup] | type[UnitPlacement], at: Version) -> ColumnElement[bool]:
    """The groups or placements that belong to the structure of a qualification at a version."""
    return (rows.since_version <= at) & or_(rows.until_version.is_(None), rows.until_version > at)


def ever_stood(at: Version) -> ColumnElement[bool]:
    """The units a version lists or one before it did: what a candidate has begun stays theirs.

    A draft, or a version they were not moved to, says nothing about them.
    """
    return UnitPlacement.since_version <= at


def rule_in_force(
    session: Session, qualification_id: UUID, centre_id: UUID | None
) -> CombinationRule | None:
    """The version a new enrolment of the centre follows; none while nothing is published."""
    return session.scalar(
        select(CombinationRule)
        .where(
            CombinationRule.qualification_id == qualification_id,
            CombinationRule.published_at.is_not(None),
            visible(centre_id, CombinationRule),
        )
        .order_by(CombinationRule.centre_id.is_(None), CombinationRule.version.desc())
        .limit(1)
    )


def specifications_in_use(
    session: Session, unit_ids: Collection[UUID], centre_id: UUID | None
) -> dict[UUID, UUID]:
    """The specification by which a candidate of the centre begins each unit, by unit id."""
    columns = (UnitSpecification.unit_id, UnitSpecification.id)
    return dict(iter(session.execute(in_use_last(unit_ids, centre_id, *columns))))


def in_use_last(
    unit_ids: Collection[UUID], centre_id: UUID | None, *columns: InstrumentedAttribute[Any]
) -> Select[Any]:
    """Columns of the published versions of units, the one in use as the last of each unit.

    That is the latest of the centre's own, else the latest shared one.
    """
    return (
        select(*columns)
        .where(
            UnitSpecification.unit_id.in_(unit_ids),
            UnitSpecification.published_at.is_not(None),
            visible(centre_id, UnitSpecification),
        )
        .order_by(UnitSpecification.centre_id.is_not(None), UnitSpecification.version)
    )
