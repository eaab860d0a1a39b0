"""Files that arrived and are not safe at the centre yet, or never will be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, contains_eager

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.file_states import NOT_CHECKED
from portfolio.domain.states import FileState, UploadState
from portfolio.models.evidence import Evidence, EvidenceFile, EvidenceTag, item_code
from portfolio.models.upload import Upload
from portfolio.queries.declarations import NOT_SIGNED_FOR
from portfolio.queries.uploads import is_coming
from portfolio.queries.visibility import may_see

LONG = timedelta(minutes=5)
"""How old what is not settled yet must be for somebody to look at it."""
MOST = 50
"""Rows of each list; the oldest or latest of them decide what to do."""
REFUSED_FOR = timedelta(days=30)
"""How long a refusal stays on the list."""


_NOT_STORED = EvidenceFile.state != FileState.STORED
_NOT_SCANNED = and_(EvidenceFile.scan == NOT_CHECKED, EvidenceFile.state == FileState.STORED)


@dataclass(frozen=True)
class Arriving:
    """What an administrator looks at: each list at most MOST long, longest waiting first."""

    uploads: Sequence[Upload]
    checking: Sequence[EvidenceFile]
    held_back: Sequence[EvidenceFile]
    refused: Sequence[EvidenceFile]


@dataclass(frozen=True)
class Waiting:
    """How many files of the installation wait to be settled, and since when the oldest."""

    files: int
    oldest: datetime | None
    held_back: int


def being_checked(session: Session, unit_id: UUID) -> list[str]:
    """The codes of the unit's items with a file that arrived and is still being checked."""
    numbers = session.scalars(
        select(Evidence.item_number)
        .join(EvidenceTag, EvidenceTag.evidence_id == Evidence.id)
        .join(EvidenceFile, EvidenceFile.evidence_id == Evidence.id)
        .where(
            EvidenceTag.unit_id == unit_id,
            EvidenceTag.removed_at.is_(None),
            Evidence.state.not_in(NOT_SIGNED_FOR),
            EvidenceFile.removed_at.is_(None),
            EvidenceFile.state == FileState.CHECKING,
        )
        .distinct()
        .order_by(Evidence.item_number)
    )
    return [item_code(number) for number in numbers]


def arriving(session: Session, actor: Actor) -> Arriving:
    """What is not settled, or went wrong, of every candidate the actor may see; four queries."""
    moment = clock.now()
    uploads = session.scalars(
        select(Upload)
        .join(Upload.candidate)
        .join(Upload.evidence)
        .options(contains_eager(Upload.candidate), contains_eager(Upload.evidence))
        .where(may_see(actor), is_coming(), Upload.created_at < moment - LONG)
        .order_by(Upload.created_at)
        .limit(MOST)
    ).all()
    return Arriving(
        uploads,
        _files(session, actor, FileState.CHECKING, EvidenceFile.uploaded_at < moment - LONG),
        _files(session, actor, FileState.QUARANTINED),
        _files(session, actor, FileState.REFUSED, EvidenceFile.uploaded_at > moment - REFUSED_FOR),
    )


def _files(
    session: Session, actor: Actor, state: FileState, *where: ColumnElement[bool]
) -> Sequence[EvidenceFile]:
    return session.scalars(
        select(EvidenceFile)
        .join(EvidenceFile.evidence)
        .join(Evidence.candidate)
        .options(contains_eager(EvidenceFile.evidence).contains_eager(Evidence.candidate))
        .where(may_see(actor), _NOT_STORED, EvidenceFile.state == state, *where)
        .order_by(EvidenceFile.uploaded_at)
        .limit(MOST)
    ).all()


def waiting(session: Session) -> Waiting:
    """The figures for whoever watches over the installation, in two queries."""
    is_checking = EvidenceFile.state == FileState.CHECKING
    files, oldest, held_back = session.execute(
        select(
            func.count().filter(is_checking),
            func.min(EvidenceFile.uploaded_at).filter(is_checking),
            func.count().filter(EvidenceFile.state == FileState.QUARANTINED),
        ).where(_NOT_STORED)
    ).one()
    uploads, oldest_upload = session.execute(
        select(func.count(), func.min(Upload.created_at)).where(
            Upload.state == UploadState.RECEIVED, Upload.file_id.is_(None)
        )
    ).one()
    since = min((one for one in (oldest, oldest_upload) if one is not None), default=None)
    return Waiting(files + uploads, since, held_back)


def not_scanned(session: Session) -> int:
    """How many stored files nobody has looked at for viruses."""
    return session.scalar(select(func.count()).select_from(EvidenceFile).where(_NOT_SCANNED)) or 0


def next_to_scan(
    session: Session, most: int, before: datetime | None = None
) -> Sequence[EvidenceFile]:
    """The files kept without a virus check, the latest first: those people open most.

    ``before`` leaves out what arrived then or later.
    """
    older = [EvidenceFile.uploaded_at < before] if before else []
    return session.scalars(
        select(EvidenceFile)
        .where(_NOT_SCANNED, *older)
        .order_by(EvidenceFile.uploaded_at.desc())
        .limit(most)
    ).all()
