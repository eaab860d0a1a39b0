"""A centre confirming that what a unit needs is there for its candidates (003 s2.11)."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.criterion_events import ResourcesConfirmed
from portfolio.domain.errors import Refusal
from portfolio.models.programme import Unit
from portfolio.models.specification import ResourceConfirmation, UnitSpecification
from portfolio.services import audit


def confirm(
    session: Session,
    actor: Actor,
    unit: Unit,
    specification: UnitSpecification,
    there: Collection[str],
) -> None:
    """Make ``there`` the resources of the unit that the actor's centre confirms.

    What was confirmed before stays with who confirmed it. Raises Refusal for one that the unit
    does not name.
    """
    if unknown := [one for one in there if one not in specification.resources]:
        raise Refusal(f"The unit does not need {unknown[0]}", "resources")
    held = _held(session, actor, unit)
    named = tuple(dict.fromkeys(specification.resources))
    added = tuple(one for one in named if one in there and one not in held)
    taken_back = tuple(one for one in named if one in held and one not in there)
    if not (added or taken_back):
        return
    for resource in added:
        session.add(
            ResourceConfirmation(
                centre_id=actor.centre_id,
                unit_id=unit.id,
                resource=resource,
                confirmed_by_id=actor.user_id,
                confirmed_at=clock.now(),
            )
        )
    for resource in taken_back:
        session.delete(held[resource])
    event = ResourcesConfirmed(unit.id, unit.reference, added, taken_back)
    audit.record(session, actor, event)
    session.flush()


def _held(session: Session, actor: Actor, unit: Unit) -> dict[str, ResourceConfirmation]:
    """What the actor's centre has confirmed for the unit, by resource."""
    rows = session.scalars(
        select(ResourceConfirmation).where(
            ResourceConfirmation.centre_id == actor.centre_id,
            ResourceConfirmation.unit_id == unit.id,
        )
    )
    return {row.resource: row for row in rows}
