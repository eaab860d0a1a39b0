"""One unit of the catalogue: where it is listed, and its criteria in use at a centre."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from portfolio.domain.qualification_about import Link, parse_about
from portfolio.models.programme import (
    CombinationRule,
    Qualification,
    Unit,
    UnitGroup,
    UnitPlacement,
)
from portfolio.models.specification import Criterion, LearningOutcome, UnitSpecification
from portfolio.queries import versions
from portfolio.queries.versions import stands, visible


@dataclass(frozen=True)
class Place:
    """Where a qualification lists the unit."""

    qualification_id: UUID
    entry_code: str
    title: str
    number: str
    group: str
    units_page: Link | None
    """Where the awarding organisation keeps the documents of its units."""


def specification_in_use(
    session: Session, unit: Unit, centre_id: UUID | None
) -> UnitSpecification | None:
    """The published outcomes and criteria a candidate of the centre begins the unit by."""
    in_use = versions.specifications_in_use(session, [unit.id], centre_id)
    return specification(session, in_use[unit.id]) if unit.id in in_use else None


def specification(session: Session, specification_id: UUID) -> UnitSpecification:
    """A version with its outcomes and criteria, in two queries."""
    found = session.scalars(
        select(UnitSpecification)
        .where(UnitSpecification.id == specification_id)
        .options(joinedload(UnitSpecification.outcomes).selectinload(LearningOutcome.criteria))
    )
    return found.unique().one()


def unit_of(session: Session, criterion: Criterion) -> Unit:
    """The unit whose criterion it is."""
    query = select(Unit).join(UnitSpecification, UnitSpecification.unit_id == Unit.id)
    return session.scalars(query.where(UnitSpecification.id == criterion.specification_id)).one()


def listed_in(session: Session, unit: Unit, centre_id: UUID) -> list[Place]:
    """The published qualifications of the centre that list the unit, by entry code."""
    rows = session.execute(
        select(
            Qualification.id,
            Qualification.entry_code,
            Qualification.title,
            UnitPlacement.unit_number,
            UnitGroup.letter,
            UnitGroup.name,
            Qualification.about,
        )
        .join(UnitPlacement, UnitPlacement.qualification_id == Qualification.id)
        .join(UnitGroup, UnitGroup.qualification_id == Qualification.id)
        .join(CombinationRule, CombinationRule.qualification_id == Qualification.id)
        .where(
            UnitPlacement.unit_id == unit.id,
            UnitGroup.letter == UnitPlacement.group_letter,
            CombinationRule.published_at.is_not(None),
            visible(centre_id, Qualification),
            visible(centre_id, CombinationRule),
            stands(UnitPlacement, CombinationRule.structure_version),
            stands(UnitGroup, CombinationRule.structure_version),
        )
        .order_by(Qualification.entry_code, CombinationRule.version)
    )
    # The last row of a qualification wins: its latest version that lists the unit.
    places = {
        qualification_id: Place(
            qualification_id,
            code,
            title,
            number,
            f"Group {letter} - {name}",
            parse_about(about, code).units_page,
        )
        for qualification_id, code, title, number, letter, name, about in rows
    }
    return list(places.values())
