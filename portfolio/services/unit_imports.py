"""Units from a document: kept while a person corrects what was read, then saved one by one."""

import json
import zlib
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.errors import Conflict, Refusal, Refusals
from portfolio.domain.numbering import plain_capitals
from portfolio.domain.specification_content import check_complete, check_draft
from portfolio.domain.unit_review import (
    Review,
    ReviewedUnit,
    as_data,
    content_of,
    from_data,
    number,
)
from portfolio.models.programme import Unit
from portfolio.models.unit_import import UnitImport
from portfolio.queries import specifications
from portfolio.queries.versions import visible
from portfolio.services import centre_units, outbox, specification_drafts
from portfolio.services.centre_units import UnitFacts

JOB = "read-unit-document"
IMPORTS_LAST = timedelta(days=30)
NO_UNIT = "No unit with learning outcomes and criteria was found in it"


def keep(
    session: Session, centre_id: UUID, person_id: UUID, name: str, document: bytes
) -> UnitImport:
    """Keep a document and have it read; nothing of it is in the catalogue yet."""
    sent = UnitImport(
        centre_id=centre_id,
        person_id=person_id,
        name=name,
        document=document,
        created_at=clock.now(),
    )
    session.add(sent)
    session.flush()
    outbox.enqueue(session, JOB, f"{JOB}:{sent.id}", {"import_id": str(sent.id)})
    return sent


def was_read(sent: UnitImport, review: Review) -> None:
    """Keep what was found in the document, which itself is needed no longer."""
    sent.document = None
    if review.units:
        sent.reading = _packed(review)
    else:
        sent.refusal = f"“{sent.name}” was read. {NO_UNIT}"


def was_refused(sent: UnitImport, words: str) -> None:
    """Keep why the document cannot be read."""
    sent.document, sent.refusal = None, words


def review_of(sent: UnitImport) -> Review:
    """What was found and corrected so far; only of a document that was read."""
    return from_data(json.loads(zlib.decompress(sent.reading or b"")))


def correct(session: Session, sent: UnitImport, place: int, unit: ReviewedUnit, seen: int) -> None:
    """Keep a unit as corrected; Conflict when somebody changed the import since ``seen``."""
    session.refresh(sent, with_for_update=True)
    if sent.edits != seen:
        raise Conflict("Somebody else changed this import while you had it open")
    sent.reading = _packed(review_of(sent).with_unit(place, unit))
    sent.edits += 1
    session.flush()


def discard(session: Session, sent: UnitImport) -> None:
    """Give the import up; units saved from it stay."""
    session.delete(sent)
    session.flush()


def sweep(session: Session) -> None:
    """Give up what nobody came back to within 30 days."""
    session.execute(delete(UnitImport).where(UnitImport.created_at < clock.now() - IMPORTS_LAST))


def known(session: Session, centre_id: UUID, reference: str) -> Unit | None:
    """The unit of this reference that the centre sees, its own before one that is shared."""
    wanted = plain_capitals(reference)
    return session.scalar(
        select(Unit)
        .where(Unit.reference == wanted, visible(centre_id, Unit))
        .order_by(Unit.centre_id.is_(None))
        .limit(1)
    )


def differences(unit: Unit, found: ReviewedUnit) -> tuple[str, ...]:
    """What the document says otherwise than the catalogue, which is right about a known unit."""
    said = []
    for name, words, held in (
        ("level", "level", unit.level),
        ("credit", "credit", unit.credit),
        ("glh", "guided learning hours", unit.guided_hours),
    ):
        found_number = number(found.facts[name])
        if found_number is not None and held is not None and found_number != held:
            said.append(f"{words} {held} in the catalogue, {found_number} in the document")
    return tuple(said)


def save(
    session: Session, actor: Actor, found: ReviewedUnit, source_name: str, *, publish: bool
) -> Unit:
    """The unit's criteria as the centre's draft, or published at once; a new unit is added.

    Raises Refusals naming the fields of what is missing or wrong, and for a unit whose criteria
    the centre drafts already.
    """
    content = content_of(found, source_name)
    (check_complete if publish else check_draft)(content)
    unit = known(session, actor.centre_id, found.facts["reference"])
    if unit is None:
        unit = centre_units.add(session, actor, _facts(found))
    elif specifications.draft(session, unit.id, actor.centre_id) is not None:
        words = "Your centre has a draft of this unit’s criteria. Publish it or throw it away first"
        raise Refusals([Refusal(words, "reference")])
    draft = specification_drafts.save_draft(session, actor, unit, content, seen=0)
    if publish:
        specification_drafts.publish(session, actor, draft)
    return unit


def _facts(found: ReviewedUnit) -> UnitFacts:
    """The facts of a unit to be added. Raises Refusals for those that are missing."""
    credit, level = number(found.facts["credit"]), number(found.facts["level"])
    missing = []
    if credit is None:
        missing.append(Refusal("Enter the credit as a whole number", "credit"))
    if level is None:
        missing.append(Refusal("Enter the level as a whole number", "level"))
    if credit is None or level is None:
        raise Refusals(missing)
    hours = number(found.facts["glh"])
    return UnitFacts(found.facts["reference"], found.facts["title"], credit, level, hours)


def _packed(review: Review) -> bytes:
    return zlib.compress(json.dumps(as_data(review)).encode())
