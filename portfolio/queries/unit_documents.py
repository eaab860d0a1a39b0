"""Units of which a centre has no link to the awarding organisation's document (003 s6.3)."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.models.programme import CombinationRule, Qualification, Unit, UnitPlacement
from portfolio.models.specification import UnitSpecification
from portfolio.queries import versions
from portfolio.queries.versions import stands, visible


class UnitNamed(NamedTuple):
    id: UUID
    reference: str
    title: str


def without(session: Session, centre_id: UUID) -> list[UnitNamed]:
    """Each of them by reference, among the units of its published versions.

    A unit whose criteria are not loaded has no place for a link and is among them.
    """
    units = session.execute(
        select(Unit.id, Unit.reference, Unit.title)
        .join(UnitPlacement, UnitPlacement.unit_id == Unit.id)
        .join(Qualification, Qualification.id == UnitPlacement.qualification_id)
        .join(CombinationRule, CombinationRule.qualification_id == Qualification.id)
        .where(
            visible(centre_id, Qualification),
            visible(centre_id, CombinationRule),
            CombinationRule.published_at.is_not(None),
            stands(UnitPlacement, CombinationRule.structure_version),
        )
        .distinct()
        .order_by(Unit.reference)
    ).all()
    in_use = versions.specifications_in_use(session, [row.id for row in units], centre_id)
    linked = set(
        session.scalars(
            select(UnitSpecification.unit_id).where(
                UnitSpecification.id.in_(in_use.values()), UnitSpecification.document_url != ""
            )
        )
    )
    return [UnitNamed(*row) for row in units if row.id not in linked]
