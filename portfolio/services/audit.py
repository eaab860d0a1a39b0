"""The only writer of the audit trail."""

from uuid import UUID

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.events import Event
from portfolio.models.audit import AuditEntry


def record(
    session: Session,
    actor: Actor | None,
    event: Event,
    *,
    candidate_id: UUID | None = None,
    centre_id: UUID | None = None,
) -> AuditEntry:
    """Write what happened, in the transaction of the deed.

    ``actor`` is None for a deed of the system or of somebody not signed in.
    ``candidate_id`` puts the entry into that candidate's trail as well.
    """
    entry = AuditEntry(
        at=clock.now(),
        centre_id=centre_id or (actor.centre_id if actor else None),
        candidate_id=candidate_id,
        actor_id=actor.user_id if actor else None,
        actor_role=actor.role.value if actor else "",
        name=event.name,
        subject_kind=event.subject_kind,
        subject_id=event.subject_id,
        details=event.details(),
    )
    session.add(entry)
    return entry
