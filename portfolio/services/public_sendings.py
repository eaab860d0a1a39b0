"""Counting what comes without an account, and keeping files while their form is put right.

No deed of anybody's yet: nothing here is audited. What a form becomes is, by its own verb.
"""

from collections.abc import Collection, Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain import public_limits
from portfolio.models.public_intake import PublicSending, StagedFile
from portfolio.queries import public_sendings
from portfolio.services import outbox
from portfolio.services.evidence_files import Received

SENDINGS_LAST = timedelta(days=2)


def check_room(session: Session, centre_id: UUID, sender: str) -> None:
    """Raise TooMuch where the hour's limit of a network or of the centre is reached."""
    public_limits.check_sendings(*public_sendings.last_hour(session, centre_id, sender))


def take(session: Session, centre_id: UUID, sender: str, form_key: str) -> PublicSending:
    """Count one sending as taken. Raises IntegrityError where its form was taken meanwhile."""
    sending = PublicSending(
        centre_id=centre_id, sender=sender, at=clock.now(), bytes=0, form_key=form_key
    )
    session.add(sending)
    session.flush()
    return sending


def stage(
    session: Session, centre_id: UUID, sender: str, form_key: str, files: Sequence[Received]
) -> None:
    """Keep files for a day, for the form they came with. Raises TooMuch past the hour's bytes."""
    size = sum(file.size for file in files)
    before = public_sendings.last_hour(session, centre_id, sender)
    public_limits.check_bytes(*before, size)
    moment = clock.now()
    session.add(PublicSending(centre_id=centre_id, sender=sender, at=moment, bytes=size))
    for file in files:
        session.add(
            StagedFile(
                centre_id=centre_id,
                form_key=form_key,
                key=file.key,
                name=file.name,
                media_type=file.media_type,
                size=file.size,
                sha256=file.sha256,
                staged_at=moment,
            )
        )
    session.flush()


def take_out(session: Session, form_key: str, leaving: Collection[UUID]) -> list[Received]:
    """The files that wait for this form, which wait no longer; those of ``leaving`` stay waiting.

    What stays is thrown away with what nobody came back for.
    """
    rows = [row for row in public_sendings.staged(session, form_key) if row.id not in leaving]
    files = [Received(row.key, row.name, row.size, row.sha256, row.media_type) for row in rows]
    for row in rows:
        session.delete(row)
    session.flush()
    return files


def sweep(session: Session) -> None:
    """Forget counts that no limit looks at any more, and files nobody came back for."""
    moment = clock.now()
    session.execute(delete(PublicSending).where(PublicSending.at < moment - SENDINGS_LAST))
    keys = session.scalars(
        delete(StagedFile)
        .where(StagedFile.staged_at < moment - public_limits.FORM_LASTS)
        .returning(StagedFile.key)
    ).all()
    if keys:
        name = f"delete-bytes:staged:{moment:%FT%H:%M:%S}"
        outbox.enqueue(session, "delete-bytes", name, {"keys": sorted(keys)})
