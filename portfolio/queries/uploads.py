"""Files on their way in: whose they are, where their pieces lie, and what pages say of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain import uploads
from portfolio.domain.states import UploadState
from portfolio.models.upload import Upload, UploadChunk


@dataclass(frozen=True)
class OnItsWay:
    """An upload as the page of its item shows it."""

    id: UUID
    name: str
    size: int
    """Bytes."""
    state: UploadState
    reason: str
    percent: int


def is_coming() -> ColumnElement[bool]:
    """Uploads that may still become files: neither refused, given up, too old, nor files by now."""
    receiving = and_(Upload.state == UploadState.RECEIVING, Upload.expires_at > clock.now())
    received = and_(Upload.state == UploadState.RECEIVED, Upload.file_id.is_(None))
    return or_(receiving, received)


def on_their_way(session: Session, evidence_id: UUID) -> list[OnItsWay]:
    """The item's uploads that are not files yet, and refusals nobody has taken note of yet."""
    rows = session.scalars(
        select(Upload)
        .where(
            Upload.evidence_id == evidence_id,
            or_(is_coming(), Upload.state == UploadState.REFUSED),
        )
        .order_by(Upload.created_at, Upload.id)
    )
    return [
        OnItsWay(
            one.id,
            one.name,
            one.size,
            one.state,
            one.reason,
            uploads.percent(one.offset, one.size),
        )
        for one in rows
    ]


def coming(session: Session, evidence_id: UUID) -> int:
    """How many files of the item are still on their way."""
    found = select(func.count()).select_from(Upload)
    return session.scalar(found.where(Upload.evidence_id == evidence_id, is_coming())) or 0


def of_key(session: Session, person_id: UUID, key: str) -> Upload | None:
    """The upload this person calls ``key``; ended ones have given their name up."""
    return session.scalar(
        select(Upload).where(Upload.person_id == person_id, Upload.item_key == key)
    )


def pieces(session: Session, upload_id: UUID) -> Sequence[UploadChunk]:
    """The acknowledged pieces, in order."""
    return session.scalars(
        select(UploadChunk).where(UploadChunk.upload_id == upload_id).order_by(UploadChunk.start)
    ).all()


def any_too_old(session: Session) -> bool:
    """Whether an unfinished upload has been waited for long enough."""
    return bool(session.scalar(select(exists().where(is_too_old()))))


def is_too_old() -> ColumnElement[bool]:
    """Unfinished uploads to which nothing came for as long as we wait."""
    return and_(Upload.state == UploadState.RECEIVING, Upload.expires_at <= clock.now())
