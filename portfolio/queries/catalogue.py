"""The published qualifications, as rows for lists and as the domain reasons about them."""

from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, joinedload

from portfolio.domain import qualification as published
from portfolio.domain.rule import RuleOfCombination
from portfolio.models.programme import CombinationRule, Qualification, UnitGroup, UnitPlacement
from portfolio.queries.versions import stands, visible


def qualifications(session: Session, centre_id: UUID | None) -> list[Qualification]:
    """Every published qualification a centre may use, those open for entry first, by code.

    Without a centre, those shared by all.
    """
    rules = exists().where(
        CombinationRule.qualification_id == Qualification.id,
        CombinationRule.published_at.is_not(None),
        visible(centre_id, CombinationRule),
    )
    query = (
        select(Qualification)
        .where(visible(centre_id, Qualification), rules)
        .order_by(Qualification.closed_for_entry, Qualification.entry_code)
    )
    return list(session.scalars(query))


def as_published(
    session: Session, row: Qualification, rule: CombinationRule
) -> published.Qualification:
    """A stored qualification as the domain knows it, in the version ``rule``."""
    placements = session.scalars(
        select(UnitPlacement)
        .where(
            UnitPlacement.qualification_id == row.id,
            stands(UnitPlacement, rule.structure_version),
        )
        .options(joinedload(UnitPlacement.unit))
        .order_by(UnitPlacement.position)
    )
    groups = session.scalars(
        select(UnitGroup)
        .where(UnitGroup.qualification_id == row.id, stands(UnitGroup, rule.structure_version))
        .order_by(UnitGroup.letter)
    )
    return published_from(
        row,
        tuple(published.Group(g.letter, g.name, g.mandatory) for g in groups),
        tuple(map(placed_from, placements)),
        RuleOfCombination.from_dict(rule.parameters),
    )


def published_from(
    row: Qualification,
    groups: tuple[published.Group, ...],
    units: tuple[published.PlacedUnit, ...],
    rule: RuleOfCombination,
) -> published.Qualification:
    """The facts of a stored qualification, with parts that were read beside it."""
    return published.Qualification(
        entry_code=row.entry_code,
        title=row.title,
        number=row.number,
        level=row.level,
        awarding_body=row.awarding_body,
        grading=row.grading,
        glh=row.guided_hours,
        tqt=row.total_hours,
        age_bands=tuple(row.age_bands),
        min_age=row.minimum_age,
        closed_for_entry=row.closed_for_entry,
        last_entry_on=row.last_entry_on,
        last_certification_on=row.last_certification_on,
        simulation=row.simulation,
        groups=groups,
        units=units,
        rule=rule,
    )


def placed_from(placement: UnitPlacement) -> published.PlacedUnit:
    """A unit in its place, from a placement read with its unit."""
    unit = placement.unit
    return published.PlacedUnit(
        unit=published.Unit(
            reference=unit.reference,
            title=unit.title,
            credit=unit.credit,
            level=unit.level,
            glh=unit.guided_hours or 0,
            kind="knowledge" if unit.kind == "knowledge" else "competence",
        ),
        number=placement.unit_number,
        group=placement.group_letter,
        position=placement.position,
        mandatory=placement.mandatory,
    )
