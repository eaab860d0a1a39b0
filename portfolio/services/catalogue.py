"""Loading the catalogue: published qualifications and units into the tables."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain import qualification as published
from portfolio.domain.catalogue import Catalogue, check_catalogue, check_rule
from portfolio.domain.catalogue_events import CatalogueLoaded
from portfolio.domain.qualification_about import About
from portfolio.domain.qualification_structure import Place
from portfolio.models.programme import CombinationRule, Qualification, Unit
from portfolio.queries import versions
from portfolio.services import audit, qualification_structure
from portfolio.services.unit_specifications import load_contents


@dataclass(frozen=True)
class Report:
    """What loading added or changed: entry codes, unit references, references with new criteria."""

    qualifications: tuple[str, ...]
    units: tuple[str, ...]
    specifications: tuple[str, ...]

    @property
    def changed(self) -> bool:
        return bool(self.qualifications or self.units or self.specifications)


def load(session: Session, catalogue: Catalogue) -> Report:
    """Bring the tables up to ``catalogue``; loading the same again changes nothing.

    Raises CatalogueFault, before anything is changed, for a catalogue that contradicts itself.
    A unit whose criteria differ from those stored gets a new version of its specification: the
    one evidence is tagged to stays as it was. Nothing is ever removed.
    """
    check_catalogue(catalogue)
    for qualification in catalogue.qualifications:
        check_rule(qualification, qualification.rule)
    units = _load_units(session, catalogue.units)
    stored = _shared_units(session)
    report = Report(
        qualifications=tuple(
            entry.entry_code
            for entry in catalogue.qualifications
            if _load_qualification(session, entry, stored)
            | _load_about(session, entry.entry_code, catalogue.abouts.get(entry.entry_code))
        ),
        units=units,
        specifications=load_contents(session, catalogue.contents, stored),
    )
    if report.changed:
        event = CatalogueLoaded(UUID(_fingerprint(asdict(report))[:32]), **asdict(report))
        audit.record(session, None, event)
    session.flush()
    return report


def _shared_units(session: Session) -> dict[str, Unit]:
    rows = session.scalars(select(Unit).where(Unit.centre_id.is_(None)))
    return {unit.reference: unit for unit in rows}


def _load_units(session: Session, entries: Mapping[str, published.Unit]) -> tuple[str, ...]:
    stored = _shared_units(session)
    changed = []
    for entry in entries.values():
        facts = {
            "title": entry.title,
            "credit": entry.credit,
            "level": entry.level,
            "guided_hours": entry.glh,
            "kind": entry.kind,
        }
        unit = stored.get(entry.reference)
        if unit is None:
            session.add(Unit(reference=entry.reference, **facts))
            changed.append(entry.reference)
        elif any(getattr(unit, name) != value for name, value in facts.items()):
            for name, value in facts.items():
                setattr(unit, name, value)
            changed.append(entry.reference)
    session.flush()
    return tuple(changed)


def _load_qualification(
    session: Session, entry: published.Qualification, units: Mapping[str, Unit]
) -> bool:
    """Whether the published facts of the qualification differed from those loaded before."""
    fingerprint = _fingerprint(asdict(entry))
    query = select(Qualification).where(
        Qualification.entry_code == entry.entry_code, Qualification.centre_id.is_(None)
    )
    row = session.scalar(query)
    if row is not None and row.facts_sha256 == fingerprint:
        return False
    facts = _facts(entry) | {"facts_sha256": fingerprint}
    if row is None:
        row = Qualification(entry_code=entry.entry_code, **facts)
        session.add(row)
    for name, value in facts.items():
        setattr(row, name, value)
    session.flush()
    _add_rule(session, row, entry, _structure_version(session, row, entry, units))
    return True


def _load_about(session: Session, entry_code: str, about: About | None) -> bool:
    """Whether the texts differed; they are no part of a rule, so no version comes of it."""
    query = select(Qualification).where(
        Qualification.entry_code == entry_code, Qualification.centre_id.is_(None)
    )
    row = session.scalars(query).one()
    texts = about.to_dict() if about else {}
    if row.about == texts:
        return False
    row.about = texts
    return True


def _facts(entry: published.Qualification) -> dict[str, Any]:
    """The columns of a qualification."""
    return {
        "title": entry.title,
        "number": entry.number,
        "level": entry.level,
        "awarding_body": entry.awarding_body,
        "grading": entry.grading,
        "guided_hours": entry.glh,
        "total_hours": entry.tqt,
        "minimum_age": entry.min_age,
        "age_bands": list(entry.age_bands),
        "simulation": entry.simulation,
        "closed_for_entry": entry.closed_for_entry,
        "last_entry_on": entry.last_entry_on,
        "last_certification_on": entry.last_certification_on,
    }


def _structure_version(
    session: Session,
    row: Qualification,
    entry: published.Qualification,
    units: Mapping[str, Unit],
) -> int:
    """The version at which the listed groups and units stand; a changed list is a new one."""
    places = [
        Place(
            units[placed.unit.reference].id,
            placed.number,
            placed.group,
            placed.mandatory,
            placed.position,
        )
        for placed in entry.units
    ]
    version = qualification_structure.latest_version(session, row.id)
    if qualification_structure.differs(session, row.id, entry.groups, places):
        version += 1
        qualification_structure.settle(session, row.id, entry.groups, places, version)
    return version


def _add_rule(
    session: Session, row: Qualification, entry: published.Qualification, structure: int
) -> None:
    """What differs becomes a new version; enrolments keep the one they began under."""
    parameters = entry.rule.to_dict()
    latest = versions.rule_in_force(session, row.id, None)
    if (
        latest is not None
        and latest.parameters == parameters
        and latest.structure_version == structure
    ):
        return
    session.add(
        CombinationRule(
            qualification_id=row.id,
            version=latest.version + 1 if latest else 1,
            structure_version=structure,
            parameters=parameters,
            created_at=clock.now(),
            published_at=clock.now(),
        )
    )
    session.flush()
    session.expire(row)


def _fingerprint(facts: dict[str, Any]) -> str:
    return sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()
