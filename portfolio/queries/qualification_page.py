"""One qualification in one version: its groups with their units, and its rule."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.domain.qualification import Group, PlacedUnit
from portfolio.domain.qualification import Qualification as AsPublished
from portfolio.domain.words import credits_of
from portfolio.models.programme import CombinationRule, Qualification, Unit, UnitPlacement
from portfolio.queries import catalogue, versions
from portfolio.queries.versions import stands


@dataclass(frozen=True)
class UnitPlace:
    """A unit of the version with the id its page goes by."""

    id: UUID
    own: bool
    loaded: bool
    placed: PlacedUnit


@dataclass(frozen=True)
class Version:
    """A version of a qualification as its page shows it."""

    rule: CombinationRule
    published: AsPublished
    units: tuple[UnitPlace, ...]

    @cached_property
    def groups(self) -> list[tuple[Group, list[UnitPlace]]]:
        """Every group with its units, in catalogue order."""
        return [
            (group, [unit for unit in self.units if unit.placed.group == group.letter])
            for group in self.published.groups
        ]

    def fact(self, group: Group) -> str:
        """What a group holds: "3 units, 14 credits"."""
        units = [unit.placed.unit for unit in self.units if unit.placed.group == group.letter]
        count = f"{len(units)} unit" if len(units) == 1 else f"{len(units)} units"
        return f"{count}, {credits_of(sum(unit.credit for unit in units))}"


def in_force(
    session: Session, qualification: Qualification, centre_id: UUID | None
) -> Version | None:
    """The version a new candidate of the centre begins under; none while none is published."""
    rule = versions.rule_in_force(session, qualification.id, centre_id)
    return None if rule is None else version(session, qualification, rule, centre_id)


def version(
    session: Session, qualification: Qualification, rule: CombinationRule, centre_id: UUID | None
) -> Version:
    """The qualification as version ``rule`` lists it, whether it is published or not."""
    domain = catalogue.as_published(session, qualification, rule)
    rows = session.execute(
        select(Unit.reference, Unit.id, Unit.centre_id)
        .join(UnitPlacement, UnitPlacement.unit_id == Unit.id)
        .where(
            UnitPlacement.qualification_id == qualification.id,
            stands(UnitPlacement, rule.structure_version),
        )
    ).all()
    known = {reference: (unit_id, owner is not None) for reference, unit_id, owner in rows}
    loaded = versions.specifications_in_use(session, [row.id for row in rows], centre_id)
    units = []
    for placed in domain.units:
        unit_id, own = known[placed.unit.reference]
        units.append(UnitPlace(unit_id, own, unit_id in loaded, placed))
    return Version(rule, domain, tuple(units))
