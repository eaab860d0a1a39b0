"""Keeping the list of organisations outside: begun with what is shipped, then the centre's own."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.catalogue import read_useful_links
from portfolio.domain.actors import Actor
from portfolio.domain.errors import Refusal
from portfolio.domain.support_events import LinkAdded, LinkChanged, LinkRemoved, LinksAdopted
from portfolio.domain.useful_links import Reach, check_reach
from portfolio.models.person import Centre
from portfolio.models.support import UsefulLink
from portfolio.queries import useful_links as queries
from portfolio.services import audit


def adopt(session: Session, actor: Actor) -> None:
    """Begin the centre's own list with the shipped one; nothing to do once it has one."""
    # Two people who begin at once wait for each other, and there is one list.
    session.execute(select(Centre.id).where(Centre.id == actor.centre_id).with_for_update())
    if queries.count(session, actor.centre_id):
        return
    shipped = read_useful_links()
    for position, reach in enumerate(shipped, 1):
        session.add(_row(actor.centre_id, reach, position))
    session.flush()
    audit.record(session, actor, LinksAdopted(actor.centre_id, len(shipped)))


def add(session: Session, actor: Actor, reach: Reach) -> UsefulLink:
    """Put an organisation last. Raises Refusals for what cannot be followed."""
    check_reach(reach, clock.today())
    adopt(session, actor)
    row = _row(actor.centre_id, reach, queries.last_position(session, actor.centre_id) + 1)
    session.add(row)
    session.flush()
    audit.record(session, actor, LinkAdded(row.id, row.name))
    return row


def change(session: Session, actor: Actor, row: UsefulLink, reach: Reach) -> None:
    """Write an organisation anew. Raises Refusals for what cannot be followed."""
    check_reach(reach, clock.today())
    columns = reach.columns()
    changed = tuple(name for name, value in columns.items() if getattr(row, name) != value)
    if not changed:
        return
    for name in changed:
        setattr(row, name, columns[name])
    audit.record(session, actor, LinkChanged(row.id, row.name, changed))


def remove(session: Session, actor: Actor, row: UsefulLink) -> None:
    """Take an organisation off the list. Raises Refusal for the last one."""
    if queries.count(session, actor.centre_id) == 1:
        raise Refusal("This is the last one. Change it instead of removing it")
    event = LinkRemoved(row.id, row.name)
    session.delete(row)
    session.flush()
    audit.record(session, actor, event)


def _row(centre_id: UUID, reach: Reach, position: int) -> UsefulLink:
    return UsefulLink(centre_id=centre_id, position=position, **reach.columns())
