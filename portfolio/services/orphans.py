"""Noting what lies in the store without a record: seen, kept for a while, then deleted."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.adapters.storage import StoredObject
from portfolio.models.orphan import Orphan


def note(session: Session, found: Collection[StoredObject], deleted: Collection[str]) -> None:
    """Write down what a look into the store found, and which objects were deleted after it.

    What was found before and is found no more has its record back, or was removed by hand: it is
    forgotten.
    """
    moment = clock.now()
    listed = {
        one.key: one for one in session.scalars(select(Orphan).where(Orphan.deleted_at.is_(None)))
    }
    for one in found:
        if one.key not in listed:
            session.add(
                Orphan(key=one.key, size=one.size, written_at=one.written_at, found_at=moment)
            )
    still_there = {one.key for one in found}
    for key, orphan in listed.items():
        if key in deleted:
            orphan.deleted_at = moment
        elif key not in still_there:
            session.delete(orphan)
    session.flush()
