"""What an assessor judges: the units of the enrolments they are assigned to, and the state of
one item's judging."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Row, Select, and_, exists, select
from sqlalchemy.orm import Session, contains_eager

from portfolio.domain.actors import Actor, Role
from portfolio.domain.judging import Asked, Earlier
from portfolio.domain.methods import bar_on_simulation
from portfolio.models.appeal import AppealPoint
from portfolio.models.assessment import Assessment, Decision, SignOff, UnitProgress
from portfolio.models.enrolment import Assignment, Enrolment
from portfolio.models.evidence import Evidence, EvidenceTag
from portfolio.models.programme import CombinationRule, Qualification, Unit, UnitPlacement
from portfolio.models.specification import Criterion, CriterionNote, UnitSpecification
from portfolio.queries.criterion_notes import noted_by
from portfolio.queries.versions import ever_stood


@dataclass(frozen=True)
class ItemCriteria:
    """The criteria an item is tagged to, sorted by who may decide them.

    ``asked`` waits for this assessor, ``locked`` belongs to units already signed off, ``others``
    to units of another assessor.
    """

    asked: tuple[Asked, ...]
    tags: dict[UUID, EvidenceTag]
    locked: frozenset[UUID]
    others: frozenset[UUID]
    current: dict[UUID, Decision]
    demonstration: bool = False
    notes: Mapping[UUID, str] = field(default_factory=dict)
    """The centre's own on these criteria."""

    @property
    def unit_ids(self) -> set[UUID]:
        return {tag.unit_id for tag in self.tags.values()}

    def numbers(self, criterion_ids: Iterable[UUID]) -> list[str]:
        return [self.tags[one].criterion.criterion_number for one in criterion_ids]


def assessed_units(actor: Actor) -> Select[UUID]:
    """Ids of the units (one candidate's each) this assessor judges now."""
    return (
        select(UnitProgress.id)
        .join(UnitPlacement, UnitPlacement.unit_id == UnitProgress.unit_id)
        .join(
            Enrolment,
            and_(
                Enrolment.qualification_id == UnitPlacement.qualification_id,
                Enrolment.candidate_id == UnitProgress.candidate_id,
            ),
        )
        .join(
            CombinationRule,
            and_(
                CombinationRule.id == Enrolment.rule_id,
                ever_stood(CombinationRule.structure_version),
            ),
        )
        .join(Assignment, Assignment.enrolment_id == Enrolment.id)
        .where(
            Assignment.user_id == actor.user_id,
            Assignment.role == Role.ASSESSOR,
            Assignment.ended_at.is_(None),
        )
    )


def judges(session: Session, actor: Actor, unit_ids: Collection[UUID]) -> set[UUID]:
    """Those of the units that this assessor judges."""
    found = session.scalars(assessed_units(actor).where(UnitProgress.id.in_(unit_ids)))
    return set(found)


def open_assessment(session: Session, evidence_id: UUID) -> Assessment | None:
    """The judging of an item that has begun and is not recorded yet."""
    return session.scalar(
        select(Assessment)
        .join(Assessment.assessor)
        .options(contains_eager(Assessment.assessor))
        .where(Assessment.evidence_id == evidence_id, Assessment.released_at.is_(None))
    )


def last_released(session: Session, evidence_id: UUID) -> Assessment | None:
    """The last time decisions on the item were recorded."""
    return session.scalar(
        select(Assessment)
        .join(Assessment.assessor)
        .options(contains_eager(Assessment.assessor))
        .where(Assessment.evidence_id == evidence_id, Assessment.released_at.is_not(None))
        .order_by(Assessment.released_at.desc())
        .limit(1)
    )


def item_criteria(session: Session, actor: Actor, evidence: Evidence) -> ItemCriteria:
    """The criteria of one item, in three queries whatever their number."""
    rows = _tags(session, actor, evidence.id)
    tags = [row.tag for row in rows]
    standing = _standing(session, evidence.id)
    current = {one.criterion_id: one for one, _ in standing}
    appealed = {one.id for one, on_appeal in standing if on_appeal}
    bars = _simulation_bars(session, evidence.candidate_id, {tag.unit_id for tag in tags})
    return ItemCriteria(
        asked=tuple(
            Asked(
                row.tag.criterion_id,
                row.tag.criterion.criterion_number,
                _earlier(current.get(row.tag.criterion_id), evidence, appealed),
                bars.get(row.tag.unit_id),
            )
            for row in rows
            if row.own and not row.signed
        ),
        tags={tag.criterion_id: tag for tag in tags},
        locked=frozenset(row.tag.criterion_id for row in rows if row.signed),
        others=frozenset(row.tag.criterion_id for row in rows if not row.own and not row.signed),
        current=current,
        demonstration=any(row.demonstration for row in rows),
        notes={row.tag.criterion_id: row.note for row in rows if row.note},
    )


class _Tagged(NamedTuple):
    """A tag, whether its unit is this assessor's, and whether it is signed off."""

    tag: EvidenceTag
    own: bool
    signed: bool
    demonstration: bool
    note: str | None


def _tags(session: Session, actor: Actor, evidence_id: UUID) -> list[_Tagged]:
    signed = exists().where(SignOff.unit_id == EvidenceTag.unit_id, SignOff.withdrawn_at.is_(None))
    rows = session.execute(
        select(
            EvidenceTag,
            EvidenceTag.unit_id.in_(assessed_units(actor)),
            signed,
            UnitSpecification.demonstration,
            CriterionNote.text,
        )
        .join(EvidenceTag.criterion)
        .join(UnitSpecification, UnitSpecification.id == Criterion.specification_id)
        .join(EvidenceTag.unit)
        .join(UnitProgress.unit)
        .outerjoin(CriterionNote, noted_by(actor.centre_id))
        .options(
            contains_eager(EvidenceTag.criterion),
            contains_eager(EvidenceTag.unit).contains_eager(UnitProgress.unit),
        )
        .where(EvidenceTag.evidence_id == evidence_id, EvidenceTag.removed_at.is_(None))
        .order_by(Unit.reference, Criterion.position)
    )
    return [_Tagged(row[0], bool(row[1]), bool(row[2]), bool(row[3]), row[4]) for row in rows]


def current_decisions(session: Session, evidence_id: UUID) -> dict[UUID, Decision]:
    """The decisions on one item that no later one replaced, by criterion."""
    return {one.criterion_id: one for one, _ in _standing(session, evidence_id)}


def _standing(session: Session, evidence_id: UUID) -> Sequence[Row[Decision, bool]]:
    """The decisions that stand, each with whether the reviewer of an appeal made it."""
    on_appeal = exists().where(AppealPoint.superseding_id == Decision.id)
    return session.execute(
        select(Decision, on_appeal)
        .join(Decision.assessor)
        .options(contains_eager(Decision.assessor))
        .where(Decision.evidence_id == evidence_id, Decision.superseded_at.is_(None))
    ).all()


def _earlier(
    decision: Decision | None, evidence: Evidence, on_appeal: Collection[UUID]
) -> Earlier | None:
    if decision is None:
        return None
    submitted_at = evidence.submitted_at
    return Earlier(
        decision.outcome,
        decision.justification,
        tuple(decision.methods),
        decision.stage,
        same_submission=submitted_at is None or decision.decided_at >= submitted_at,
        on_appeal=decision.id in on_appeal,
    )


def _simulation_bars(
    session: Session, candidate_id: UUID, unit_ids: Iterable[UUID]
) -> dict[UUID, str]:
    """Why simulation is barred, by unit: one of the candidate's qualifications is enough."""
    rows = session.execute(
        select(UnitProgress.id, Unit.reference, Qualification.title, Qualification.simulation)
        .join(UnitProgress.unit)
        .join(UnitPlacement, UnitPlacement.unit_id == Unit.id)
        .join(Qualification, Qualification.id == UnitPlacement.qualification_id)
        .join(
            Enrolment,
            and_(
                Enrolment.qualification_id == Qualification.id,
                Enrolment.candidate_id == candidate_id,
            ),
        )
        .join(CombinationRule, CombinationRule.id == Enrolment.rule_id)
        .where(UnitProgress.id.in_(unit_ids), ever_stood(CombinationRule.structure_version))
    )
    bars: dict[UUID, str] = {}
    for unit_id, reference, title, possible in rows:
        if bar := bar_on_simulation(title, possible, reference):
            bars[unit_id] = bar
    return bars
