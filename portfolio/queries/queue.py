"""What waits on an assessor: items to judge and units to sign off, the oldest first."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.criterion_words import counted
from portfolio.domain.states import (
    DeclarationState,
    EvidenceState,
)
from portfolio.models.assessment import Declaration, UnitProgress
from portfolio.models.enrolment import Candidate
from portfolio.models.evidence import Evidence, EvidenceTag
from portfolio.models.programme import Unit
from portfolio.models.specification import Criterion
from portfolio.queries import ready_units, unit_places
from portfolio.queries.assessing import assessed_units
from portfolio.queries.visibility import may_see

AIM_DAYS = 6
"""Days within which a centre aims to answer; what waits longer is late."""

TO_JUDGE, RESUBMITTED, READY, LATE = "To judge", "Resubmitted", "Ready to sign", "Late"


@dataclass(frozen=True)
class QueuedUnit:
    """A unit something waits in, as the first qualification that lists it numbers it."""

    unit_id: UUID
    title: str
    number: str = ""
    entry_code: str = ""

    @property
    def words(self) -> str:
        return f"Unit {self.number} {self.title}" if self.number else self.title


@dataclass(frozen=True)
class QueueRow:
    """One thing that waits: an item (``evidence_id``) or a unit ready to be signed off."""

    why: str
    since: datetime
    candidate_id: UUID
    name: str
    fact: str
    units: tuple[QueuedUnit, ...]
    evidence_id: UUID | None = None
    title: str = ""
    declaration: DeclarationState = DeclarationState.UNSIGNED

    @property
    def days(self) -> int:
        """Whole days it has waited, by UK calendar days."""
        return max((clock.today() - self.since.astimezone(clock.UK).date()).days, 0)

    @property
    def late(self) -> bool:
        return self.days > AIM_DAYS


@dataclass(frozen=True)
class Wanted:
    """What the assessor asked to see; empty fields filter nothing."""

    search: str = ""
    why: str = ""
    candidate: str = ""
    unit: str = ""

    def admits(self, row: QueueRow) -> bool:
        words = " ".join([row.name, row.title, row.fact, *(unit.words for unit in row.units)])
        return (
            self.search.casefold() in words.casefold()
            and self.why in {"", row.why, LATE if row.late else ""}
            and self.candidate in {"", str(row.candidate_id)}
            and (not self.unit or self.unit in {unit.title for unit in row.units})
        )


@dataclass(frozen=True)
class Queue:
    """Everything that waits, and the part of it that was asked for."""

    every: Sequence[QueueRow]
    found: Sequence[QueueRow] = field(default=())

    @property
    def late(self) -> list[QueueRow]:
        return [row for row in self.every if row.late]

    def count(self, why: str) -> int:
        return sum(row.why == why for row in self.every)


def load(session: Session, actor: Actor, wanted: Wanted) -> Queue:
    """The assessor's queue, in five queries whatever its length."""
    items = _items(session, actor)
    tagged = _tagged(session, [row[0].id for row in items])
    ready = ready_units.waiting(session, actor)
    unit_ids = {unit.unit_id for tags in tagged.values() for unit, _number in tags}
    unit_ids |= {row[0] for row in ready}
    places = unit_places.places(session, unit_ids)
    states = _declaration_states(session, unit_ids)

    def placed(unit: QueuedUnit) -> QueuedUnit:
        place = places.get(unit.unit_id)
        if place is None:
            return unit
        return QueuedUnit(unit.unit_id, unit.title, place.number, place.entry_code)

    rows = [
        _item_row(
            evidence,
            candidate_id,
            name,
            [(placed(unit), number) for unit, number in tagged[evidence.id]],
        )
        for evidence, candidate_id, name in items
    ]
    rows += [
        QueueRow(
            READY,
            since,
            candidate_id,
            name,
            f"{criteria} of {criteria} met",
            (placed(QueuedUnit(unit_id, title)),),
        )
        for unit_id, title, candidate_id, name, since, criteria in ready
    ]
    every = sorted((_declared(row, states) for row in rows), key=lambda row: row.since)
    return Queue(every, [row for row in every if wanted.admits(row)])


def waiting_items(session: Session, actor: Actor) -> list[UUID]:
    """The ids of the items that wait, in the order of the queue."""
    return [row[0].id for row in _items(session, actor)]


def _items(session: Session, actor: Actor) -> list[tuple[Evidence, UUID, str]]:
    rows = session.execute(
        select(Evidence, Candidate.id, Candidate.name)
        .join(Evidence.candidate)
        .where(may_see(actor), Evidence.state == EvidenceState.SUBMITTED, _for_me(actor))
        .order_by(Evidence.submitted_at, Evidence.item_number)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def _for_me(actor: Actor) -> ColumnElement[bool]:
    """Tagged to a unit this assessor judges, or to nothing (any more)."""
    current = and_(EvidenceTag.evidence_id == Evidence.id, EvidenceTag.removed_at.is_(None))
    own = exists().where(current, EvidenceTag.unit_id.in_(assessed_units(actor)))
    return or_(own, ~exists().where(current))


def _tagged(
    session: Session, evidence_ids: Sequence[UUID]
) -> dict[UUID, list[tuple[QueuedUnit, str]]]:
    """The unit and the number of every criterion each item is tagged to."""
    found: dict[UUID, list[tuple[QueuedUnit, str]]] = defaultdict(list)
    for evidence_id, unit_id, title, number in session.execute(
        select(EvidenceTag.evidence_id, EvidenceTag.unit_id, Unit.title, Criterion.criterion_number)
        .join(EvidenceTag.unit)
        .join(UnitProgress.unit)
        .join(EvidenceTag.criterion)
        .where(EvidenceTag.evidence_id.in_(evidence_ids), EvidenceTag.removed_at.is_(None))
        .order_by(Unit.reference)
    ):
        found[evidence_id].append((QueuedUnit(unit_id, title), number))
    return found


def _declaration_states(session: Session, unit_ids: set[UUID]) -> dict[UUID, DeclarationState]:
    rows = session.execute(
        select(Declaration.unit_id, Declaration.voided_at)
        .where(Declaration.unit_id.in_(unit_ids))
        .order_by(Declaration.signed_at)
    )
    return {
        unit_id: DeclarationState.VOID if voided_at else DeclarationState.SIGNED
        for unit_id, voided_at in rows
    }


def _item_row(
    evidence: Evidence, candidate_id: UUID, name: str, tagged: list[tuple[QueuedUnit, str]]
) -> QueueRow:
    return QueueRow(
        RESUBMITTED if evidence.resubmitted else TO_JUDGE,
        evidence.submitted_at or evidence.created_at,
        candidate_id,
        name,
        f"{counted(number for _unit, number in tagged)} in {evidence.code}",
        tuple(dict.fromkeys(unit for unit, _number in tagged)),
        evidence.id,
        evidence.title,
    )


def _declared(row: QueueRow, states: dict[UUID, DeclarationState]) -> QueueRow:
    """The row with the state of its first unit's declaration."""
    if not row.units:
        return row
    state = states.get(row.units[0].unit_id, DeclarationState.UNSIGNED)
    return replace(row, declaration=state)
