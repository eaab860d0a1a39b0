"""The trail of one unit: criterion, evidence, decision, sign-off, with what was superseded."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from portfolio.domain.states import EvidenceState
from portfolio.models.assessment import Assessment, Decision, Declaration, SignOff, UnitProgress
from portfolio.models.evidence import Evidence, EvidenceTag
from portfolio.models.specification import Criterion


@dataclass
class CriterionTrail:
    """One criterion with everything that led to its being met, or not."""

    criterion: Criterion
    items: list[Evidence] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    superseded: list[Decision] = field(default_factory=list)


@dataclass(frozen=True)
class UnitTrail:
    criteria: Sequence[CriterionTrail]
    declarations: Sequence[Declaration]
    sign_offs: Sequence[SignOff]

    @property
    def declaration(self) -> Declaration | None:
        """The declaration that stands."""
        return next((one for one in self.declarations if one.voided_at is None), None)

    @property
    def sign_off(self) -> SignOff | None:
        """The sign-off that stands."""
        return next((one for one in self.sign_offs if one.withdrawn_at is None), None)


def of_unit(session: Session, unit: UnitProgress, *, released_only: bool) -> UnitTrail:
    """The trail of ``unit`` in six queries, whatever its size.

    ``released_only`` leaves out decisions whose feedback has not been given: candidates see no
    outcome before it (002 s5.11).
    """
    trails = {criterion.id: CriterionTrail(criterion) for criterion in _criteria(session, unit)}
    for tag in _tags(session, unit.id):
        if tag.criterion_id in trails:
            trails[tag.criterion_id].items.append(tag.evidence)
    for criterion_id, decisions in _decisions(session, unit.id, released_only).items():
        if criterion_id in trails:
            trail = trails[criterion_id]
            trail.decisions = [one for one in decisions if one.superseded_at is None]
            trail.superseded = [one for one in decisions if one.superseded_at is not None]
    return UnitTrail(
        list(trails.values()),
        _declarations(session, unit.id),
        _sign_offs(session, unit.id),
    )


def _criteria(session: Session, unit: UnitProgress) -> Sequence[Criterion]:
    return session.scalars(
        select(Criterion)
        .where(Criterion.specification_id == unit.specification_id)
        .order_by(Criterion.position)
    ).all()


def _tags(session: Session, unit_id: UUID) -> Sequence[EvidenceTag]:
    return session.scalars(
        select(EvidenceTag)
        .join(EvidenceTag.evidence)
        .options(joinedload(EvidenceTag.evidence).selectinload(Evidence.files))
        .where(
            EvidenceTag.unit_id == unit_id,
            EvidenceTag.removed_at.is_(None),
            Evidence.state.not_in([EvidenceState.DRAFT, EvidenceState.WITHDRAWN]),
        )
        .order_by(Evidence.item_number)
    ).all()


def _decisions(session: Session, unit_id: UUID, released_only: bool) -> dict[UUID, list[Decision]]:
    query = (
        select(Decision)
        .join(Decision.assessment)
        .options(joinedload(Decision.assessor))
        .where(Decision.unit_id == unit_id)
        .order_by(Decision.decided_at)
    )
    if released_only:
        query = query.where(Assessment.released_at.is_not(None))
    found: dict[UUID, list[Decision]] = defaultdict(list)
    for decision in session.scalars(query):
        found[decision.criterion_id].append(decision)
    return found


def _declarations(session: Session, unit_id: UUID) -> Sequence[Declaration]:
    return session.scalars(
        select(Declaration)
        .options(joinedload(Declaration.signed_by))
        .where(Declaration.unit_id == unit_id)
        .order_by(Declaration.signed_at.desc())
    ).all()


def _sign_offs(session: Session, unit_id: UUID) -> Sequence[SignOff]:
    return session.scalars(
        select(SignOff)
        .options(joinedload(SignOff.signed_by), joinedload(SignOff.withdrawn_by))
        .where(SignOff.unit_id == unit_id)
        .order_by(SignOff.signed_at.desc())
    ).all()
