"""Procedures as shipped into the tables, and which one a centre follows."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain import procedure as domain
from portfolio.domain.actors import Actor
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.procedure_changes import changes
from portfolio.domain.procedure_document import to_document
from portfolio.domain.procedure_events import ProcedureFollowed, ProcedurePublished
from portfolio.models.procedure import Procedure, ProcedureVersion, ServiceSettings
from portfolio.queries import procedures as queries
from portfolio.services import audit


def load(session: Session, shipped: Mapping[str, domain.Procedure]) -> tuple[str, ...]:
    """Bring the shared procedures up to ``shipped``; returns the keys that changed.

    One that says something else than the version in force becomes its next version: cases keep
    theirs. Loading the same again changes nothing.
    """
    return tuple(key for key, procedure in shipped.items() if _load(session, key, procedure))


def _load(session: Session, key: str, procedure: domain.Procedure) -> bool:
    row = queries.shared(session, key)
    before = queries.in_force(session, row.id) if row else None
    document = to_document(procedure)
    if row and before and before.document == document:
        return False
    if row is None:
        row = Procedure(key=key, name=procedure.name, created_at=clock.now())
        session.add(row)
        session.flush()
    row.name = procedure.name
    number = before.number + 1 if before else 1
    reason = "As shipped"
    session.add(_version(row.id, number, document, reason=reason, published_at=clock.now()))
    changed = tuple(changes(queries.read(before), procedure)) if before else ()
    event = ProcedurePublished(row.id, procedure.name, number, reason, changed)
    audit.record(session, None, event)
    session.flush()
    return True


def _version(
    procedure_id: UUID, number: int, document: dict[str, Any], **columns: Any
) -> ProcedureVersion:
    return ProcedureVersion(
        procedure_id=procedure_id,
        number=number,
        document=document,
        created_at=clock.now(),
        **columns,
    )


def settings_for(session: Session, centre_id: UUID) -> ServiceSettings:
    """The centre's settings; made, with the usual procedure and no address, when it has none.

    Raises LookupError where no procedure is loaded. For verbs: a page that only reads asks
    ``queries.service_settings``.
    """
    query = select(ServiceSettings).where(ServiceSettings.centre_id == centre_id)
    if (found := session.scalar(query)) is not None:
        return found
    usual = queries.followed(session, centre_id).procedure
    try:
        with session.begin_nested():
            session.add(ServiceSettings(centre_id=centre_id, procedure_id=usual.id))
    except IntegrityError:
        # Another request made them at the same moment; these are as good.
        pass
    return session.scalars(query).one()


def follow(session: Session, actor: Actor, procedure: Procedure, seen: str) -> None:
    """Have the centre follow ``procedure`` for cases that begin from now on (R-258).

    ``seen`` is the id of the one followed when the page was made. Raises Refusal for one without
    a published version, Conflict when somebody chose another meanwhile.
    """
    if queries.in_force(session, procedure.id) is None:
        raise Refusal("Publish a version of it first")
    before = queries.followed(session, actor.centre_id).procedure
    if before.id == procedure.id:
        return
    if str(before.id) != seen:
        raise Conflict(f"Somebody else chose “{before.name}” meanwhile")
    settings_for(session, actor.centre_id).procedure_id = procedure.id
    audit.record(session, actor, ProcedureFollowed(procedure.id, procedure.name, before.name))
    session.flush()
