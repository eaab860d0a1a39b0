"""A centre's own context notes on criteria, which stay as they are (002 s5.1; 003 s3.1)."""

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.criterion_events import CriterionNoted, CriterionNotesCarried
from portfolio.domain.errors import Refusal
from portfolio.models.programme import Unit
from portfolio.models.specification import Criterion, CriterionNote, UnitSpecification
from portfolio.queries import criterion_notes
from portfolio.services import audit

MOST = 2000
"""Characters of a note."""


def write(session: Session, actor: Actor, criterion: Criterion, text: str) -> None:
    """Keep the note of the actor's centre on a criterion; an empty text removes it.

    Nothing changed leaves no trace. Raises Refusal for a note that is too long.
    """
    wanted = text.strip()
    if len(wanted) > MOST:
        raise Refusal(f"Enter {MOST:,} characters or fewer", "text")
    held = criterion_notes.note(session, actor.centre_id, criterion.id)
    before = held.text if held else ""
    if wanted == before:
        return
    if held is not None and not wanted:
        session.delete(held)
    elif wanted:
        kept = held or CriterionNote(centre_id=actor.centre_id, criterion_id=criterion.id)
        kept.text, kept.written_by_id, kept.written_at = wanted, actor.user_id, clock.now()
        session.add(kept)
    event = CriterionNoted(
        criterion.id, _reference(session, criterion), criterion.criterion_number, before, wanted
    )
    audit.record(session, actor, event)
    session.flush()


def carry_over(session: Session, actor: Actor, specification: UnitSpecification) -> None:
    """Put the centre's notes on the unit's other versions to the same criteria of this one.

    A criterion is the same by its number and its words; of several notes the last one stands.
    Nothing to carry leaves no trace.
    """
    latest = _latest(session, actor, specification)
    if not latest:
        return
    for criterion, note in latest.items():
        session.add(
            CriterionNote(
                centre_id=note.centre_id,
                criterion_id=criterion.id,
                text=note.text,
                written_by_id=note.written_by_id,
                written_at=note.written_at,
            )
        )
    event = CriterionNotesCarried(
        specification.id, tuple(criterion.criterion_number for criterion in latest)
    )
    audit.record(session, actor, event)
    session.flush()


def _latest(
    session: Session, actor: Actor, specification: UnitSpecification
) -> dict[Criterion, CriterionNote]:
    """The last note on each criterion of the specification, from the unit's other versions."""
    earlier, same = aliased(Criterion), aliased(UnitSpecification)
    rows = session.execute(
        select(CriterionNote, Criterion)
        .join(earlier, earlier.id == CriterionNote.criterion_id)
        .join(same, same.id == earlier.specification_id)
        .join(
            Criterion,
            (Criterion.criterion_number == earlier.criterion_number)
            & (Criterion.text == earlier.text),
        )
        .where(
            CriterionNote.centre_id == actor.centre_id,
            same.unit_id == specification.unit_id,
            same.id != specification.id,
            Criterion.specification_id == specification.id,
        )
        .order_by(CriterionNote.written_at)
    )
    return {criterion: note for note, criterion in rows}


def _reference(session: Session, criterion: Criterion) -> str:
    query = (
        select(Unit.reference)
        .join(UnitSpecification, UnitSpecification.unit_id == Unit.id)
        .where(UnitSpecification.id == criterion.specification_id)
    )
    return session.scalars(query).one()
