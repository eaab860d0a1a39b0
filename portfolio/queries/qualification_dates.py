"""The last dates of qualifications as a centre goes by them: its own before the published ones."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.domain.qualification_dates import Dates
from portfolio.models.programme import CentreQualification, Qualification


def own_dates(
    session: Session, centre_id: UUID, qualification_id: UUID
) -> CentreQualification | None:
    """What the centre entered itself."""
    return session.scalar(
        select(CentreQualification).where(
            CentreQualification.centre_id == centre_id,
            CentreQualification.qualification_id == qualification_id,
        )
    )


def dates(session: Session, centre_id: UUID, qualification: Qualification) -> Dates:
    """The dates by which the centre goes."""
    return dates_of(session, centre_id, [qualification])[qualification.id]


def dates_of(
    session: Session, centre_id: UUID, qualifications: Iterable[Qualification]
) -> dict[UUID, Dates]:
    """The same of several, by their ids, in one query."""
    rows = {row.id: row for row in qualifications}
    own = {
        one.qualification_id: Dates(one.last_entry_on, one.last_certification_on)
        for one in session.scalars(
            select(CentreQualification).where(
                CentreQualification.centre_id == centre_id,
                CentreQualification.qualification_id.in_(rows),
            )
        )
    }
    return {
        key: own.get(key, Dates()).before(Dates(row.last_entry_on, row.last_certification_on))
        for key, row in rows.items()
    }
