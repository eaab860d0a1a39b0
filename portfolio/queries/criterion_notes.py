"""A centre's own context notes on criteria."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from portfolio.models.specification import Criterion, CriterionNote


def noted_by(centre_id: UUID | InstrumentedAttribute[UUID]) -> ColumnElement[bool]:
    """For joining to a criterion the note of one centre, of which there is at most one."""
    return and_(CriterionNote.criterion_id == Criterion.id, CriterionNote.centre_id == centre_id)


def notes(session: Session, centre_id: UUID, specification_id: UUID | None) -> dict[UUID, str]:
    """The centre's notes on a version of a unit's criteria, by criterion."""
    rows = session.execute(
        select(CriterionNote.criterion_id, CriterionNote.text)
        .join(Criterion, noted_by(centre_id))
        .where(Criterion.specification_id == specification_id)
    )
    return dict(iter(rows))


def note(session: Session, centre_id: UUID, criterion_id: UUID) -> CriterionNote | None:
    """The centre's note on one criterion."""
    return session.scalar(
        select(CriterionNote).where(
            CriterionNote.criterion_id == criterion_id, CriterionNote.centre_id == centre_id
        )
    )
