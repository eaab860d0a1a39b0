"""The resources units need, and which of them a centre has confirmed (003 s2.11, s6.2)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.domain.unit_cautions import cautions
from portfolio.models.person import User
from portfolio.models.specification import ResourceConfirmation, UnitSpecification
from portfolio.queries import versions


@dataclass(frozen=True)
class Resource:
    """What a unit needs, with who confirmed that it is there, and when; none where nobody did."""

    words: str
    confirmed_by: str | None = None
    confirmed_at: datetime | None = None


def resources(
    session: Session, centre_id: UUID, specification: UnitSpecification
) -> list[Resource]:
    """The resources of a unit in the order of its document; one named twice stands once."""
    rows = session.execute(
        select(ResourceConfirmation.resource, User.name, ResourceConfirmation.confirmed_at)
        .join(User, User.id == ResourceConfirmation.confirmed_by_id)
        .where(
            ResourceConfirmation.centre_id == centre_id,
            ResourceConfirmation.unit_id == specification.unit_id,
        )
    )
    known = {words: (name, at) for words, name, at in rows}
    return [
        Resource(words, *known.get(words, ())) for words in dict.fromkeys(specification.resources)
    ]


def to_take_care_of(
    session: Session,
    centre_id: UUID,
    unit_ids: Collection[UUID],
    today: date,
) -> dict[UUID, tuple[str, ...]]:
    """What to know before planning each unit: expiry, resources not confirmed; in two queries.

    By the criteria a candidate of the centre would begin by; units without anything are left out.
    """
    in_use = {
        unit_id: (expires_on, resources)
        for unit_id, expires_on, resources in session.execute(
            versions.in_use_last(
                unit_ids,
                centre_id,
                UnitSpecification.unit_id,
                UnitSpecification.expires_on,
                UnitSpecification.resources,
            )
        )
    }
    needing = [unit_id for unit_id, (_, resources) in in_use.items() if resources]
    confirmed = _confirmed(session, centre_id, needing) if needing else {}
    found = {
        unit_id: cautions(
            expires_on, [one for one in needed if one not in confirmed.get(unit_id, ())], today
        )
        for unit_id, (expires_on, needed) in in_use.items()
    }
    return {unit_id: said for unit_id, said in found.items() if said}


def _confirmed(
    session: Session, centre_id: UUID, unit_ids: Collection[UUID]
) -> dict[UUID, set[str]]:
    found: dict[UUID, set[str]] = defaultdict(set)
    for unit_id, resource in session.execute(
        select(ResourceConfirmation.unit_id, ResourceConfirmation.resource).where(
            ResourceConfirmation.centre_id == centre_id,
            ResourceConfirmation.unit_id.in_(unit_ids),
        )
    ):
        found[unit_id].add(resource)
    return found
