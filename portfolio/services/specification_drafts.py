"""A centre's own criteria of a unit: one draft at a time, published as a version that stays."""

from dataclasses import asdict, dataclass
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.catalogue_events import (
    SpecificationDiscarded,
    SpecificationDrafted,
    SpecificationPublished,
)
from portfolio.domain.criterion_words import REQUIREMENTS_HEADING
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.specification_changes import changes
from portfolio.domain.specification_content import (
    SpecificationContent,
    WrittenCriterion,
    check_complete,
    check_draft,
    in_order,
)
from portfolio.models.assessment import UnitProgress
from portfolio.models.programme import Unit
from portfolio.models.specification import (
    REQUIREMENTS,
    Criterion,
    LearningOutcome,
    UnitSpecification,
)
from portfolio.queries import specification_moves, specifications
from portfolio.services import audit, criterion_notes, progress


@dataclass(frozen=True)
class Published:
    """What publishing did: candidates' units that moved to the version, and that stay behind."""

    moved: int
    stay: int


def save_draft(
    session: Session,
    actor: Actor,
    unit: Unit,
    content: SpecificationContent,
    *,
    seen: int | None = None,
) -> UnitSpecification:
    """Keep ``content`` as the draft of the actor's centre, whatever the draft said before.

    ``seen`` is the ``edits`` of the draft the person had before them, 0 where there was none;
    None asks for no such check. Raises Refusals for numbers that come twice and texts that are
    missing, Conflict when somebody else changed the draft meanwhile.
    """
    _refuse_another_centres(actor, unit)
    check_draft(content)
    draft = _locked_draft(session, unit.id, actor.centre_id)
    if seen is not None and seen != (draft.edits if draft else 0):
        raise Conflict("Somebody else changed this draft while you had it open")
    before = specifications.content_of(draft) if draft else SpecificationContent()
    if draft is not None and before == content:
        return draft
    if draft is None:
        draft = _begin(session, actor, unit)
    else:
        draft.edits += 1
    write(session, draft, content)
    changed = tuple(change.what for change in changes(before, content))
    event = SpecificationDrafted(draft.id, unit.reference, draft.version, changed)
    audit.record(session, actor, event)
    session.flush()
    return draft


def discard(session: Session, actor: Actor, specification: UnitSpecification, seen: int) -> None:
    """Throw a draft away; Refusal for a published version, Conflict for a draft changed since."""
    _take_draft(session, actor, specification, seen)
    _empty(session, specification)
    event = SpecificationDiscarded(
        specification.id, specification.unit.reference, specification.version
    )
    audit.record(session, actor, event)
    session.delete(specification)
    session.flush()


def publish(
    session: Session, actor: Actor, specification: UnitSpecification, seen: int | None = None
) -> Published:
    """Make the draft the version new candidates of the centre begin by; it never changes again.

    Candidates of the centre whose unit has no tag and no sign-off move to it at once, the others
    stay with theirs until they are moved. Raises Refusals while it is incomplete.
    """
    _take_draft(session, actor, specification, seen)
    check_complete(specifications.content_of(specification))
    specification.published_at = clock.now()
    specification.published_by_id = actor.user_id
    session.flush()
    criterion_notes.carry_over(session, actor, specification)
    moved = _move_untouched(session, specification, actor.centre_id)
    progress.refresh(session, moved)
    event = SpecificationPublished(
        specification.id, specification.unit.reference, specification.version, len(moved)
    )
    audit.record(session, actor, event)
    session.flush()
    every = specification_moves.begun(session, specification.unit_id, actor.centre_id)
    return Published(len(moved), every - len(moved))


def _refuse_another_centres(actor: Actor, unit: Unit) -> None:
    if unit.centre_id not in {None, actor.centre_id}:
        raise Refusal("This unit belongs to another centre")


def _locked_draft(session: Session, unit_id: UUID, centre_id: UUID) -> UnitSpecification | None:
    draft = specifications.draft(session, unit_id, centre_id)
    if draft is not None:
        session.refresh(draft, with_for_update=True)
    return draft


def _take_draft(
    session: Session, actor: Actor, specification: UnitSpecification, seen: int | None
) -> None:
    session.refresh(specification, with_for_update={"of": UnitSpecification})
    if specification.centre_id != actor.centre_id:
        raise Refusal("These criteria are shared by all centres and changed by the operator only")
    if specification.published_at is not None:
        raise Conflict("This version is published. A published version is never changed")
    if seen is not None and specification.edits != seen:
        raise Conflict("Somebody else changed this draft while you had it open")


def _begin(session: Session, actor: Actor, unit: Unit) -> UnitSpecification:
    last = session.scalar(
        select(func.max(UnitSpecification.version)).where(
            UnitSpecification.unit_id == unit.id, UnitSpecification.centre_id == actor.centre_id
        )
    )
    draft = UnitSpecification(
        unit_id=unit.id,
        centre_id=actor.centre_id,
        version=(last or 0) + 1,
        demonstration=False,
        created_at=clock.now(),
        created_by_id=actor.user_id,
        edits=1,
    )
    session.add(draft)
    session.flush()
    return draft


def write(session: Session, draft: UnitSpecification, content: SpecificationContent) -> None:
    """Make ``content`` what the draft says; the caller has checked it and records the deed."""
    _empty(session, draft)
    draft.demonstration = content.demonstration
    for name, value in asdict(content.parts).items():
        setattr(draft, name, list(value) if isinstance(value, tuple) else value)
    position = 0
    for outcome in sorted(map(in_order, content.outcomes), key=lambda one: one.number):
        row = LearningOutcome(
            specification_id=draft.id, number=outcome.number, text=outcome.text.strip()
        )
        position = _add(session, row, outcome.criteria, position)
    if content.requirements:
        after = max((outcome.number for outcome in content.outcomes), default=0) + 1
        row = LearningOutcome(
            specification_id=draft.id, number=after, text=REQUIREMENTS_HEADING, kind=REQUIREMENTS
        )
        _add(session, row, content.requirements, position)
    session.flush()
    session.expire(draft)


def _add(
    session: Session,
    outcome: LearningOutcome,
    criteria: tuple[WrittenCriterion, ...],
    position: int,
) -> int:
    """Write one outcome; returns the position of its last criterion in the unit."""
    session.add(outcome)
    session.flush()
    for criterion in criteria:
        position += 1
        session.add(
            Criterion(
                specification_id=outcome.specification_id,
                outcome_id=outcome.id,
                criterion_number=criterion.number,
                position=position,
                text=criterion.text.strip(),
                guidance=criterion.guidance.strip(),
            )
        )
    return position


def _empty(session: Session, draft: UnitSpecification) -> None:
    for rows in (Criterion, LearningOutcome):
        session.execute(delete(rows).where(rows.specification_id == draft.id))
    session.expire(draft, ["outcomes"])


def _move_untouched(
    session: Session, specification: UnitSpecification, centre_id: UUID
) -> list[UUID]:
    moved = specification_moves.untouched(session, specification.unit_id, centre_id)
    session.execute(
        update(UnitProgress)
        .where(UnitProgress.id.in_(moved))
        .values(specification_id=specification.id, version=UnitProgress.version + 1)
        .execution_options(synchronize_session="fetch")
    )
    return moved
