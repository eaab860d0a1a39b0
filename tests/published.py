"""One published qualification in the tables, without the criteria of its units."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.catalogue import read_shipped
from portfolio.domain.catalogue import Catalogue
from portfolio.models.programme import Qualification
from portfolio.services import catalogue


def published(session: Session, entry_code: str) -> Qualification:
    """The qualification with its groups, units and rule."""
    shipped = read_shipped()
    entry = shipped.qualification(entry_code)
    units = {placed.unit.reference: placed.unit for placed in entry.units}
    catalogue.load(session, Catalogue(qualifications=(entry,), units=units, contents={}))
    return session.scalars(
        select(Qualification).where(Qualification.entry_code == entry_code)
    ).one()
