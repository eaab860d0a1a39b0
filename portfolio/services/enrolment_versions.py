"""Moving registrations to the version of their qualification in force."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy.orm import Session

from portfolio.domain.actors import Actor
from portfolio.domain.catalogue_events import EnrolmentMoved
from portfolio.domain.errors import Conflict, Refusal
from portfolio.models.enrolment import Enrolment
from portfolio.models.programme import CombinationRule, Qualification
from portfolio.queries import catalogue, rule_followers, versions
from portfolio.queries.rule_followers import Follower
from portfolio.services import audit, progress, registration


def move(
    session: Session,
    actor: Actor,
    row: Qualification,
    enrolment_ids: Collection[UUID],
    to: UUID | None,
) -> list[Follower]:
    """Have these registrations follow the version ``to``, which the person saw to be in force.

    Mandatory units of the version are planned; nothing a candidate did is touched. Returns who
    moved with the verdict before and after. Raises Conflict when another version is in force by
    now or somebody was moved meanwhile, Refusal for nobody.
    """
    in_force = versions.rule_in_force(session, row.id, actor.centre_id)
    if in_force is None or in_force.id != to:
        raise Conflict("Somebody else published another version of the rule meanwhile")
    wanted = catalogue.as_published(session, row, in_force)
    moving = rule_followers.followers(session, actor, row, wanted, enrolment_ids)
    if not enrolment_ids:
        raise Refusal("Choose at least one candidate", "candidates")
    if len(moving) != len(set(enrolment_ids)):
        raise Refusal("Choose candidates of the list", "candidates")
    for follower in moving:
        _move_one(session, actor, row, follower, in_force)
    progress.bump(session, {one.enrolment.candidate_id for one in moving})
    return moving


def _move_one(
    session: Session,
    actor: Actor,
    row: Qualification,
    follower: Follower,
    to: CombinationRule,
) -> None:
    enrolment = follower.enrolment
    before = enrolment.rule.version
    session.refresh(enrolment, ["rule_id"], with_for_update={"of": Enrolment})
    if enrolment.rule_id == to.id:
        raise Conflict(f"{follower.name} follows version {to.version} already")
    enrolment.rule_id = to.id
    session.flush()
    session.expire(enrolment, ["rule"])
    progress.refresh(session, registration.plan_mandatory(session, actor, enrolment, to))
    event = EnrolmentMoved(
        enrolment.id,
        row.entry_code,
        before,
        to.version,
        verdict(follower.met),
        verdict(follower.would_be_met),
    )
    audit.record(session, actor, event, candidate_id=enrolment.candidate_id)
    session.flush()


def verdict(met: bool) -> str:
    """A verdict as the panel words it."""
    return "Met" if met else "Not met yet"
