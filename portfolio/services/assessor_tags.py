"""Assessors tag and untag items of a candidate: attributed to them, never erased."""

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.assessment_events import EvidenceTagged, EvidenceUntagged
from portfolio.domain.criterion_words import criterion_name
from portfolio.domain.errors import Refusal
from portfolio.domain.judging import check_state
from portfolio.models.assessment import UnitProgress
from portfolio.models.evidence import Evidence, EvidenceTag
from portfolio.models.specification import Criterion
from portfolio.queries import assessing
from portfolio.services import audit, declarations, progress, signed_units


def tag(
    session: Session, actor: Actor, evidence: Evidence, criterion_ids: Collection[UUID]
) -> tuple[str, ...]:
    """Offer the item for more criteria, attributed to the assessor; returns their numbers.

    Criteria it is tagged to already are left alone. Raises Refusal when nothing is chosen, for an
    item that is not with the assessor, and for criteria of units this assessor does not judge.
    """
    check_state(evidence.state)
    units = own_units_of(session, actor, evidence.candidate_id, criterion_ids)
    there = {one.criterion_id for one in _current(session, evidence, criterion_ids)}
    new = [one for one in units if one.id not in there]
    if not new:
        raise Refusal("Choose at least one criterion it is not tagged to yet", "criteria")
    moment = clock.now()
    session.add_all(
        EvidenceTag(
            evidence_id=evidence.id,
            unit_id=units[criterion],
            criterion_id=criterion.id,
            tagged_by_id=actor.user_id,
            tagged_at=moment,
        )
        for criterion in new
    )
    numbers = tuple(criterion.criterion_number for criterion in new)
    audit.record(
        session, actor, EvidenceTagged(evidence.id, numbers), candidate_id=evidence.candidate_id
    )
    _follow_up(session, evidence, {units[criterion] for criterion in new})
    return numbers


def untag(
    session: Session, actor: Actor, evidence: Evidence, criterion_ids: Collection[UUID]
) -> tuple[str, ...]:
    """Take the item off criteria nothing was decided for; returns their numbers.

    Raises Refusal for a criterion with a decision: that is changed by a new decision with a reason.
    """
    check_state(evidence.state)
    own_units_of(session, actor, evidence.candidate_id, criterion_ids)
    tags = _current(session, evidence, criterion_ids)
    decided = assessing.current_decisions(session, evidence.id).keys()
    for one in tags:
        if one.criterion_id in decided:
            raise Refusal(
                f"{criterion_name(one.criterion.criterion_number)} has a decision. Change the "
                "decision instead"
            )
        one.removed_at = clock.now()
        one.removed_by_id = actor.user_id
    numbers = tuple(one.criterion.criterion_number for one in tags)
    audit.record(
        session, actor, EvidenceUntagged(evidence.id, numbers), candidate_id=evidence.candidate_id
    )
    _follow_up(session, evidence, {one.unit_id for one in tags})
    return numbers


def own_units_of(
    session: Session, actor: Actor, candidate_id: UUID, criterion_ids: Collection[UUID]
) -> dict[Criterion, UUID]:
    """The criteria with the candidate's unit of each; refuses any this assessor does not judge,
    and any of a unit that is signed off."""
    rows = session.execute(
        select(Criterion, UnitProgress.id)
        .join(UnitProgress, UnitProgress.specification_id == Criterion.specification_id)
        .where(Criterion.id.in_(criterion_ids), UnitProgress.candidate_id == candidate_id)
        .order_by(UnitProgress.id, Criterion.position)
    )
    units = {row[0]: row[1] for row in rows}
    own = assessing.judges(session, actor, set(units.values()))
    if {one.id for one in units} != set(criterion_ids) or set(units.values()) - own:
        raise Refusal("Choose criteria of units you assess for this candidate", "criteria")
    signed_units.check_units(session, set(units.values()), "criteria")
    return units


def _current(
    session: Session, evidence: Evidence, criterion_ids: Iterable[UUID]
) -> list[EvidenceTag]:
    return list(
        session.scalars(
            select(EvidenceTag).where(
                EvidenceTag.evidence_id == evidence.id,
                EvidenceTag.criterion_id.in_(criterion_ids),
                EvidenceTag.removed_at.is_(None),
            )
        )
    )


def _follow_up(session: Session, evidence: Evidence, unit_ids: set[UUID]) -> None:
    session.flush()
    session.expire(evidence, ["tags"])
    declarations.void_where_changed(session, unit_ids, f"{evidence.code} was tagged differently")
    progress.refresh(session, unit_ids)
