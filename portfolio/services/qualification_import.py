"""Making a qualification of one that another program, or another installation, wrote down."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain import qualification_changes, specification_content
from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal, Refusals
from portfolio.domain.exchange.comparison import Comparison, KnownUnit, compare
from portfolio.domain.exchange.completing import missing
from portfolio.domain.exchange.content import ExchangedQualification, ExchangedUnit
from portfolio.domain.import_events import QualificationImported
from portfolio.domain.qualification_structure import EMPTY_RULE, Place
from portfolio.domain.registration import AGE_BANDS
from portfolio.domain.rule import RuleOfCombination
from portfolio.domain.specification_content import SpecificationContent
from portfolio.models.programme import CombinationRule, Qualification, Unit
from portfolio.models.specification import UnitSpecification
from portfolio.queries import catalogue
from portfolio.queries.versions import visible
from portfolio.queries.whole_qualification import known_units
from portfolio.services import audit, qualification_structure, specification_drafts


def compared(
    session: Session, qualification: ExchangedQualification, centre_id: UUID | None
) -> tuple[Comparison, Mapping[str, KnownUnit]]:
    """What importing would do in the catalogue a centre sees, and the units known there."""
    references = {unit.reference for unit in qualification.units}
    known = {
        reference: facts
        for reference, (_, facts) in known_units(session, references, centre_id).items()
    }
    return compare(qualification, known), known


def import_qualification(
    session: Session,
    actor: Actor | None,
    qualification: ExchangedQualification,
    centre_id: UUID | None,
    source: str,
    *,
    publish: bool = False,
) -> Qualification:
    """Add the qualification as a draft: a centre's own, or shared by all without a centre.

    Units known by their reference are used as they are. ``source`` says where it comes from;
    ``publish`` makes it no draft, with the criteria that come with it.
    Raises Refusals for what is still missing, for an entry code that is taken, and on publishing
    for what nobody could complete; the caller then rolls back.
    """
    units = known_units(session, {unit.reference for unit in qualification.units}, centre_id)
    known = {reference: facts for reference, (_, facts) in units.items()}
    _refuse_gaps(session, qualification, known, centre_id)
    comparison = compare(qualification, known)
    rows = {reference: unit for reference, (unit, _) in units.items()}
    for unit in comparison.added:
        rows[unit.reference] = _add_unit(session, unit, centre_id)
    session.flush()
    for unit in comparison.new_criteria:
        added = _add_specification(session, actor, rows[unit.reference], unit.content, centre_id)
        if publish:
            specification_content.check_complete(unit.content)
            added.published_at = clock.now()
    row = _add_qualification(session, qualification, rows, centre_id)
    rule = _add_rule(session, row, qualification, source)
    if publish:
        qualification_changes.check_complete(catalogue.as_published(session, row, rule))
        rule.published_at = clock.now()
    audit.record(session, actor, _event(row, comparison, source), centre_id=centre_id)
    session.flush()
    return row


def _event(row: Qualification, comparison: Comparison, source: str) -> QualificationImported:
    return QualificationImported(
        row.id,
        entry_code=row.entry_code,
        source=source,
        units_added=tuple(unit.reference for unit in comparison.added),
        units_reused=tuple(unit.reference for unit in comparison.reused),
        criteria_added=tuple(unit.reference for unit in comparison.new_criteria),
    )


def code_is_taken(session: Session, entry_code: str, centre_id: UUID | None) -> bool:
    """Whether the centre sees a qualification of this entry code already."""
    query = select(func.count()).where(
        Qualification.entry_code == entry_code, visible(centre_id, Qualification)
    )
    return bool(session.scalar(query))


def _refuse_gaps(
    session: Session,
    qualification: ExchangedQualification,
    known: Mapping[str, KnownUnit],
    centre_id: UUID | None,
) -> None:
    refusals = [
        Refusal(f"{one.label}: {one.why[0].lower()}{one.why[1:]}", one.field)
        for one in missing(qualification, known)
    ]
    code = qualification.facts.entry_code
    if code and code_is_taken(session, code, centre_id):
        refusals.append(Refusal(f"There is a qualification {code} already", "entry_code"))
    if refusals:
        raise Refusals(refusals)


def _add_unit(session: Session, unit: ExchangedUnit, centre_id: UUID | None) -> Unit:
    row = Unit(
        centre_id=centre_id,
        reference=unit.reference,
        title=unit.title,
        credit=unit.credit,
        level=unit.level,
        guided_hours=unit.glh,
        kind="knowledge" if unit.kind == "knowledge" else "competence",
    )
    session.add(row)
    return row


def _add_specification(
    session: Session,
    actor: Actor | None,
    unit: Unit,
    content: SpecificationContent,
    centre_id: UUID | None,
) -> UnitSpecification:
    versions = select(func.max(UnitSpecification.version)).where(
        UnitSpecification.unit_id == unit.id,
        UnitSpecification.centre_id.is_not_distinct_from(centre_id),
    )
    specification = UnitSpecification(
        unit_id=unit.id,
        centre_id=centre_id,
        version=(session.scalar(versions) or 0) + 1,
        demonstration=content.demonstration,
        created_at=clock.now(),
        created_by_id=actor.user_id if actor else None,
    )
    session.add(specification)
    session.flush()
    specification_drafts.write(session, specification, content)
    return specification


def _add_qualification(
    session: Session,
    qualification: ExchangedQualification,
    units: Mapping[str, Unit],
    centre_id: UUID | None,
) -> Qualification:
    facts = qualification.facts
    row = Qualification(
        centre_id=centre_id,
        entry_code=facts.entry_code,
        title=facts.title,
        number=facts.number,
        level=facts.level,
        awarding_body=facts.awarding_body,
        grading=facts.grading,
        guided_hours=facts.glh,
        total_hours=facts.tqt,
        minimum_age=facts.min_age,
        age_bands=[band for band in facts.age_bands if band in AGE_BANDS],
        simulation=facts.simulation,
        closed_for_entry=facts.closed_for_entry,
        last_entry_on=facts.last_entry_on,
        last_certification_on=facts.last_certification_on,
        facts_sha256="",
        about=qualification.about.to_dict(),
    )
    session.add(row)
    session.flush()
    places = [
        Place(units[unit.reference].id, unit.number, unit.group, unit.mandatory, position)
        for position, unit in enumerate(qualification.units, start=1)
    ]
    qualification_structure.settle(session, row.id, qualification.groups, places, 1)
    return row


def _add_rule(
    session: Session, row: Qualification, qualification: ExchangedQualification, source: str
) -> CombinationRule:
    rule = qualification.rule or _asking_nothing(qualification)
    version = CombinationRule(
        qualification_id=row.id,
        centre_id=row.centre_id,
        version=1,
        structure_version=1,
        parameters=rule.to_dict(),
        reason=f"Imported: {source}",
        created_at=clock.now(),
    )
    session.add(version)
    return version


def _asking_nothing(qualification: ExchangedQualification) -> RuleOfCombination:
    """The rule of a draft that nobody has given a rule yet: its mandatory units, no more."""
    mandatory = sum(unit.credit or 0 for unit in qualification.units if unit.mandatory)
    return replace(EMPTY_RULE, total_min=mandatory, mandatory_credit=mandatory)
