"""A candidate's items of evidence: how much is held, and the list they look through."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, selectinload

from portfolio.domain.states import EvidenceState, FileState
from portfolio.models.evidence import Evidence, EvidenceFile, EvidenceTag
from portfolio.models.upload import Upload
from portfolio.queries.uploads import is_coming

PAGE = 25
"""Items a page."""

SORTS = {
    "code": Evidence.item_number,
    "title": func.lower(Evidence.title),
    "state": Evidence.state,
    "submitted": Evidence.submitted_at,
}


@dataclass(frozen=True)
class OwnItems:
    """What of one's own items is asked for."""

    state: str = ""
    text: str = ""
    sort: str = "code"
    descending: bool = True
    page: int = 1


@dataclass(frozen=True)
class FoundItems:
    items: Sequence[Evidence]
    total: int
    page: int
    pages: int


def is_counted() -> ColumnElement[bool]:
    """Files that count as evidence: not removed, and safe at the centre."""
    return and_(EvidenceFile.removed_at.is_(None), EvidenceFile.state == FileState.STORED)


def bytes_held(session: Session, candidate_id: UUID) -> int:
    """Bytes of the candidate's files: removed ones too, for they are kept, and announced ones."""
    kept = select(func.coalesce(func.sum(EvidenceFile.size), 0).label("size")).where(
        EvidenceFile.candidate_id == candidate_id
    )
    coming = select(func.coalesce(func.sum(Upload.size), 0)).where(
        Upload.candidate_id == candidate_id, is_coming()
    )
    both = kept.union_all(coming).subquery()
    return int(session.scalar(select(func.sum(both.c.size))) or 0)


def own_items(session: Session, candidate_id: UUID, wanted: OwnItems) -> FoundItems:
    """One page of the candidate's items in three queries; a page past the end gives the last."""
    where = _where(candidate_id, wanted)
    total = session.scalar(select(func.count()).select_from(Evidence).where(*where)) or 0
    pages = max((total + PAGE - 1) // PAGE, 1)
    page = min(wanted.page, pages)
    column = SORTS.get(wanted.sort, Evidence.item_number)
    items = session.scalars(
        select(Evidence)
        .where(*where)
        .options(
            selectinload(Evidence.files),
            selectinload(Evidence.tags).joinedload(EvidenceTag.criterion),
        )
        .order_by(column.desc() if wanted.descending else column.asc(), Evidence.item_number)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    ).all()
    return FoundItems(items, total, page, pages)


def _where(candidate_id: UUID, wanted: OwnItems) -> list[ColumnElement[bool]]:
    where = [Evidence.candidate_id == candidate_id]
    if wanted.state in set(EvidenceState):
        where.append(Evidence.state == EvidenceState(wanted.state))
    if wanted.text:
        where.append(_matches(wanted.text))
    return where


def _matches(text: str) -> ColumnElement[bool]:
    """The words in title or description, or the code: "E-04", "e4", "4"."""
    inside = or_(
        Evidence.title.icontains(text, autoescape=True),
        Evidence.description.icontains(text, autoescape=True),
    )
    number = text.upper().removeprefix("E").removeprefix("-")
    if number.isascii() and number.isdigit() and len(number) < 7:
        return or_(inside, Evidence.item_number == int(number))
    return inside
