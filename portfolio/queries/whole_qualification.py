"""A stored qualification with everything under it, as it is exchanged with other programs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, selectinload

from portfolio.domain import qualification as published
from portfolio.domain.exchange.comparison import KnownUnit
from portfolio.domain.exchange.content import (
    ExchangedQualification,
    ExchangedUnit,
    QualificationFacts,
)
from portfolio.domain.qualification_about import parse_about
from portfolio.domain.specification_content import SpecificationContent
from portfolio.models.programme import CombinationRule, Qualification, Unit, UnitPlacement
from portfolio.models.specification import LearningOutcome, UnitSpecification
from portfolio.queries import catalogue
from portfolio.queries.specifications import content_of
from portfolio.queries.versions import rule_in_force, specifications_in_use, stands, visible


@dataclass(frozen=True)
class WholeVersion:
    """A version of a qualification with the criteria its units have at a centre."""

    qualification: ExchangedQualification
    version: int
    changed_at: datetime


def latest(session: Session, row: Qualification, centre_id: UUID | None) -> WholeVersion | None:
    """The version in force at a centre, else its draft; None where there is neither.

    Units have the criteria in use there; in a draft, where there are none, those drafted.
    """
    rule = rule_in_force(session, row.id, centre_id)
    if rule is None:
        rule = session.scalar(
            select(CombinationRule)
            .where(CombinationRule.qualification_id == row.id, visible(centre_id, CombinationRule))
            .order_by(CombinationRule.version.desc())
            .limit(1)
        )
    return None if rule is None else whole(session, row, rule, centre_id)


def whole(
    session: Session, row: Qualification, rule: CombinationRule, centre_id: UUID | None
) -> WholeVersion:
    """The qualification in the version ``rule``, in a fixed number of queries."""
    domain = catalogue.as_published(session, row, rule)
    listed = session.scalars(
        select(Unit)
        .join(UnitPlacement, UnitPlacement.unit_id == Unit.id)
        .where(
            UnitPlacement.qualification_id == row.id, stands(UnitPlacement, rule.structure_version)
        )
    ).all()
    units = {unit.reference: unit for unit in listed}
    drafts = rule.published_at is None
    texts = specifications(session, [unit.id for unit in listed], centre_id, with_drafts=drafts)
    moments = [rule.published_at or rule.created_at]
    moments += [text.published_at or text.created_at for text in texts.values()]
    qualification = ExchangedQualification(
        facts=_facts(domain),
        groups=domain.groups,
        units=tuple(_unit(placed, units[placed.unit.reference], texts)
                    for placed in domain.units),
        rule=domain.rule,
        about=parse_about(row.about),
    )  # fmt: skip
    return WholeVersion(qualification, rule.version, max(moments))


def known_units(
    session: Session, references: Collection[str], centre_id: UUID | None
) -> dict[str, tuple[Unit, KnownUnit]]:
    """The units a centre sees under these references, with their criteria in use or drafted."""
    rows = session.scalars(
        select(Unit)
        .where(Unit.reference.in_(references), visible(centre_id, Unit))
        .order_by(Unit.centre_id.is_not(None))
    )
    # The last of a reference wins: the centre's own.
    units = {unit.reference: unit for unit in rows}
    texts = specifications(
        session, [unit.id for unit in units.values()], centre_id, with_drafts=True
    )
    return {
        reference: (unit, _known(unit, texts.get(unit.id))) for reference, unit in units.items()
    }


def specifications(
    session: Session, unit_ids: Collection[UUID], centre_id: UUID | None, *, with_drafts: bool
) -> Mapping[UUID, UnitSpecification]:
    """The outcomes and criteria in use by unit id; with drafts, also where none are in use."""
    in_use = specifications_in_use(session, unit_ids, centre_id)
    wanted: ColumnElement[bool] = UnitSpecification.id.in_(in_use.values())
    if with_drafts:
        wanted = wanted | (
            UnitSpecification.unit_id.in_([one for one in unit_ids if one not in in_use])
            & UnitSpecification.published_at.is_(None)
            & visible(centre_id, UnitSpecification)
        )
    rows = session.scalars(
        select(UnitSpecification)
        .where(wanted)
        .order_by(UnitSpecification.version)
        .options(
            selectinload(UnitSpecification.outcomes).selectinload(LearningOutcome.criteria),
        )
    )
    return {row.unit_id: row for row in rows}


def _facts(domain: published.Qualification) -> QualificationFacts:
    return QualificationFacts(
        title=domain.title,
        entry_code=domain.entry_code,
        number=domain.number,
        level=domain.level,
        awarding_body=domain.awarding_body,
        grading=domain.grading,
        glh=domain.glh,
        tqt=domain.tqt,
        age_bands=domain.age_bands,
        min_age=domain.min_age,
        closed_for_entry=domain.closed_for_entry,
        last_entry_on=domain.last_entry_on,
        last_certification_on=domain.last_certification_on,
        simulation=domain.simulation,
    )


def _unit(
    placed: published.PlacedUnit, unit: Unit, texts: Mapping[UUID, UnitSpecification]
) -> ExchangedUnit:
    text = texts.get(unit.id)
    return ExchangedUnit(
        number=placed.number,
        group=placed.group,
        title=placed.unit.title,
        reference=placed.unit.reference,
        mandatory=placed.mandatory,
        credit=placed.unit.credit,
        level=placed.unit.level,
        glh=unit.guided_hours,
        kind=placed.unit.kind,
        content=content_of(text) if text else SpecificationContent(),
    )


def _known(unit: Unit, text: UnitSpecification | None) -> KnownUnit:
    return KnownUnit(
        reference=unit.reference,
        title=unit.title,
        credit=unit.credit,
        level=unit.level,
        glh=unit.guided_hours,
        content=content_of(text) if text else None,
    )
