"""The evidence record sheet of a unit (RD10): items down the side, criteria along the top."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from portfolio.domain.coverage import Tag, UnitCoverage, coverage
from portfolio.domain.decisions import Decision as DecisionInForce
from portfolio.domain.methods import METHODS
from portfolio.domain.states import DecisionOutcome, DecisionStage, EvidenceState, FileState
from portfolio.models.assessment import Assessment, Decision, UnitProgress
from portfolio.models.evidence import Evidence, EvidenceFile, EvidenceTag
from portfolio.models.specification import Criterion, CriterionNote, LearningOutcome
from portfolio.queries.criterion_notes import noted_by

NOT_LISTED = frozenset({EvidenceState.WITHDRAWN, EvidenceState.RETURNED})
"""Taken back, or hidden until replaced: no row on the sheet."""


@dataclass(frozen=True)
class SheetItem:
    """One row: an item, its files that are safe at the centre, and what was decided with it, by
    criterion id; ``checking`` is how many more files are still being checked."""

    evidence: Evidence
    files: tuple[EvidenceFile, ...]
    checking: int
    tagged: frozenset[UUID]
    decisions: dict[UUID, Decision]

    @property
    def methods(self) -> tuple[str, ...]:
        used = {code for decision in self.decisions.values() for code in decision.methods}
        return tuple(code for code in METHODS if code in used)

    def word(self, criterion_id: UUID) -> str | None:
        """What stands in the cell: met, not yet, tagged, or nothing."""
        decision = self.decisions.get(criterion_id)
        if decision is not None and decision.stage is DecisionStage.SUMMATIVE:
            return "met" if decision.outcome is DecisionOutcome.MET else "not yet"
        return "tagged" if criterion_id in self.tagged else None


@dataclass(frozen=True)
class RecordSheet:
    """Outcomes with their criteria, items, and every decision that stands, by item.

    ``items`` are those handed in; ``drafts`` only their candidate sees.
    """

    outcomes: tuple[LearningOutcome, ...]
    criteria: tuple[Criterion, ...]
    items: tuple[SheetItem, ...]
    drafts: tuple[SheetItem, ...]
    decisions: dict[UUID, dict[UUID, Decision]]
    notes: dict[UUID, str]
    """The centre's own on the criteria."""

    @cached_property
    def settled(self) -> dict[UUID, Decision]:
        """The summative decision that settles each criterion: Met on one item is met."""
        found: dict[UUID, Decision] = {}
        for decided in self.decisions.values():
            for criterion_id, decision in decided.items():
                if decision.stage is DecisionStage.SUMMATIVE:
                    held = found.get(criterion_id)
                    found[criterion_id] = _stronger(held, decision) if held else decision
        return found

    def coverage(self, *, signed_off: bool) -> UnitCoverage:
        """The same coverage ``queries.coverage`` finds, without asking the database again."""
        numbers = {one.id: one.criterion_number for one in self.criteria}
        return coverage(
            numbers.values(),
            [
                Tag(numbers[criterion_id], item.evidence.state)
                for item in (*self.items, *self.drafts)
                for criterion_id in item.tagged
                if criterion_id in numbers
            ],
            [
                DecisionInForce(numbers[criterion_id], one.outcome, one.decided_at, summative=True)
                for criterion_id, one in self.settled.items()
                if criterion_id in numbers
            ],
            signed_off=signed_off,
        )

    def items_of(self, criterion_id: UUID) -> list[SheetItem]:
        """The items tagged to or decided for a criterion."""
        return [item for item in self.items if item.word(criterion_id)]


def load(session: Session, unit: UnitProgress) -> RecordSheet:
    """The sheet of one unit, in four queries whatever its size."""
    noted = session.execute(
        select(Criterion, CriterionNote.text)
        .join(Criterion.outcome)
        .outerjoin(CriterionNote, noted_by(unit.candidate.centre_id))
        .options(contains_eager(Criterion.outcome))
        .where(Criterion.specification_id == unit.specification_id)
        .order_by(Criterion.position)
    ).all()
    criteria = tuple(row[0] for row in noted)
    evidence, tagged = _tagged(session, unit.id)
    decisions = _decisions(session, unit.id)
    files = _files(session, evidence)
    rows = [
        _row(one, files[one.id], frozenset(tagged[one.id]), decisions[one.id])
        for one in sorted(evidence.values(), key=lambda one: one.item_number)
    ]
    return RecordSheet(
        outcomes=tuple(dict.fromkeys(criterion.outcome for criterion in criteria)),
        criteria=criteria,
        items=tuple(row for row in rows if row.evidence.state is not EvidenceState.DRAFT),
        drafts=tuple(row for row in rows if row.evidence.state is EvidenceState.DRAFT),
        decisions=decisions,
        notes={criterion.id: note for criterion, note in noted if note},
    )


def _row(
    evidence: Evidence,
    files: list[EvidenceFile],
    tagged: frozenset[UUID],
    decisions: dict[UUID, Decision],
) -> SheetItem:
    stored = tuple(file for file in files if file.state is FileState.STORED)
    checking = sum(file.state is FileState.CHECKING for file in files)
    return SheetItem(evidence, stored, checking, tagged, decisions)


def _tagged(session: Session, unit_id: UUID) -> tuple[dict[UUID, Evidence], dict[UUID, set[UUID]]]:
    rows = session.execute(
        select(EvidenceTag.criterion_id, Evidence)
        .join(EvidenceTag.evidence)
        .where(
            EvidenceTag.unit_id == unit_id,
            EvidenceTag.removed_at.is_(None),
            Evidence.state.not_in(NOT_LISTED),
        )
    )
    evidence: dict[UUID, Evidence] = {}
    tagged: dict[UUID, set[UUID]] = defaultdict(set)
    for criterion_id, one in rows:
        evidence[one.id] = one
        tagged[one.id].add(criterion_id)
    return evidence, tagged


def _decisions(session: Session, unit_id: UUID) -> dict[UUID, dict[UUID, Decision]]:
    found: dict[UUID, dict[UUID, Decision]] = defaultdict(dict)
    for decision in session.scalars(
        select(Decision)
        .join(Decision.assessor)
        .join(Decision.assessment)
        .options(contains_eager(Decision.assessor), contains_eager(Decision.assessment))
        .where(
            Decision.unit_id == unit_id,
            Decision.superseded_at.is_(None),
            Assessment.released_at.is_not(None),
        )
    ):
        found[decision.evidence_id][decision.criterion_id] = decision
    return found


def _files(session: Session, evidence_ids: Iterable[UUID]) -> dict[UUID, list[EvidenceFile]]:
    found: dict[UUID, list[EvidenceFile]] = defaultdict(list)
    for file in session.scalars(
        select(EvidenceFile)
        .where(EvidenceFile.evidence_id.in_(list(evidence_ids)), EvidenceFile.removed_at.is_(None))
        .order_by(EvidenceFile.position)
    ):
        found[file.evidence_id].append(file)
    return found


def _stronger(held: Decision, other: Decision) -> Decision:
    if held.outcome is not other.outcome:
        return held if held.outcome is DecisionOutcome.MET else other
    return max(held, other, key=lambda decision: decision.decided_at)
