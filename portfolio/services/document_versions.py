"""Writing the next version of a document, and publishing it; afterwards it never changes."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.document_events import (
    DraftBegun,
    DraftDiscarded,
    DraftRowAdded,
    DraftRowRemoved,
    DraftSaved,
    VersionPublished,
)
from portfolio.domain.document_rows import KeyUpdate, Price
from portfolio.domain.documents import Edition, Proposal, check_publishing
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.states import FileState
from portfolio.models.document import Document, DocumentVersion
from portfolio.queries import documents as queries
from portfolio.services import audit, outbox

ANNOUNCE = "announce-document"
MOST_ROWS = 200
FASTER = "Somebody else changed this draft while you had it open. Look at it, then save again"


@dataclass(frozen=True)
class Written:
    """What a person writes of a version; ``replaces`` is the number of the one before."""

    number: int
    dated_on: date | None
    replaces: int | None
    changed: str
    text: str
    tells_candidates: bool
    asks_reading: bool


def draft_of(session: Session, actor: Actor, document: Document) -> DocumentVersion:
    """The draft of the next version: the one there is, or a new one on the version that stands."""
    # Two people who begin at once wait for each other, and write the same draft.
    session.execute(select(Document.id).where(Document.id == document.id).with_for_update())
    if (found := queries.draft(session, document.id)) is not None:
        return found
    before = queries.current(session, document.id)
    draft = DocumentVersion(
        document_id=document.id,
        number=before.number + 1 if before else 1,
        text=before.text if before else "",
        prices=list(before.prices) if before else [],
        key_updates=list(before.key_updates) if before else [],
        drafted_by_id=actor.user_id,
        created_at=clock.now(),
    )
    session.add(draft)
    session.flush()
    audit.record(session, actor, DraftBegun(document.id, document.title, draft.number))
    return draft


def hold(session: Session, draft: DocumentVersion) -> None:
    """Have others who change this draft wait. Raises Conflict once it is published."""
    session.refresh(draft, ["published_at"], with_for_update=True)
    if draft.published_at is not None:
        raise Conflict("This version has been published meanwhile, so it stays as it is")


def save(
    session: Session, actor: Actor, document: Document, written: Written, seen: int
) -> DocumentVersion:
    """Keep the draft as written. Raises Conflict when somebody saved it after ``seen``."""
    draft = draft_of(session, actor, document)
    session.refresh(draft, ["edits"], with_for_update=True)
    if draft.edits != seen:
        raise Conflict(FASTER)
    _check_free(session, document, draft, written.number)
    draft.number, draft.dated_on = written.number, written.dated_on
    draft.changed, draft.text = written.changed, written.text
    draft.replaces_id = _replaced(session, document, written.replaces)
    draft.tells_candidates, draft.asks_reading = written.tells_candidates, written.asks_reading
    draft.edits += 1
    session.flush()
    audit.record(session, actor, DraftSaved(document.id, document.title, draft.number))
    return draft


def publish(session: Session, actor: Actor, draft: DocumentVersion) -> None:
    """Let the draft stand from now on, and have everybody concerned told by a job.

    Raises Refusals for what R-313 asks of a version and it does not say, and for a file that is
    not checked yet.
    """
    document = draft.document
    before = queries.current(session, document.id)
    check_publishing(_proposal(draft), _edition(before))
    _check_file(draft)
    draft.published_at, draft.published_by_id = clock.now(), actor.user_id
    event = VersionPublished(
        document.id,
        document.title,
        draft.number,
        str(draft.dated_on),
        draft.replaces.number if draft.replaces else None,
        draft.changed,
        draft.tells_candidates,
        draft.asks_reading,
    )
    audit.record(session, actor, event)
    session.flush()
    outbox.enqueue(session, ANNOUNCE, f"{ANNOUNCE}:{draft.id}", {"version_id": str(draft.id)})


def discard(session: Session, actor: Actor, draft: DocumentVersion) -> None:
    """Throw the draft away with its file; published versions stay.

    Raises Conflict once it is published itself.
    """
    hold(session, draft)
    event = DraftDiscarded(draft.document_id, draft.document.title, draft.number)
    if draft.file is not None:
        session.delete(draft.file)
        session.flush()
    session.delete(draft)
    session.flush()
    audit.record(session, actor, event)


def add_price(session: Session, actor: Actor, draft: DocumentVersion, price: Price) -> None:
    """Add a line to the price list. Raises Refusal past 200 lines."""
    draft.prices = _longer(draft.prices, price.stored())
    _record_row(session, actor, draft, f"{price.what} {price.pounds}")


def add_update(session: Session, actor: Actor, draft: DocumentVersion, update: KeyUpdate) -> None:
    """Add a row to the table of key updates. Raises Refusal past 200 rows."""
    draft.key_updates = _longer(draft.key_updates, update.stored())
    _record_row(session, actor, draft, f"{update.section}: {update.change}")


def remove_price(session: Session, actor: Actor, draft: DocumentVersion, place: int) -> None:
    """Take the line at ``place``, counted from 0, off the price list."""
    draft.prices, row = _shorter(draft.prices, place)
    _record_removed(session, actor, draft, str(row["what"]))


def remove_update(session: Session, actor: Actor, draft: DocumentVersion, place: int) -> None:
    """Take the row at ``place``, counted from 0, out of the table of key updates."""
    draft.key_updates, row = _shorter(draft.key_updates, place)
    _record_removed(session, actor, draft, f"{row['section']}: {row['change']}")


def _longer(rows: list[dict[str, object]], row: dict[str, object]) -> list[dict[str, object]]:
    if len(rows) >= MOST_ROWS:
        raise Refusal(f"A table may have up to {MOST_ROWS} rows. Remove some, or add a file")
    return [*rows, row]


def _shorter(
    rows: list[dict[str, object]], place: int
) -> tuple[list[dict[str, object]], dict[str, object]]:
    if not 0 <= place < len(rows):
        raise Conflict("That row has been removed already")
    return [*rows[:place], *rows[place + 1 :]], rows[place]


def _record_row(session: Session, actor: Actor, draft: DocumentVersion, row: str) -> None:
    document = draft.document
    audit.record(session, actor, DraftRowAdded(document.id, document.title, draft.number, row))


def _record_removed(session: Session, actor: Actor, draft: DocumentVersion, row: str) -> None:
    document = draft.document
    audit.record(session, actor, DraftRowRemoved(document.id, document.title, draft.number, row))


def _check_free(session: Session, document: Document, draft: DocumentVersion, number: int) -> None:
    taken = select(DocumentVersion.id).where(
        DocumentVersion.document_id == document.id,
        DocumentVersion.number == number,
        DocumentVersion.id != draft.id,
    )
    if session.scalar(taken) is not None:
        raise Refusal(f"Version {number} is published. Enter a higher number", "number")


def _replaced(session: Session, document: Document, number: int | None) -> UUID | None:
    if number is None:
        return None
    return session.scalar(
        select(DocumentVersion.id).where(
            DocumentVersion.document_id == document.id,
            DocumentVersion.number == number,
            DocumentVersion.published_at.is_not(None),
        )
    )


def _proposal(draft: DocumentVersion) -> Proposal:
    return Proposal(
        number=draft.number,
        dated_on=draft.dated_on,
        replaces=draft.replaces.number if draft.replaces else None,
        changed=draft.changed,
        holds_something=bool(draft.text.strip() or draft.file or draft.prices),
    )


def _edition(version: DocumentVersion | None) -> Edition | None:
    if version is None or version.dated_on is None:
        return None
    return Edition(version.number, version.dated_on)


def _check_file(draft: DocumentVersion) -> None:
    if draft.file is None or draft.file.state is FileState.STORED:
        return
    if draft.file.state is FileState.CHECKING:
        raise Refusal("The file is still being checked. Wait a moment, then publish", "file")
    raise Refusal("The file cannot be published. Remove it, or add another", "file")
