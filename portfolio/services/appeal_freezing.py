"""Freezing what an appeal rests on, and freeing it: ``EvidenceState.FROZEN`` is the whole lock.

Every verb that changes an item asks its state first, so a frozen one is refused where the rules of
its state are (``domain.judging``, ``domain.evidence_changes``), with nothing said twice.
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.appeals import FREEZES_IN, state_afterwards
from portfolio.domain.errors import Refusal
from portfolio.domain.states import DecisionStage, EvidenceState
from portfolio.models.appeal import Appeal, EvidenceFreeze
from portfolio.models.evidence import Evidence, EvidenceTag
from portfolio.queries import assessing
from portfolio.services import progress, signed_units


def hold(session: Session, evidence_ids: Collection[UUID]) -> list[Evidence]:
    """The items, held against everybody else until the transaction ends, always in one order."""
    session.flush()
    items = list(
        session.scalars(
            select(Evidence)
            .where(Evidence.id.in_(evidence_ids))
            .order_by(Evidence.id)
            .with_for_update(of=Evidence)
            .execution_options(populate_existing=True)
        )
    )
    # A sign-off at the same moment waits for the units, and then finds the items frozen.
    for item in items:
        signed_units.hold(session, item)
    return items


def check(items: Iterable[Evidence]) -> None:
    """Refuse to freeze an item that is nobody's to judge now."""
    for item in items:
        if item.state not in FREEZES_IN | {EvidenceState.FROZEN}:
            raise Refusal(
                f"{item.code} is {item.state.lower()} now, so there is no decision on it to appeal "
                "against",
                "points",
            )


def freeze(session: Session, appeal: Appeal, items: Collection[Evidence]) -> None:
    """Freeze items that are held; one that another appeal froze stays so until both have ended."""
    before = _states_before(session, items)
    for item in items:
        session.add(
            EvidenceFreeze(
                appeal_id=appeal.id,
                evidence_id=item.id,
                state_before=before.get(item.id, item.state),
                since=clock.now(),
            )
        )
        item.state = EvidenceState.FROZEN
    progress.refresh(session, _units_of(session, items))


def free(session: Session, appeal: Appeal) -> None:
    """Free what this appeal froze, but for what another open appeal still holds."""
    freezes = session.scalars(
        select(EvidenceFreeze).where(
            EvidenceFreeze.appeal_id == appeal.id, EvidenceFreeze.ended_at.is_(None)
        )
    ).all()
    items = hold(session, {one.evidence_id for one in freezes})
    before = {one.evidence_id: one.state_before for one in freezes}
    for freeze in freezes:
        freeze.ended_at = clock.now()
    session.flush()
    still = _states_before(session, items)
    for item in items:
        if item.id not in still:
            item.state = _state_of(session, item, before[item.id])
    progress.refresh(session, _units_of(session, items))


def _state_of(session: Session, item: Evidence, before: EvidenceState) -> EvidenceState:
    tagged = session.scalars(
        select(EvidenceTag.criterion_id).where(
            EvidenceTag.evidence_id == item.id, EvidenceTag.removed_at.is_(None)
        )
    ).all()
    decided = {
        criterion_id: one.outcome
        for criterion_id, one in assessing.current_decisions(session, item.id).items()
        if one.stage is DecisionStage.SUMMATIVE
    }
    return state_afterwards(before, tagged, decided)


def _states_before(session: Session, items: Iterable[Evidence]) -> dict[UUID, EvidenceState]:
    """Of items frozen by some open appeal, the state each goes back to."""
    rows = session.execute(
        select(EvidenceFreeze.evidence_id, EvidenceFreeze.state_before).where(
            EvidenceFreeze.evidence_id.in_({item.id for item in items}),
            EvidenceFreeze.ended_at.is_(None),
        )
    )
    return {row[0]: row[1] for row in rows}


def _units_of(session: Session, items: Iterable[Evidence]) -> set[UUID]:
    return set(
        session.scalars(
            select(EvidenceTag.unit_id).where(
                EvidenceTag.evidence_id.in_({item.id for item in items}),
                EvidenceTag.removed_at.is_(None),
            )
        )
    )
