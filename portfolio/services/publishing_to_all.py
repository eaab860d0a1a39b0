"""The operator makes a centre's own qualification one that all its centres share."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from portfolio.domain.catalogue_events import QualificationShared
from portfolio.domain.errors import Refusal, Refusals
from portfolio.models.person import Centre
from portfolio.models.programme import CombinationRule, Qualification, Unit, UnitPlacement
from portfolio.models.specification import UnitSpecification
from portfolio.queries.versions import visible
from portfolio.services import audit


@dataclass(frozen=True)
class Shared:
    """What all centres see from now on: units by reference, and how many versions of criteria."""

    entry_code: str
    units: tuple[str, ...]
    specifications: int


def publish_to_all(session: Session, centre_name: str, entry_code: str) -> Shared:
    """Share the qualification with its units and the published criteria of them.

    A centre's criteria of a unit that was shared before are shared too where there were none.
    Raises Refusal for a centre or code that is not there or not published, Refusals naming every
    code and reference that another shared row has already; nothing is changed then.
    """
    centre = _centre(session, centre_name)
    row = _qualification(session, centre, entry_code)
    units = _units(session, row)
    own = [unit for unit in units if unit.centre_id == centre.id]
    if conflicts := list(_conflicts(session, row, own)):
        raise Refusals(conflicts)
    specifications = _to_share(session, centre, units)
    row.centre_id = None
    for unit in own:
        unit.centre_id = None
    # Who published at the centre stays in its own history: other centres are told no names.
    unnamed: dict[str, Any] = {"centre_id": None, "published_by_id": None}
    session.execute(
        update(UnitSpecification)
        .where(UnitSpecification.id.in_([one.id for one in specifications]))
        .values(unnamed)
    )
    session.execute(
        update(CombinationRule)
        .where(CombinationRule.qualification_id == row.id, CombinationRule.centre_id == centre.id)
        .values(unnamed)
    )
    session.flush()
    session.expire(row, ["rules"])
    shared = Shared(row.entry_code, tuple(unit.reference for unit in own), len(specifications))
    event = QualificationShared(row.id, shared.entry_code, shared.units, shared.specifications)
    audit.record(session, None, event, centre_id=centre.id)
    session.flush()
    return shared


def _centre(session: Session, name: str) -> Centre:
    found = session.scalars(select(Centre).where(Centre.name == name)).all()
    if len(found) != 1:
        known = ", ".join(session.scalars(select(Centre.name).order_by(Centre.name)))
        raise Refusal(f"{name} is not the name of one centre. There are: {known or 'none'}")
    return found[0]


def _qualification(session: Session, centre: Centre, entry_code: str) -> Qualification:
    row = session.scalar(
        select(Qualification)
        .where(Qualification.centre_id == centre.id, Qualification.entry_code == entry_code)
        .with_for_update()
    )
    if row is None:
        raise Refusal(f"{centre.name} has no qualification of its own with the code {entry_code}")
    states = session.scalars(
        select(CombinationRule.published_at).where(CombinationRule.qualification_id == row.id)
    ).all()
    if None in states:
        raise Refusal(f"{entry_code} has a draft. Publish it or throw it away first")
    return row


def _units(session: Session, row: Qualification) -> list[Unit]:
    """The units of every version."""
    placed = exists().where(
        UnitPlacement.unit_id == Unit.id, UnitPlacement.qualification_id == row.id
    )
    return list(session.scalars(select(Unit).where(placed).order_by(Unit.reference)))


def _conflicts(session: Session, row: Qualification, own: list[Unit]) -> Iterator[Refusal]:
    codes = select(Qualification.title).where(
        Qualification.entry_code == row.entry_code, visible(None, Qualification)
    )
    for title in session.scalars(codes):
        yield Refusal(f"{row.entry_code} is shared already: {title}")
    references = select(Unit).where(
        Unit.reference.in_([unit.reference for unit in own]), visible(None, Unit)
    )
    for unit in session.scalars(references.order_by(Unit.reference)):
        yield Refusal(f"Unit {unit.reference} is shared already: {unit.title}")


def _to_share(session: Session, centre: Centre, units: list[Unit]) -> list[UnitSpecification]:
    """The centre's published criteria of the units, where no others are shared."""
    unit_ids = [unit.id for unit in units]
    with_shared = set(
        session.scalars(
            select(UnitSpecification.unit_id).where(
                UnitSpecification.unit_id.in_(unit_ids), visible(None, UnitSpecification)
            )
        )
    )
    rows = session.scalars(
        select(UnitSpecification).where(
            UnitSpecification.unit_id.in_(unit_ids),
            UnitSpecification.centre_id == centre.id,
            UnitSpecification.published_at.is_not(None),
        )
    )
    return [row for row in rows if row.unit_id not in with_shared]
