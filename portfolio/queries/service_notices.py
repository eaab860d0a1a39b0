"""The public notices of a centre."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.models.document import ServiceNotice


def shown(session: Session, centre_id: UUID, most: int = 100) -> Sequence[ServiceNotice]:
    """What the public page tells, the newest first."""
    return session.scalars(
        select(ServiceNotice)
        .where(ServiceNotice.centre_id == centre_id, ServiceNotice.withdrawn_at.is_(None))
        .order_by(ServiceNotice.dated_on.desc(), ServiceNotice.created_at.desc())
        .limit(most)
    ).all()
