"""Holding an item against everybody else while it is judged: who may, and who was faster."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from portfolio.domain import judging
from portfolio.domain.actors import Actor
from portfolio.domain.errors import Conflict, Refusal
from portfolio.models.assessment import Assessment
from portfolio.models.evidence import Evidence
from portfolio.queries import assessing
from portfolio.queries.assessing import ItemCriteria
from portfolio.services import signed_units
from portfolio.services.moments import at_time


@dataclass(frozen=True)
class Seen:
    """What the assessor's page was built from: versions of the item and of its open judging."""

    evidence: int
    assessment: int = 0


def take(
    session: Session, actor: Actor, evidence: Evidence, seen: Seen | None
) -> tuple[ItemCriteria, Assessment | None]:
    """Hold the item until the transaction ends; returns its criteria and its open judging.

    Raises Refusal for an item this assessor cannot judge now, and Conflict when somebody else
    changed it after ``seen``.
    """
    if evidence.candidate.user_id == actor.user_id:
        raise Refusal("This is your own work. Another assessor must judge it")
    session.flush()
    session.refresh(evidence, with_for_update={"of": Evidence})
    assessment = assessing.open_assessment(session, evidence.id)
    if seen is not None:
        _check_seen(session, actor, evidence, assessment, seen)
    judging.check_state(evidence.state)
    signed_units.hold(session, evidence)
    criteria = assessing.item_criteria(session, actor, evidence)
    if criteria.tags and not criteria.asked and not criteria.locked:
        raise Refusal("You are not the assessor of the units this item is for")
    return criteria, assessment


def _check_seen(
    session: Session, actor: Actor, evidence: Evidence, open_now: Assessment | None, seen: Seen
) -> None:
    if evidence.version != seen.evidence:
        last = assessing.last_released(session, evidence.id)
        if last is not None and last.released_at is not None and last.assessor_id != actor.user_id:
            raise Conflict(
                f"{last.assessor.name} recorded decisions on this item "
                f"{at_time(last.released_at)}. Look at them, then decide"
            )
        raise Conflict(
            "This item has changed since you opened it. What you wrote is still here. "
            "Look at the item as it is now, then decide"
        )
    if open_now and open_now.version != seen.assessment and open_now.assessor_id != actor.user_id:
        raise Conflict(
            f"{open_now.assessor.name} began to judge this item {at_time(open_now.begun_at)} and "
            "kept a draft. Look at it, then decide"
        )
