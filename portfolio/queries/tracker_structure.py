"""What the columns of the tracker are: the units of a qualification, version by version."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, joinedload

from portfolio.domain import qualification as published
from portfolio.domain.qualification import Group, PlacedUnit
from portfolio.domain.rule import RuleOfCombination
from portfolio.models.programme import CombinationRule, Qualification, UnitGroup, UnitPlacement
from portfolio.queries.catalogue import placed_from, published_from
from portfolio.queries.versions import visible


@dataclass(frozen=True)
class Version:
    """A version of the qualification, and its units by the id of the published unit."""

    qualification: published.Qualification
    placed: Mapping[UUID, PlacedUnit]

    @cached_property
    def by_position(self) -> dict[int, tuple[UUID, str]]:
        """Each unit and its number, by its place in the order of the version."""
        return {
            placed.position: (unit_id, placed.number) for unit_id, placed in self.placed.items()
        }

    @property
    def rule(self) -> RuleOfCombination:
        return self.qualification.rule


@dataclass(frozen=True)
class Column:
    """One unit of the tracker, as the newest version that is followed lists it."""

    unit_id: UUID
    placed: PlacedUnit


@dataclass(frozen=True)
class Structure:
    """Every published version of a qualification by the id of its rule, the newest first."""

    versions: Mapping[UUID, Version]

    def columns(self, rule_ids: Collection[UUID]) -> tuple[Column, ...]:
        """The units of these versions: those of the newest first, then what only others list."""
        found: dict[UUID, PlacedUnit] = {}
        for rule_id, version in self.versions.items():
            if rule_id in rule_ids:
                for unit_id, placed in version.placed.items():
                    found.setdefault(unit_id, placed)
        return tuple(Column(unit_id, placed) for unit_id, placed in found.items())

    @property
    def every_column(self) -> tuple[Column, ...]:
        return self.columns(self.versions.keys())


def load(session: Session, qualification: Qualification, centre_id: UUID) -> Structure:
    """The published versions of the qualification that the centre sees, in two queries."""
    rules = session.scalars(
        select(CombinationRule)
        .where(
            CombinationRule.qualification_id == qualification.id,
            CombinationRule.published_at.is_not(None),
            visible(centre_id, CombinationRule),
        )
        .order_by(CombinationRule.structure_version.desc(), CombinationRule.version.desc())
    )
    listed = session.execute(
        select(UnitPlacement, UnitGroup)
        .join(
            UnitGroup,
            and_(
                UnitGroup.qualification_id == UnitPlacement.qualification_id,
                UnitGroup.letter == UnitPlacement.group_letter,
            ),
        )
        .options(joinedload(UnitPlacement.unit))
        .where(UnitPlacement.qualification_id == qualification.id)
        .order_by(UnitPlacement.position)
    ).all()
    placements = [row[0] for row in listed]
    groups = {row[1].id: row[1] for row in listed}.values()
    return Structure(
        {
            rule.id: _version(
                qualification,
                rule,
                [one for one in placements if _stands(one, rule.structure_version)],
                [one for one in groups if _stands(one, rule.structure_version)],
            )
            for rule in rules
        }
    )


def _stands(listed: UnitGroup | UnitPlacement, at: int) -> bool:
    """The same as ``versions.stands``, of a row already read."""
    until = listed.until_version
    return listed.since_version <= at and (until is None or at < until)


def _version(
    qualification: Qualification,
    rule: CombinationRule,
    placements: Collection[UnitPlacement],
    groups: Collection[UnitGroup],
) -> Version:
    placed = {placement.unit_id: placed_from(placement) for placement in placements}
    listed = sorted((Group(g.letter, g.name, g.mandatory) for g in groups), key=lambda g: g.letter)
    return Version(
        published_from(
            qualification,
            tuple(listed),
            tuple(placed.values()),
            RuleOfCombination.from_dict(rule.parameters),
        ),
        placed,
    )
