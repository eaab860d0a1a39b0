"""The tracker: candidates of a qualification by its units, and what it all comes to (R-338)."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portfolio.domain.actors import Actor
from portfolio.domain.combination import Outcome, outcome
from portfolio.domain.states import UnitState
from portfolio.models.assessment import UnitProgress
from portfolio.models.enrolment import Candidate, Enrolment
from portfolio.models.person import User
from portfolio.models.programme import CombinationRule, Qualification
from portfolio.queries import tracker_list, tracker_rows
from portfolio.queries.people import Named
from portfolio.queries.tracker_list import Assessing, Wanted
from portfolio.queries.tracker_rows import Listed, TrackerRow
from portfolio.queries.tracker_structure import Column, Structure, Version
from portfolio.queries.visibility import may_see

A_PAGE = 200


class Followed(NamedTuple):
    """A qualification that candidates of the actor are registered on, and how many."""

    qualification: Qualification
    candidates: int


@dataclass(frozen=True)
class Tracker:
    """Everything the tracker shows. ``achieved`` (by unit) and ``met`` count all that is listed,
    on other pages too."""

    columns: Sequence[Column]
    achieved: Mapping[UUID, int]
    met: int
    rows: Sequence[TrackerRow]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(-(-self.total // A_PAGE), 1)


def qualifications(session: Session, actor: Actor) -> list[Followed]:
    """The qualifications that visible candidates are registered on, by entry code."""
    found = session.execute(
        select(Qualification, func.count(Enrolment.id))
        .join(Enrolment, Enrolment.qualification_id == Qualification.id)
        .join(Candidate, Candidate.id == Enrolment.candidate_id)
        .where(may_see(actor))
        .group_by(Qualification.id)
        .order_by(Qualification.entry_code)
    )
    return [Followed(row[0], row[1]) for row in found]


def assessors(session: Session, actor: Actor, qualification_id: UUID) -> list[Named]:
    """Who assesses the visible candidates of the qualification now, by name."""
    found = session.execute(
        select(User.id, User.name)
        .join(Assessing, Assessing.user_id == User.id)
        .join(Enrolment, tracker_list.is_assessing())
        .join(Candidate, Candidate.id == Enrolment.candidate_id)
        .join(CombinationRule, CombinationRule.id == Enrolment.rule_id)
        .where(may_see(actor), tracker_list.follows(qualification_id))
        .distinct()
        .order_by(User.name, User.id)
    )
    return [Named(row[0], row[1]) for row in found]


def load(
    session: Session,
    actor: Actor,
    qualification: Qualification,
    structure: Structure,
    wanted: Wanted,
) -> Tracker:
    """A page of the tracker, in four queries whatever its size."""
    listed, outcomes, achieved = _found(session, actor, qualification, structure, wanted)
    page = min(max(wanted.page, 1), max(-(-len(listed) // A_PAGE), 1))
    shown = listed[(page - 1) * A_PAGE : page * A_PAGE]
    return Tracker(
        columns=_columns(structure, listed, wanted),
        achieved=Counter(unit_id for one in listed for unit_id in achieved[one.enrolment_id]),
        met=sum(outcomes[one.enrolment_id].met for one in listed),
        rows=tracker_rows.load(session, structure, shown, outcomes),
        total=len(listed),
        page=page,
    )


def everything(
    session: Session,
    actor: Actor,
    qualification: Qualification,
    structure: Structure,
    wanted: Wanted,
) -> tuple[Sequence[Column], list[TrackerRow]]:
    """All that the filters leave, for a file; two queries, and two for each page's worth."""
    listed, outcomes, _ = _found(session, actor, qualification, structure, wanted)
    parts = (listed[at : at + A_PAGE] for at in range(0, len(listed), A_PAGE))
    rows = [row for part in parts for row in tracker_rows.load(session, structure, part, outcomes)]
    return _columns(structure, listed, wanted), rows


ByEnrolment = dict[UUID, frozenset[UUID]]


def _found(
    session: Session,
    actor: Actor,
    qualification: Qualification,
    structure: Structure,
    wanted: Wanted,
) -> tuple[list[Listed], dict[UUID, Outcome], ByEnrolment]:
    """The registrations in order, and by registration what is achieved, as sum and as units."""
    narrowed = tracker_list.narrowed(actor, qualification.id, wanted)
    listed = [Listed(*row) for row in session.execute(narrowed)]
    achieved = _achieved(session, actor, structure, listed)
    # Most have achieved what others have too: each set of units is judged once.
    judged: dict[tuple[UUID, frozenset[UUID]], Outcome] = {}
    outcomes = {}
    for one in listed:
        what = (one.rule_id, achieved[one.enrolment_id])
        if what not in judged:
            judged[what] = _outcome(structure.versions[one.rule_id], what[1])
        outcomes[one.enrolment_id] = judged[what]
    if wanted.by_credit:
        listed.sort(
            key=lambda one: outcomes[one.enrolment_id].tally.total, reverse=wanted.descending
        )
    return listed, outcomes, achieved


def _achieved(
    session: Session, actor: Actor, structure: Structure, listed: Sequence[Listed]
) -> ByEnrolment:
    """By registration, the achieved units that its version lists."""
    candidates = select(Candidate.id).where(may_see(actor))
    by_candidate: dict[UUID, set[UUID]] = {}
    for candidate_id, unit_id in session.execute(
        select(UnitProgress.candidate_id, UnitProgress.unit_id).where(
            UnitProgress.candidate_id.in_(candidates), UnitProgress.state == UnitState.ACHIEVED
        )
    ):
        by_candidate.setdefault(candidate_id, set()).add(unit_id)
    return {
        one.enrolment_id: frozenset(
            by_candidate.get(one.candidate_id, set())
            & structure.versions[one.rule_id].placed.keys()
        )
        for one in listed
    }


def _outcome(version: Version, unit_ids: Collection[UUID]) -> Outcome:
    units = sorted((version.placed[unit_id] for unit_id in unit_ids), key=lambda p: p.position)
    return outcome(units, version.qualification, version.rule)


def _columns(structure: Structure, listed: Sequence[Listed], wanted: Wanted) -> Sequence[Column]:
    """The units to show: those the listed registrations' versions list, narrowed as asked."""
    columns = structure.columns({one.rule_id for one in listed})
    if wanted.unit_ids is None:
        return columns
    return [column for column in columns if column.unit_id in wanted.unit_ids]
