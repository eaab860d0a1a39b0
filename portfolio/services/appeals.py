"""Taking in appeals against assessment decisions: what is appealed is named, then frozen."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.appeal_events import DecisionAppealed
from portfolio.domain.appeals import Appealed, check_brought
from portfolio.domain.cases import CaseState, EntryKind, Relation
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.procedure import CaseKind, Channel, TrackKey
from portfolio.domain.signature import fingerprint
from portfolio.models.appeal import Appeal, AppealInvolved, AppealPoint
from portfolio.models.assessment import UnitProgress
from portfolio.models.case import Case
from portfolio.models.evidence import Evidence, EvidenceTag
from portfolio.queries import appeal_snapshot, procedures
from portfolio.queries import appeals as queries
from portfolio.queries.appeals import Appealable
from portfolio.queries.declarations import NOT_SIGNED_FOR
from portfolio.services import appeal_freezing, appeal_reviewers, audit, case_log, cases
from portfolio.services.case_log import Line
from portfolio.services.cases import Intake


@dataclass(frozen=True)
class Brought:
    """What a candidate says: the decisions by the keys offered, why, and what should change."""

    points: tuple[str, ...]
    grounds: str
    wanted: str = ""


def bring(session: Session, actor: Actor, unit: UnitProgress, brought: Brought) -> Appeal:
    """The candidate appeals against decisions of one of their units.

    Opens a case on the appeal track, which is due from this moment (R-305). Raises Refusals beside
    ``points`` and ``grounds``, Conflict when a decision is no longer as the page showed it.
    """
    if actor.user_id != unit.candidate.user_id:
        raise Refusal("Only the candidate can bring an appeal here. Record it as a case instead")
    check_brought(brought.points, brought.grounds)
    procedure = procedures.read(procedures.followed(session, unit.candidate.centre_id))
    category = next(one for one in procedure.categories if one.redirects is TrackKey.APPEAL)
    intake = Intake(
        track=TrackKey.APPEAL,
        category=category.key,
        channel=Channel.WEB,
        name=unit.candidate.name,
        email=unit.candidate.user.email,
        said=brought.grounds.strip(),
        wanted=brought.wanted.strip(),
        received_at=clock.now(),
        relation=Relation.CANDIDATE,
        candidate_id=unit.candidate_id,
    )
    case = cases.receive(session, actor, unit.candidate.centre, intake)
    return _record(session, actor, case, unit, brought)


def name_decision(
    session: Session, actor: Actor, case: Case, unit: UnitProgress, points: Collection[str]
) -> Appeal:
    """Staff name what an appeal is against that came in by telephone, letter or as a complaint.

    The candidate's words stay those of the case (R-259). Raises Refusal for a case that is no
    appeal, or is closed, or names its decision already.
    """
    session.refresh(case, with_for_update={"of": Case})
    if case.kind is not CaseKind.APPEAL:
        raise Refusal("Only an appeal is against a decision")
    if case.state is CaseState.CLOSED:
        raise Refusal("This case is closed")
    if queries.of_case(session, case.id) is not None:
        raise Conflict("Somebody named the decision meanwhile")
    if unit.candidate.centre_id != case.centre_id or unit.candidate.user_id == actor.user_id:
        raise Refusal("Choose a candidate of the centre, and not yourself", "candidate")
    if case.candidate_id not in {None, unit.candidate_id}:
        raise Refusal("This case is about another candidate", "candidate")
    brought = Brought(tuple(points), case.said, case.wanted)
    check_brought(brought.points, brought.grounds)
    if case.relation is Relation.CANDIDATE:
        # Only then is it their own case, which they follow; a parent's or employer's is not.
        case.candidate_id = unit.candidate_id
    return _record(session, actor, case, unit, brought)


def _record(
    session: Session, actor: Actor, case: Case, unit: UnitProgress, brought: Brought
) -> Appeal:
    """Freeze the evidence as it is, keep what it was, and find somebody to review it."""
    items = appeal_freezing.hold(
        session, _evidence(session, unit, _chosen(session, unit, brought.points))
    )
    points = _chosen(session, unit, brought.points)
    appeal_freezing.check(items)
    appeal = _appeal(session, case, unit, brought, items)
    session.add_all(_point(appeal, position, one) for position, one in enumerate(points, 1))
    barred = queries.involved(session, unit, points)
    session.add_all(
        AppealInvolved(appeal_id=appeal.id, user_id=user_id, part=part)
        for user_id, part in barred.items()
    )
    session.flush()
    appeal_freezing.freeze(session, appeal, items)
    words = tuple(point_words(one) for one in points)
    codes = tuple(item.code for item in items)
    title = f"Appealed: {', '.join(words)}"
    text = f"Frozen as it was: {', '.join(codes)}" if codes else "There is no evidence to freeze"
    case_log.note(session, case, actor, Line(EntryKind.CHANGE, title, text, staff_only=False))
    event = DecisionAppealed(
        appeal.id, case.reference, unit.id, words, codes, appeal.snapshot_sha256
    )
    audit.record(session, actor, event, candidate_id=unit.candidate_id)
    appeal_reviewers.choose(session, appeal, barred)
    session.refresh(appeal, ["points", "involved"])
    return appeal


def _appeal(
    session: Session,
    case: Case,
    unit: UnitProgress,
    brought: Brought,
    items: Collection[Evidence],
) -> Appeal:
    """The appeal with everything as it was before it is frozen."""
    snapshot = appeal_snapshot.take(session, unit, {item.id for item in items})
    appeal = Appeal(
        case_id=case.id,
        candidate_id=unit.candidate_id,
        candidate_user_id=unit.candidate.user_id,
        unit_id=unit.id,
        grounds=brought.grounds.strip(),
        wanted=brought.wanted.strip(),
        received_at=clock.now(),
        snapshot=snapshot,
        snapshot_sha256=fingerprint(snapshot),
    )
    appeal.case, appeal.unit, appeal.candidate = case, unit, unit.candidate
    session.add(appeal)
    session.flush()
    return appeal


def _chosen(session: Session, unit: UnitProgress, keys: Collection[str]) -> list[Appealable]:
    offered = [one for one in queries.of_unit(session, unit) if one.key in keys]
    if {one.key for one in offered} != set(keys):
        raise Conflict("A decision has changed since you opened this page. Look at it, then choose")
    return offered


def _evidence(session: Session, unit: UnitProgress, points: Collection[Appealable]) -> set[UUID]:
    """The items the decisions rest on; a sign-off rests on every item of the unit."""
    if all(one.kind is Appealed.CRITERION for one in points):
        return {one.evidence.id for one in points if one.evidence}
    return set(
        session.scalars(
            select(EvidenceTag.evidence_id)
            .join(EvidenceTag.evidence)
            .where(
                EvidenceTag.unit_id == unit.id,
                EvidenceTag.removed_at.is_(None),
                Evidence.state.not_in(NOT_SIGNED_FOR),
            )
        )
    )


def _point(appeal: Appeal, position: int, one: Appealable) -> AppealPoint:
    return AppealPoint(
        appeal_id=appeal.id,
        position=position,
        kind=one.kind,
        decision_id=one.decision.id if one.decision else None,
        evidence_id=one.evidence.id if one.evidence else None,
        criterion_id=one.decision.criterion_id if one.decision else None,
        sign_off_id=one.sign_off.id if one.sign_off else None,
        decided_by_id=one.decided_by_id,
        decided_at=one.decided_at,
    )


def point_words(one: Appealable) -> str:
    """ "3.2 on E-07, Not yet", or "Sign-off withdrawn"."""
    if one.decision is None or one.evidence is None:
        return one.kind.value
    number = one.decision.criterion.criterion_number
    return f"{number} on {one.evidence.code}, {one.decision.outcome.value}"
