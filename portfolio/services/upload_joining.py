"""What becomes of an upload that is whole: a file of its item, or a refusal the sender reads."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.domain.actors import Actor, Role
from portfolio.domain.errors import Refusal
from portfolio.domain.states import UploadState
from portfolio.domain.upload_events import UploadJoinRepeated, UploadRefused
from portfolio.models.enrolment import Candidate
from portfolio.models.evidence import Evidence
from portfolio.models.person import Centre, RoleGrant
from portfolio.models.upload import Upload
from portfolio.services import audit, evidence_files, outbox, uploads
from portfolio.services.evidence_files import Received

FROM_THE_PHONE = "phone"
"""Where the time of a capture comes from until something better is found in the file."""


def joined(session: Session, upload_id: UUID, file: Received, most: int) -> None:
    """Make the joined ``file`` one of the item's, of which there may be ``most``.

    If the item is no longer the candidate's to change, the upload is refused in words and the
    joined bytes are deleted; they are deleted too if the upload was given up meanwhile.
    """
    upload = _held(session, upload_id)
    if upload is None:
        _delete(session, upload_id, [file.key])
        return
    # Two files of one item that are joined at once find their places one after the other.
    item = session.get_one(Evidence, upload.evidence_id, with_for_update=True)
    try:
        row = evidence_files.add_unnoticed(session, _sender(session, upload), item, [file], most)[0]
    except Refusal as refusal:
        _refuse(session, upload, str(refusal))
        _delete(session, upload_id, [file.key])
        return
    row.captured_at = upload.captured_at
    row.captured_from = FROM_THE_PHONE if upload.captured_at else ""
    upload.file_id = row.id
    uploads.clear_spool(session, upload.id)


def refuse(session: Session, upload_id: UUID, reason: str) -> None:
    """Keep nothing of the upload but ``reason``, in words for whoever sent it."""
    upload = _held(session, upload_id)
    if upload is not None:
        _refuse(session, upload, reason)


def join_again(session: Session, actor: Actor, upload: Upload) -> None:
    """Have the pieces of an upload that is whole joined now. Refuses where nothing waits for it."""
    if upload.state is not UploadState.RECEIVED or upload.file_id is not None:
        raise Refusal("This upload does not wait to be put together. Look at the list again")
    outbox.again(session, "join-upload", f"join-upload:{upload.id}", {"upload_id": str(upload.id)})
    event = UploadJoinRepeated(upload.id, upload.evidence.code, upload.name)
    audit.record(session, actor, event, candidate_id=upload.candidate_id)


def _held(session: Session, upload_id: UUID) -> Upload | None:
    """The upload, locked, while it waits to be joined."""
    return session.scalar(
        select(Upload)
        .where(
            Upload.id == upload_id,
            Upload.state == UploadState.RECEIVED,
            Upload.file_id.is_(None),
        )
        .with_for_update()
    )


def _refuse(session: Session, upload: Upload, reason: str) -> None:
    upload.state = UploadState.REFUSED
    upload.reason = reason
    event = UploadRefused(upload.id, upload.evidence.code, upload.name, reason)
    audit.record(session, None, event, candidate_id=upload.candidate_id)
    uploads.clear_spool(session, upload.id)


def _delete(session: Session, upload_id: UUID, keys: Collection[str]) -> None:
    facts = {"keys": list(keys)}
    outbox.enqueue(session, "delete-bytes", f"delete-bytes:{upload_id}:{min(keys)}", facts)


def _sender(session: Session, upload: Upload) -> Actor:
    """The candidate as who they were when they sent it, whether or not the role has ended since."""
    candidate = session.get_one(Candidate, upload.candidate_id)
    grant_id = session.scalars(
        select(RoleGrant.id)
        .where(
            RoleGrant.user_id == upload.person_id,
            RoleGrant.centre_id == candidate.centre_id,
            RoleGrant.role == Role.CANDIDATE,
        )
        .order_by(RoleGrant.created_at.desc())
    ).first()
    centre = session.get_one(Centre, candidate.centre_id)
    return Actor(
        upload.person_id,
        upload.person.name,
        Role.CANDIDATE,
        centre.id,
        centre.name,
        grant_id or upload.person_id,
    )
