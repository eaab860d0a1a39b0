"""The groups and units a qualification lists, kept version by version."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from portfolio.domain.qualification import Group
from portfolio.domain.qualification_structure import Place
from portfolio.models.programme import UnitGroup, UnitPlacement


def latest_version(session: Session, qualification_id: UUID) -> int:
    """The last version of the structure that anything was listed for; 0 before the first."""
    versions = [
        session.scalar(select(func.max(column)).where(rows.qualification_id == qualification_id))
        for rows in (UnitGroup, UnitPlacement)
        for column in (rows.since_version, rows.until_version)
    ]
    return max((version for version in versions if version is not None), default=0)


def standing(
    session: Session, qualification_id: UUID
) -> tuple[dict[str, UnitGroup], dict[UUID, UnitPlacement]]:
    """Groups by letter and placements by unit, as they stand at the latest version."""
    groups = session.scalars(
        select(UnitGroup).where(
            UnitGroup.qualification_id == qualification_id, UnitGroup.until_version.is_(None)
        )
    )
    placements = session.scalars(
        select(UnitPlacement).where(
            UnitPlacement.qualification_id == qualification_id,
            UnitPlacement.until_version.is_(None),
        )
    )
    return {row.letter: row for row in groups}, {row.unit_id: row for row in placements}


def differs(
    session: Session, qualification_id: UUID, groups: Sequence[Group], places: Sequence[Place]
) -> bool:
    """Whether this is another structure than the one that stands."""
    held_groups, held_places = standing(session, qualification_id)
    return {letter: _group(row) for letter, row in held_groups.items()} != {
        group.letter: group for group in groups
    } or {unit: _place(row) for unit, row in held_places.items()} != {
        place.unit_id: place for place in places
    }


def settle(
    session: Session,
    qualification_id: UUID,
    groups: Sequence[Group],
    places: Sequence[Place],
    at: int,
) -> None:
    """Make this the structure from version ``at`` on; what stood before stays as it was.

    ``at`` is the latest version, whose rows are replaced, or the one after it.
    """
    for rows in (UnitGroup, UnitPlacement):
        ours = rows.qualification_id == qualification_id
        session.execute(delete(rows).where(ours, rows.since_version == at))
        session.execute(
            update(rows).where(ours, rows.until_version == at).values(until_version=None)
        )
    session.expire_all()
    held_groups, held_places = standing(session, qualification_id)
    for letter, group_row in held_groups.items():
        if _group(group_row) not in groups:
            group_row.until_version = at
        else:
            groups = [group for group in groups if group.letter != letter]
    for unit_id, place_row in held_places.items():
        if _place(place_row) not in places:
            place_row.until_version = at
        else:
            places = [place for place in places if place.unit_id != unit_id]
    session.add_all(_group_row(qualification_id, group, at) for group in groups)
    session.add_all(_place_row(qualification_id, place, at) for place in places)
    session.flush()


def _group(row: UnitGroup) -> Group:
    return Group(row.letter, row.name, row.mandatory)


def _place(row: UnitPlacement) -> Place:
    return Place(row.unit_id, row.unit_number, row.group_letter, row.mandatory, row.position)


def _group_row(qualification_id: UUID, group: Group, at: int) -> UnitGroup:
    return UnitGroup(
        qualification_id=qualification_id,
        letter=group.letter,
        name=group.name,
        mandatory=group.mandatory,
        since_version=at,
    )


def _place_row(qualification_id: UUID, place: Place, at: int) -> UnitPlacement:
    return UnitPlacement(
        qualification_id=qualification_id,
        unit_id=place.unit_id,
        unit_number=place.number,
        group_letter=place.group,
        mandatory=place.mandatory,
        position=place.position,
        since_version=at,
    )
