"""The resources that the units a centre sees ask for, as one list (002 s6.1)."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.models.programme import Unit
from portfolio.models.specification import UnitSpecification
from portfolio.queries.versions import specifications_in_use, visible


def resource_list(session: Session, centre_id: UUID) -> list[tuple[Unit, Sequence[str]]]:
    """Units that name resources in the version in use, by title."""
    units = session.scalars(
        select(Unit).where(visible(centre_id, Unit)).order_by(Unit.title, Unit.id)
    ).all()
    in_use = specifications_in_use(session, [unit.id for unit in units], centre_id)
    rows = session.execute(
        select(UnitSpecification.id, UnitSpecification.resources).where(
            UnitSpecification.id.in_(in_use.values())
        )
    )
    resources = {row.id: row.resources for row in rows}
    listed = ((unit, resources.get(in_use.get(unit.id), [])) for unit in units)
    return [(unit, named) for unit, named in listed if named]
