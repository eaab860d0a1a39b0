"""Keeping a file that was sent for the catalogue until somebody has decided about it."""

import zlib
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.exchange.json_place import LARGEST_FILE
from portfolio.models.catalogue_upload import CatalogueUpload

UPLOADS_LAST = timedelta(days=7)


def keep(
    session: Session, centre_id: UUID, person_id: UUID, name: str, data: bytes
) -> CatalogueUpload:
    """Keep the file for a week; nothing of it is in the catalogue yet."""
    upload = CatalogueUpload(
        centre_id=centre_id,
        person_id=person_id,
        name=name,
        content=zlib.compress(data),
        created_at=clock.now(),
    )
    session.add(upload)
    session.flush()
    return upload


def content(upload: CatalogueUpload) -> bytes:
    """The file as it was sent, never more than the largest that can be read."""
    return zlib.decompressobj().decompress(upload.content, LARGEST_FILE)


def discard(session: Session, upload: CatalogueUpload) -> None:
    """Throw the file away."""
    session.delete(upload)
    session.flush()


def sweep(session: Session) -> None:
    """Throw away what nobody decided about within a week."""
    before = clock.now() - UPLOADS_LAST
    session.execute(delete(CatalogueUpload).where(CatalogueUpload.created_at < before))
