"""A centre's own parameters of a rule: another reading of a clause, over the same units (R-028)."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain import qualification as published
from portfolio.domain.actors import Actor
from portfolio.domain.catalogue_events import RuleChanged
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.qualification_changes import changes, check_complete
from portfolio.domain.rule import RuleOfCombination
from portfolio.models.programme import CombinationRule, Qualification
from portfolio.queries import catalogue, versions
from portfolio.services import audit


def proposed(
    session: Session, centre_id: UUID, row: Qualification, rule: RuleOfCombination
) -> tuple[published.Qualification, tuple[str, ...]]:
    """The qualification as the centre would read it, and what that changes, in words.

    Raises Refusal where nothing changes or nothing is published yet, Refusals for a rule that
    does not fit the units or that nobody could meet.
    """
    in_force = _in_force(session, centre_id, row)
    now = catalogue.as_published(session, row, in_force)
    wanted = replace(now, rule=rule.following(now.rule))
    changed = changes(now, wanted)
    if not changed:
        raise Refusal("This says the same as the rule in force")
    check_complete(wanted)
    return wanted, changed


def change(
    session: Session,
    actor: Actor,
    row: Qualification,
    rule: RuleOfCombination,
    reason: str,
    seen: UUID | None,
) -> CombinationRule:
    """Publish the centre's own version of the rule; new candidates follow it.

    Those registered before stay with theirs until they are moved. ``seen`` is the version in force
    the person saw: raises Conflict when there is another by now, Refusal without a reason, and as
    ``proposed``.
    """
    if row.centre_id not in {None, actor.centre_id}:
        raise Refusal("This qualification belongs to another centre")
    # Two at once: the second waits here and finds the first one's version in force.
    session.refresh(row, with_for_update=True)
    in_force = _in_force(session, actor.centre_id, row)
    if in_force.id != seen:
        raise Conflict("Somebody else published another version of the rule meanwhile")
    if not reason.strip():
        raise Refusal("Enter the reason for the change", "reason")
    wanted, changed = proposed(session, actor.centre_id, row, rule)
    made = _publish(session, actor, row, in_force, wanted.rule)
    made.reason = reason.strip()
    event = RuleChanged(row.id, row.entry_code, made.version, made.reason, changed)
    audit.record(session, actor, event)
    session.flush()
    session.expire(row, ["rules"])
    return made


def _publish(
    session: Session,
    actor: Actor,
    row: Qualification,
    in_force: CombinationRule,
    rule: RuleOfCombination,
) -> CombinationRule:
    made = CombinationRule(
        qualification_id=row.id,
        centre_id=actor.centre_id,
        version=_next_version(session, actor, row),
        structure_version=in_force.structure_version,
        parameters=rule.to_dict(),
        created_at=clock.now(),
        published_at=clock.now(),
        published_by_id=actor.user_id,
    )
    session.add(made)
    return made


def _in_force(session: Session, centre_id: UUID, row: Qualification) -> CombinationRule:
    in_force = versions.rule_in_force(session, row.id, centre_id)
    if in_force is None:
        raise Refusal("Nothing of this qualification is published yet")
    return in_force


def _next_version(session: Session, actor: Actor, row: Qualification) -> int:
    last = session.scalar(
        select(func.max(CombinationRule.version)).where(
            CombinationRule.qualification_id == row.id,
            versions.visible(actor.centre_id, CombinationRule),
        )
    )
    return (last or 0) + 1
