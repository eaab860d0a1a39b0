"""Moving candidates' units to the version of the criteria in use, tags and decisions with them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.catalogue_events import CriteriaMoved
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.states import EvidenceState
from portfolio.domain.tag_moves import Worded, carries
from portfolio.models.assessment import Assessment, Decision, UnitProgress
from portfolio.models.evidence import Evidence, EvidenceTag
from portfolio.models.specification import UnitSpecification
from portfolio.queries import specification_moves, versions
from portfolio.services import audit, declarations, progress


@dataclass(frozen=True)
class Plan:
    """Where every criterion of ``before`` goes in ``to``; None takes its tags off."""

    before: tuple[Worded, ...]
    to: UnitSpecification
    after: tuple[Worded, ...]
    mapping: dict[UUID, UUID | None]

    @property
    def carried(self) -> set[UUID]:
        return carries(self.before, self.after, self.mapping)


def plan(
    session: Session, before: UUID, to: UnitSpecification, mapping: Mapping[UUID, UUID | None]
) -> Plan:
    """Raises Refusal for a criterion left out, and for one that is not of the version."""
    old = tuple(specification_moves.criteria(session, before))
    new = tuple(specification_moves.criteria(session, to.id))
    wanted = {target for target in mapping.values() if target is not None}
    if {one.id for one in old} != set(mapping) or wanted - {one.id for one in new}:
        raise Refusal("Choose a criterion of the version in use for each of the older one")
    return Plan(old, to, new, dict(mapping))


def move(
    session: Session, actor: Actor, unit_ids: Collection[UUID], by: Plan, from_id: UUID
) -> int:
    """Move these candidates' units from the version ``from_id``; returns how many moved.

    Tags go where the plan says. A decision in force holds on only where its criterion moved one
    to one and is worded the same; otherwise the criterion is to be judged again, and an accepted
    item goes back to the assessor. Raises Refusal for a unit that is signed off, Conflict when
    the version in use or a candidate's is no longer the one the person saw.
    """
    in_use = versions.specifications_in_use(session, [by.to.unit_id], actor.centre_id)
    if in_use.get(by.to.unit_id) != by.to.id:
        raise Conflict("Another version of the criteria was published meanwhile")
    units = [_take(session, actor, unit_id, by, from_id) for unit_id in unit_ids]
    if not units:
        raise Refusal("Choose at least one candidate", "candidates")
    for unit in units:
        _move_one(session, actor, unit, by)
    return len(units)


def _take(session: Session, actor: Actor, unit_id: UUID, by: Plan, from_id: UUID) -> UnitProgress:
    unit = session.get_one(UnitProgress, unit_id)
    session.refresh(unit, with_for_update={"of": UnitProgress})
    if unit.candidate.centre_id != actor.centre_id or unit.unit_id != by.to.unit_id:
        raise Refusal("Choose candidates of the list", "candidates")
    if unit.candidate.user_id == actor.user_id:
        raise Refusal("Somebody else moves the tags of your own portfolio", "candidates")
    if unit.specification_id != from_id:
        raise Conflict(f"{unit.candidate.name} was moved to another version meanwhile")
    if specification_moves.is_signed_off(session, unit):
        raise Refusal(f"The unit of {unit.candidate.name} is signed off, so it stays as it is")
    if specification_moves.is_frozen(session, unit):
        raise Refusal(
            f"Evidence of {unit.candidate.name} is frozen while an appeal is open, so its tags stay"
        )
    return unit


def _move_one(session: Session, actor: Actor, unit: UnitProgress, by: Plan) -> None:
    moved, items = _move_tags(session, actor, unit, by)
    carried, again = _move_decisions(session, actor, unit, by)
    _move_noted(session, items, by)
    unit.specification_id = by.to.id
    session.flush()
    _send_back(session, items)
    event = CriteriaMoved(unit.id, by.to.unit.reference, by.to.version, moved, carried, again)
    audit.record(session, actor, event, candidate_id=unit.candidate_id)
    declarations.void_where_changed(session, [unit.id], "The criteria of the unit changed")
    progress.refresh(session, [unit.id])


def _move_tags(
    session: Session, actor: Actor, unit: UnitProgress, by: Plan
) -> tuple[tuple[str, ...], set[UUID]]:
    """Where the tags went, by number, and the items that have tags in this unit."""
    tags = session.scalars(
        select(EvidenceTag)
        .where(EvidenceTag.unit_id == unit.id, EvidenceTag.removed_at.is_(None))
        .order_by(EvidenceTag.tagged_at, EvidenceTag.id)
    ).all()
    made = set[tuple[UUID, UUID]]()
    for tag in tags:
        tag.removed_at = clock.now()
        tag.removed_by_id = actor.user_id
        target = by.mapping[tag.criterion_id]
        if target is None or (tag.evidence_id, target) in made:
            continue
        made.add((tag.evidence_id, target))
        session.add(
            EvidenceTag(
                evidence_id=tag.evidence_id,
                unit_id=unit.id,
                criterion_id=target,
                tagged_by_id=tag.tagged_by_id,
                tagged_at=tag.tagged_at,
            )
        )
    session.flush()
    return _told(by, {tag.criterion_id for tag in tags}), {tag.evidence_id for tag in tags}


def _told(by: Plan, tagged: set[UUID]) -> tuple[str, ...]:
    numbers = {one.id: one.number for one in by.after}
    told = []
    for one in by.before:
        if one.id in tagged:
            target = by.mapping[one.id]
            told.append(
                f"{one.number} to {numbers[target]}" if target else f"{one.number} taken off"
            )
    return tuple(told)


def _move_decisions(
    session: Session, actor: Actor, unit: UnitProgress, by: Plan
) -> tuple[int, int]:
    """How many decisions hold on, and how many do not."""
    decisions = session.scalars(
        select(Decision).where(
            Decision.unit_id == unit.id,
            Decision.superseded_at.is_(None),
            Decision.criterion_id.in_(by.mapping),
        )
    ).all()
    carried = by.carried
    held = [one for one in decisions if one.criterion_id in carried]
    for decision in decisions:
        decision.superseded_at = clock.now()
        decision.superseded_by_id = actor.user_id
        decision.superseded_reason = f"Moved to version {by.to.version} of the criteria"
    session.flush()
    session.add_all(_on_the_new_criterion(decision, by) for decision in held)
    session.flush()
    return len(held), len(decisions) - len(held)


def _on_the_new_criterion(decision: Decision, by: Plan) -> Decision:
    return Decision(
        assessment_id=decision.assessment_id,
        evidence_id=decision.evidence_id,
        unit_id=decision.unit_id,
        criterion_id=by.mapping[decision.criterion_id],
        outcome=decision.outcome,
        stage=decision.stage,
        methods=list(decision.methods),
        justification=decision.justification,
        assessor_id=decision.assessor_id,
        decided_at=decision.decided_at,
    )


def _move_noted(session: Session, items: Collection[UUID], by: Plan) -> None:
    """What an assessor noted and has not recorded follows where the words are the same."""
    carried = {str(old): str(by.mapping[old]) for old in by.carried}
    gone = {str(one.id) for one in by.before} - carried.keys()
    for assessment in session.scalars(
        select(Assessment).where(
            Assessment.evidence_id.in_(items), Assessment.released_at.is_(None)
        )
    ):
        assessment.draft = {
            carried.get(key, key): noted
            for key, noted in assessment.draft.items()
            if key not in gone
        }


def _send_back(session: Session, items: Collection[UUID]) -> None:
    """Accepted items of which a criterion is to be judged again wait for the assessor anew."""
    decided = exists().where(
        Decision.evidence_id == EvidenceTag.evidence_id,
        Decision.criterion_id == EvidenceTag.criterion_id,
        Decision.superseded_at.is_(None),
    )
    waiting = exists().where(
        EvidenceTag.evidence_id == Evidence.id, EvidenceTag.removed_at.is_(None), ~decided
    )
    for evidence in session.scalars(
        select(Evidence).where(
            Evidence.id.in_(items), Evidence.state == EvidenceState.ACCEPTED, waiting
        )
    ):
        evidence.state = EvidenceState.SUBMITTED
    session.flush()
