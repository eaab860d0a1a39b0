"""Appeals: what can be appealed, who had to do with it, who may decide it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from portfolio.domain.actors import Role
from portfolio.domain.appeals import FREEZES_IN, Appealed, Part
from portfolio.domain.states import DecisionOutcome, DecisionStage, EvidenceState
from portfolio.models.appeal import Appeal, AppealInvolved, AppealPoint
from portfolio.models.assessment import Assessment, Decision, SignOff, UnitProgress
from portfolio.models.enrolment import Assignment, Candidate, Enrolment
from portfolio.models.evidence import Evidence
from portfolio.models.programme import CombinationRule, UnitPlacement
from portfolio.models.specification import Criterion
from portfolio.queries import people, sign_off
from portfolio.queries.coverage import coverage_of
from portfolio.queries.people import Named
from portfolio.queries.versions import ever_stood

ABLE = (Role.ASSESSOR, Role.IQA)
"""The roles whose holders can assess, and so review (R-304)."""


@dataclass(frozen=True)
class Appealable:
    """A decision a candidate can appeal against, under a key that forms send back."""

    key: str
    kind: Appealed
    decided_by_id: UUID | None
    decided_at: datetime | None
    decision: Decision | None = None
    evidence: Evidence | None = None
    sign_off: SignOff | None = None


def of_unit(session: Session, unit: UnitProgress) -> list[Appealable]:
    """What can be appealed in a unit now: decisions Not yet, and a sign-off that is not given.

    A decision under an open appeal, or decided by one, is not offered again.
    """
    rows = session.execute(
        select(Decision, Evidence)
        .join(Evidence, Evidence.id == Decision.evidence_id)
        .join(Decision.assessment)
        .join(Decision.criterion)
        .options(contains_eager(Decision.criterion), joinedload(Decision.assessor))
        .where(
            Decision.unit_id == unit.id,
            Decision.superseded_at.is_(None),
            Decision.outcome == DecisionOutcome.NOT_YET,
            Decision.stage == DecisionStage.SUMMATIVE,
            Assessment.released_at.is_not(None),
            Evidence.state.in_(FREEZES_IN | {EvidenceState.FROZEN}),
            ~_settled_by_appeal(),
        )
        .order_by(Criterion.position, Evidence.item_number)
    )
    found = [
        Appealable(
            f"decision-{one.id}", Appealed.CRITERION, one.assessor_id, one.decided_at, one, item
        )
        for one, item in rows
    ]
    return [*found, *_sign_off(session, unit)]


def _settled_by_appeal() -> ColumnElement[bool]:
    """Whether an appeal against the decision is open or was decided, or the decision came of one.

    One withdrawn before it was decided settles nothing.
    """
    against = exists().where(
        AppealPoint.decision_id == Decision.id,
        AppealPoint.appeal_id == Appeal.id,
        or_(Appeal.ended_at.is_(None), Appeal.outcome.is_not(None)),
    )
    return or_(against, exists().where(AppealPoint.superseding_id == Decision.id))


def _sign_off(session: Session, unit: UnitProgress) -> list[Appealable]:
    given = sign_off.given(session, unit.id)
    if any(one.withdrawn_at is None for one in given) or _sign_off_appealed(session, unit):
        return []
    if given:
        last = given[0]
        return [
            Appealable(
                "sign-off", Appealed.WITHDRAWN, last.withdrawn_by_id, last.withdrawn_at, None, None,
                last,
            )
        ]  # fmt: skip
    if not coverage_of(session, [unit.id])[unit.id].all_met:
        return []
    assessors = _assigned(session, unit, Role.ASSESSOR)
    return [Appealable("sign-off", Appealed.REFUSED, next(iter(assessors), None), None)]


def _sign_off_appealed(session: Session, unit: UnitProgress) -> bool:
    return bool(
        session.scalar(
            select(
                exists().where(
                    AppealPoint.appeal_id == Appeal.id,
                    AppealPoint.kind != Appealed.CRITERION,
                    Appeal.unit_id == unit.id,
                    Appeal.ended_at.is_(None),
                )
            )
        )
    )


def involved(
    session: Session, unit: UnitProgress, points: Collection[Appealable]
) -> dict[UUID, Part]:
    """Everybody who had to do with these decisions, and never decides on them (R-304).

    The candidate; whoever decided them or anything else on the same items, or signed or withdrew
    the sign-off; and every quality assurer the unit has had since.
    """
    item_ids = {one.evidence.id for one in points if one.evidence}
    found = dict.fromkeys(_assigned(session, unit, Role.IQA, ended=True), Part.IQA)
    assessors = {one.decided_by_id for one in points}
    assessors |= {one.sign_off.signed_by_id for one in points if one.sign_off}
    assessors |= set(
        session.scalars(
            select(Assessment.assessor_id).where(Assessment.evidence_id.in_(item_ids)).distinct()
        )
    )
    found |= {user_id: Part.ASSESSOR for user_id in assessors if user_id}
    return found | {unit.candidate.user_id: Part.CANDIDATE}


def _assigned(
    session: Session, unit: UnitProgress, role: Role, *, ended: bool = False
) -> list[UUID]:
    """Who has this role in a registration that lists the unit; ``ended`` brings earlier ones."""
    query = (
        select(Assignment.user_id)
        .join(Enrolment, Enrolment.id == Assignment.enrolment_id)
        .join(CombinationRule, CombinationRule.id == Enrolment.rule_id)
        .join(UnitPlacement, UnitPlacement.qualification_id == Enrolment.qualification_id)
        .where(
            Enrolment.candidate_id == unit.candidate_id,
            UnitPlacement.unit_id == unit.unit_id,
            ever_stood(CombinationRule.structure_version),
            Assignment.role == role,
        )
        .order_by(Assignment.began_at, Assignment.id)
    )
    if not ended:
        query = query.where(Assignment.ended_at.is_(None))
    return list(dict.fromkeys(session.scalars(query)))


def able(session: Session, centre_id: UUID) -> list[Named]:
    """Assessors and quality assurers of the centre today, each once, by name."""
    held = people.holders(session, centre_id, ABLE)
    named = {one.user_id: one for role in ABLE for one in held[role]}
    return sorted(named.values(), key=lambda one: (one.name, str(one.user_id)))


def deciders(session: Session, centre_id: UUID, barred: Mapping[UUID, Part]) -> list[Named]:
    """Who may decide: able to assess, and without any part in what is appealed (R-304)."""
    return [one for one in able(session, centre_id) if one.user_id not in barred]


def of_case(session: Session, case_id: UUID) -> Appeal | None:
    """The appeal of a case with its points, None while nobody named the decision."""
    points = joinedload(Appeal.points)
    return (
        session.scalars(
            select(Appeal)
            .where(Appeal.case_id == case_id)
            .options(
                joinedload(Appeal.case),
                joinedload(Appeal.reviewer),
                joinedload(Appeal.candidate).joinedload(Candidate.user),
                joinedload(Appeal.unit).joinedload(UnitProgress.unit),
                points.joinedload(AppealPoint.criterion),
                points.joinedload(AppealPoint.evidence),
                points.joinedload(AppealPoint.decided_by),
                points.joinedload(AppealPoint.decision),
            )
        )
        .unique()
        .one_or_none()
    )


def waits_for_decision(session: Session, case_id: UUID) -> bool:
    """Whether the case has an appeal that only its reviewer can answer, on its own page."""
    return bool(
        session.scalar(select(exists().where(Appeal.case_id == case_id, Appeal.ended_at.is_(None))))
    )


def involved_since(session: Session, appeal: Appeal) -> dict[UUID, Part]:
    """Quality assurers the unit was given after the appeal came in."""
    return dict.fromkeys(_assigned(session, appeal.unit, Role.IQA), Part.IQA)


def in_unit(session: Session, unit_id: UUID) -> Sequence[Appeal]:
    """Every appeal about one candidate's unit, the latest first."""
    return session.scalars(
        select(Appeal)
        .where(Appeal.unit_id == unit_id)
        .join(Appeal.case)
        .options(
            contains_eager(Appeal.case),
            selectinload(Appeal.points).joinedload(AppealPoint.criterion),
            selectinload(Appeal.points).joinedload(AppealPoint.evidence),
        )
        .order_by(Appeal.received_at.desc(), Appeal.id)
    ).all()


def part_in(session: Session, case_id: UUID, user_id: UUID) -> Part | None:
    """How somebody had to do with what the appeal of a case is against; None for nothing."""
    return session.scalar(
        select(AppealInvolved.part)
        .join(Appeal, Appeal.id == AppealInvolved.appeal_id)
        .where(Appeal.case_id == case_id, AppealInvolved.user_id == user_id)
    )
