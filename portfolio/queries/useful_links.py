"""The organisations a centre turns to: its own list, or the shipped one until it has begun one."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portfolio.catalogue import read_useful_links
from portfolio.domain.useful_links import Reach
from portfolio.models.support import UsefulLink


@dataclass(frozen=True)
class Links:
    """``own`` says that the centre keeps the list itself, and so can change it."""

    rows: Sequence[UsefulLink | Reach]
    own: bool


def links_of(session: Session, centre_id: UUID) -> Links:
    """The list as the centre's people see it, in its order."""
    own = session.scalars(
        select(UsefulLink)
        .where(UsefulLink.centre_id == centre_id)
        .order_by(UsefulLink.position, UsefulLink.name)
    ).all()
    return Links(own, own=True) if own else Links(read_useful_links(), own=False)


def last_position(session: Session, centre_id: UUID) -> int:
    """The place of the last of the centre's own list; 0 for none."""
    query = select(func.max(UsefulLink.position)).where(UsefulLink.centre_id == centre_id)
    return session.scalar(query) or 0


def count(session: Session, centre_id: UUID) -> int:
    """How many the centre's own list holds."""
    query = select(func.count(UsefulLink.id)).where(UsefulLink.centre_id == centre_id)
    return session.scalar(query) or 0
