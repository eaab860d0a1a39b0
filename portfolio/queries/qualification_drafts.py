"""The draft of a qualification's next version, and the version it is compared with."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.domain.qualification import Group
from portfolio.domain.qualification_structure import Place, Structure
from portfolio.domain.rule import RuleOfCombination
from portfolio.models.programme import CombinationRule, Qualification, UnitGroup, UnitPlacement
from portfolio.queries.versions import stands


def draft(session: Session, qualification: Qualification) -> CombinationRule | None:
    """The version not yet published; a qualification has one at most."""
    return session.scalar(
        select(CombinationRule).where(
            CombinationRule.qualification_id == qualification.id,
            CombinationRule.centre_id == qualification.centre_id,
            CombinationRule.published_at.is_(None),
        )
    )


def structure(session: Session, qualification_id: UUID, rule: CombinationRule) -> Structure:
    """The groups, places and rule of a version, as its editor changes them."""
    groups = session.scalars(
        select(UnitGroup)
        .where(
            UnitGroup.qualification_id == qualification_id,
            stands(UnitGroup, rule.structure_version),
        )
        .order_by(UnitGroup.letter)
    )
    places = session.scalars(
        select(UnitPlacement)
        .where(
            UnitPlacement.qualification_id == qualification_id,
            stands(UnitPlacement, rule.structure_version),
        )
        .order_by(UnitPlacement.position)
    )
    return Structure(
        tuple(Group(row.letter, row.name, row.mandatory) for row in groups),
        tuple(
            Place(row.unit_id, row.unit_number, row.group_letter, row.mandatory, row.position)
            for row in places
        ),
        RuleOfCombination.from_dict(rule.parameters),
    )
