"""The versions of a unit's criteria as a centre sees them."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from portfolio.domain.specification_content import (
    Parts,
    SpecificationContent,
    WrittenCriterion,
    WrittenOutcome,
)
from portfolio.models.specification import (
    REQUIREMENTS,
    Criterion,
    LearningOutcome,
    UnitSpecification,
)
from portfolio.queries.versions import visible


def draft(session: Session, unit_id: UUID, centre_id: UUID) -> UnitSpecification | None:
    """The centre's own draft of the unit's criteria; there is one at most."""
    return session.scalar(
        select(UnitSpecification).where(
            UnitSpecification.unit_id == unit_id,
            UnitSpecification.centre_id == centre_id,
            UnitSpecification.published_at.is_(None),
        )
    )


def published(session: Session, unit_id: UUID, centre_id: UUID) -> list[UnitSpecification]:
    """Every published version the centre sees: its own, then those shared, the latest first."""
    return list(
        session.scalars(
            select(UnitSpecification)
            .where(
                UnitSpecification.unit_id == unit_id,
                UnitSpecification.published_at.is_not(None),
                visible(centre_id, UnitSpecification),
            )
            .options(
                joinedload(UnitSpecification.published_by),
                selectinload(UnitSpecification.outcomes).selectinload(LearningOutcome.criteria),
            )
            .order_by(UnitSpecification.centre_id.is_(None), UnitSpecification.version.desc())
        )
    )


def content_of(specification: UnitSpecification) -> SpecificationContent:
    """A stored version as the domain compares and checks it."""
    outcomes = [
        (outcome, tuple(_criterion(row) for row in outcome.criteria))
        for outcome in specification.outcomes
    ]
    return SpecificationContent(
        outcomes=tuple(
            WrittenOutcome(outcome.number, outcome.text, criteria)
            for outcome, criteria in outcomes
            if outcome.kind != REQUIREMENTS
        ),
        requirements=tuple(
            criterion
            for outcome, criteria in outcomes
            if outcome.kind == REQUIREMENTS
            for criterion in criteria
        ),
        parts=_parts(specification),
        demonstration=specification.demonstration,
    )


def _criterion(row: Criterion) -> WrittenCriterion:
    return WrittenCriterion(row.criterion_number, row.text, row.guidance)


def _parts(specification: UnitSpecification) -> Parts:
    return Parts(
        expires_on=specification.expires_on,
        purpose=specification.purpose,
        knowledge=specification.knowledge,
        assessed_how=specification.assessed_how,
        guidance=specification.guidance,
        nos_codes=tuple(specification.nos_codes),
        resources=tuple(specification.resources),
        document_url=specification.document_url,
        source_name=specification.source_name,
    )
