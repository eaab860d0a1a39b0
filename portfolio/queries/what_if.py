"""The qualifications whoever asks may try units out in: shared ones, and their centre's own."""

from uuid import UUID

from sqlalchemy.orm import Session

from portfolio.domain import qualification as published
from portfolio.models.programme import Qualification
from portfolio.queries import catalogue
from portfolio.queries.versions import rule_in_force


def offered(session: Session, centre_id: UUID | None) -> dict[str, Qualification]:
    """By entry code, those open for entry first; a visitor, who has no centre, sees shared ones.

    Where a centre had a code before it was shared, the centre's own stands.
    """
    rows = catalogue.qualifications(session, centre_id)
    own = {row.entry_code: row for row in rows if row.centre_id is not None}
    return {row.entry_code: own.get(row.entry_code, row) for row in rows}


def as_it_stands(
    session: Session, row: Qualification, centre_id: UUID | None
) -> published.Qualification | None:
    """The qualification by the version a new enrolment would follow; None without one."""
    rule = rule_in_force(session, row.id, centre_id)
    return catalogue.as_published(session, row, rule) if rule else None
