"""The units a centre may place in a draft: shared and its own, found by title or reference."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from portfolio.models.programme import Unit
from portfolio.queries.versions import visible

MOST = 40


@dataclass(frozen=True)
class Found:
    """The first of the units found, and how many there are in all."""

    units: list[Unit]
    total: int


def find(session: Session, centre_id: UUID, words: str, placed: Collection[UUID]) -> Found:
    """Units whose title or reference has ``words`` in it, without those placed already."""
    wanted = [visible(centre_id, Unit), Unit.id.not_in(placed)]
    if words.strip():
        pattern = f"%{_literally(words.strip())}%"
        wanted.append(
            or_(Unit.title.ilike(pattern, escape="\\"), Unit.reference.ilike(pattern, escape="\\"))
        )
    total = session.scalar(select(func.count()).select_from(Unit).where(*wanted)) or 0
    units = session.scalars(
        select(Unit)
        .where(*wanted)
        .order_by(Unit.centre_id.is_(None), Unit.title, Unit.reference)
        .limit(MOST)
    )
    return Found(list(units), total)


def _literally(words: str) -> str:
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
