"""Who follows which version of a qualification, and what another would make of their verdict."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload

from portfolio.domain import qualification as published
from portfolio.domain.actors import Actor
from portfolio.domain.combination import evaluate
from portfolio.domain.states import EnrolmentStatus, UnitState
from portfolio.models.assessment import UnitProgress
from portfolio.models.enrolment import Candidate, Enrolment
from portfolio.models.programme import CombinationRule, Qualification, Unit
from portfolio.queries import catalogue
from portfolio.queries.visibility import may_see

CURRENT = frozenset({EnrolmentStatus.ACTIVE, EnrolmentStatus.ON_BREAK})
"""Registrations a change of the rule may still matter to."""


@dataclass(frozen=True)
class Follower:
    """A current registration, with its verdict as it is and as the other version would have it."""

    enrolment: Enrolment
    met: bool
    would_be_met: bool

    @property
    def turns(self) -> bool:
        return self.met is not self.would_be_met

    @property
    def name(self) -> str:
        return self.enrolment.candidate.name


def followers(
    session: Session,
    actor: Actor,
    row: Qualification,
    other: published.Qualification,
    only: Collection[UUID] | None = None,
) -> list[Follower]:
    """Current registrations the actor may see, by name; ``only`` these enrolments if given.

    The queries grow with the versions followed, not with the candidates.
    """
    query = (
        select(Enrolment)
        .join(Enrolment.candidate)
        .options(contains_eager(Enrolment.candidate), joinedload(Enrolment.rule))
        .where(
            Enrolment.qualification_id == row.id,
            Enrolment.status.in_(CURRENT),
            may_see(actor),
        )
        .order_by(Candidate.name, Enrolment.id)
    )
    if only is not None:
        query = query.where(Enrolment.id.in_(only))
    enrolments = session.scalars(query).all()
    achieved = _achieved(session, {one.candidate_id for one in enrolments})
    rules: dict[UUID, CombinationRule] = {one.rule_id: one.rule for one in enrolments}
    versions = {key: catalogue.as_published(session, row, rule) for key, rule in rules.items()}
    return [
        Follower(
            one,
            _met(versions[one.rule_id], achieved[one.candidate_id]),
            _met(other, achieved[one.candidate_id]),
        )
        for one in enrolments
    ]


def _met(version: published.Qualification, references: set[str]) -> bool:
    return evaluate(version, version.numbers_of(references)).met


def _achieved(session: Session, candidate_ids: Collection[UUID]) -> dict[UUID, set[str]]:
    """References of the units each candidate achieved, wherever."""
    rows = session.execute(
        select(UnitProgress.candidate_id, Unit.reference)
        .join(UnitProgress.unit)
        .where(
            UnitProgress.candidate_id.in_(candidate_ids), UnitProgress.state == UnitState.ACHIEVED
        )
    )
    found: dict[UUID, set[str]] = defaultdict(set)
    for candidate_id, reference in rows:
        found[candidate_id].add(reference)
    return found
