"""Looking through the store, once a day, for what no record names."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.adapters.storage import PREFIXES, EvidenceStore, StoredObject
from portfolio.domain.orphans import GROWN, KEPT, MOST, too_many
from portfolio.jobs.slow import slow
from portfolio.outside import Outside
from portfolio.queries import orphans as queries
from portfolio.services import orphans

BATCH = 500
"""Keys looked up in one statement."""
log = logging.getLogger(__name__)


@dataclass
class Look:
    """What one look through the store found; the first few orphans by name."""

    objects: int = 0
    count: int = 0
    orphans: list[StoredObject] = field(default_factory=list)

    @property
    def too_many(self) -> bool:
        return too_many(self.count, self.objects)


@slow
def sweep_store(
    session: Session, outside: Outside, arguments: dict[str, Any]
) -> Callable[[Session], None]:
    """List objects without a record, and delete those listed for 30 days.

    Nothing is deleted while there are too many of them: then records are missing, not objects too
    many, as after an older copy of the database was put back. Nothing is locked meanwhile.
    """
    moment = clock.now()
    outside.store.sweep(moment - GROWN)
    look = _look(session, outside.store, moment - GROWN)
    due: list[str] = []
    if look.too_many:
        log.error(
            "%d of %d objects in the store have no record; none is deleted",
            look.count,
            look.objects,
        )
    else:
        due = queries.due(session, [one.key for one in look.orphans], moment - KEPT)
    session.rollback()
    for key in due:
        outside.store.delete(key)
    return lambda own: orphans.note(own, look.orphans, due)


def _look(session: Session, store: EvidenceStore, before: datetime) -> Look:
    look = Look()
    for prefix in PREFIXES:
        objects = store.objects(prefix)
        while batch := list(islice(objects, BATCH)):
            known = queries.known(session, [one.key for one in batch])
            session.rollback()
            look.objects += len(batch)
            found = list(_unnamed(batch, known, before))
            look.count += len(found)
            look.orphans += found[: max(0, 2 * MOST - len(look.orphans))]
    return look


def _unnamed(
    batch: list[StoredObject], known: set[str], before: datetime
) -> Iterator[StoredObject]:
    return (one for one in batch if one.key not in known and one.written_at < before)


HANDLERS = {"sweep-store": sweep_store}
