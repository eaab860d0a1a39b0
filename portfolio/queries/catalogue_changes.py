"""Who changed something of the catalogue last, and what."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from portfolio.models.audit import AuditEntry


def last(session: Session, subject_id: UUID, centre_id: UUID) -> AuditEntry | None:
    """The last thing that happened to it at the centre, with who did it.

    What other centres do about a thing that is shared is theirs to know.
    """
    return session.scalars(
        select(AuditEntry)
        .where(AuditEntry.subject_id == subject_id, AuditEntry.centre_id == centre_id)
        .options(joinedload(AuditEntry.actor))
        .order_by(AuditEntry.sequence.desc())
        .limit(1)
    ).first()
