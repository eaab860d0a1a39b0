"""Deciding an appeal: what is upheld becomes a decision in the portfolio; nothing is erased."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain import appeals as rules
from portfolio.domain.actors import Actor
from portfolio.domain.appeal_events import AppealDecided, AppealEnded
from portfolio.domain.appeals import Appealed, Finding
from portfolio.domain.cases import Outcome
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.states import DecisionOutcome, DecisionStage, EvidenceState
from portfolio.models.appeal import Appeal, AppealPoint
from portfolio.models.assessment import Assessment, Decision
from portfolio.queries import appeals as queries
from portfolio.queries import evidence_submission, unit_places
from portfolio.services import appeal_freezing, audit, case_steps, notices, progress
from portfolio.services.case_messages import Letter
from portfolio.services.notices import News


@dataclass(frozen=True)
class Verdict:
    """What the reviewer hands in: a finding on every point, and the letter to the candidate."""

    findings: tuple[Finding, ...]
    letter: Letter
    version: int
    """Of the appeal, as their page showed it."""


def decide(session: Session, actor: Actor, appeal: Appeal, verdict: Verdict) -> Outcome:
    """Record the findings, supersede what they change, free the evidence, and answer in writing.

    Raises Refusals beside each finding that lacks something, Refusal for anybody but the reviewer,
    Conflict when the appeal ended or changed meanwhile.
    """
    session.flush()
    session.refresh(appeal, with_for_update={"of": Appeal})
    if appeal.ended_at is not None:
        raise Conflict("This appeal is decided already")
    _check_reviewer(session, actor, appeal)
    if appeal.version != verdict.version:
        raise Conflict("This appeal has changed since you opened it. Look at it, then decide")
    rules.check_findings([point.id for point in appeal.points], verdict.findings)
    appeal_freezing.hold(session, {p.evidence_id for p in appeal.points if p.evidence_id})
    _note(actor, appeal, verdict.findings)
    superseded = _supersede(session, actor, appeal)
    outcome = rules.overall([point.outcome for point in appeal.points if point.outcome])
    appeal.outcome, appeal.decided_at, appeal.ended_at = outcome, clock.now(), clock.now()
    appeal_freezing.free(session, appeal)
    progress.refresh(session, [appeal.unit_id])
    case_steps.answer(session, actor, appeal.case, outcome, verdict.letter)
    audit.record(
        session, actor, _event(appeal, outcome, superseded), candidate_id=appeal.candidate_id
    )
    _tell(session, appeal, outcome)
    return outcome


def end(session: Session, actor: Actor | None, case_id: UUID) -> None:
    """Free the evidence of an appeal that was withdrawn; nothing is decided by it."""
    appeal = queries.of_case(session, case_id)
    if appeal is None or appeal.ended_at is not None:
        return
    appeal.ended_at = clock.now()
    appeal_freezing.free(session, appeal)
    event = AppealEnded(appeal.id, appeal.case.reference)
    audit.record(
        session,
        actor,
        event,
        candidate_id=appeal.candidate_id,
        centre_id=appeal.case.centre_id,
    )


def _check_reviewer(session: Session, actor: Actor, appeal: Appeal) -> None:
    """Asked again when it is decided: roles may have changed since the reviewer was named."""
    if actor.user_id != appeal.reviewer_id:
        raise Refusal("Only its reviewer decides this appeal")
    barred = {one.user_id: one.part for one in appeal.involved}
    barred |= queries.involved_since(session, appeal)
    able = {one.user_id for one in queries.able(session, appeal.case.centre_id)}
    rules.check_reviewer(actor.user_id, barred, able)


def _note(actor: Actor, appeal: Appeal, findings: Sequence[Finding]) -> None:
    found = {finding.point_id: finding for finding in findings}
    for point in appeal.points:
        finding = found[point.id]
        point.outcome, point.reasons = finding.outcome, finding.reasons.strip()
        point.reviewer_id = actor.user_id


def _supersede(session: Session, actor: Actor, appeal: Appeal) -> list[Decision]:
    """Put the reviewer's decisions in the place of those they change; returns the old ones."""
    by_item: dict[UUID, list[AppealPoint]] = defaultdict(list)
    for point in appeal.points:
        changes = point.outcome and rules.decided_anew(point.outcome)
        if point.kind is Appealed.CRITERION and changes and point.evidence_id:
            by_item[point.evidence_id].append(point)
    replaced = []
    for evidence_id, points in by_item.items():
        judged = _judged(session, actor, appeal, evidence_id, points)
        for point in points:
            replaced.append(_replace(session, judged, appeal, point))
    return replaced


def _judged(
    session: Session,
    actor: Actor,
    appeal: Appeal,
    evidence_id: UUID,
    points: Sequence[AppealPoint],
) -> Assessment:
    """The reviewer's act of judging, given to the candidate at once."""
    met = any(point.outcome is Outcome.UPHELD for point in points)
    reasons = [f"{_number(point)}: {point.outcome}. {point.reasons}" for point in points]
    judged = Assessment(
        evidence_id=evidence_id,
        assessor_id=actor.user_id,
        stage=DecisionStage.SUMMATIVE,
        methods=sorted({code for point in points for code in _before(point).methods}),
        feedback="\n".join([f"Decided on appeal {appeal.case.reference}", *reasons]),
        draft={},
        outcome=EvidenceState.ACCEPTED if met else EvidenceState.REFERRED,
        begun_at=clock.now(),
        released_at=clock.now(),
    )
    session.add(judged)
    session.flush()
    return judged


def _replace(session: Session, judged: Assessment, appeal: Appeal, point: AppealPoint) -> Decision:
    old = _before(point)
    session.refresh(old, ["superseded_at"])
    if old.superseded_at is not None:
        raise Conflict("A decision under appeal was replaced meanwhile. Look at it, then decide")
    old.superseded_at, old.superseded_by_id = clock.now(), judged.assessor_id
    old.superseded_reason = f"Appeal {appeal.case.reference}: {point.outcome}. {point.reasons}"
    session.flush()
    new = Decision(
        assessment_id=judged.id,
        evidence_id=old.evidence_id,
        unit_id=old.unit_id,
        criterion_id=old.criterion_id,
        outcome=_anew(point),
        stage=DecisionStage.SUMMATIVE,
        methods=list(old.methods),
        justification=f"On appeal {appeal.case.reference}: {point.reasons}",
        assessor_id=judged.assessor_id,
        decided_at=clock.now(),
    )
    session.add(new)
    session.flush()
    point.superseding_id = new.id
    return old


def _before(point: AppealPoint) -> Decision:
    if point.decision is None:
        raise LookupError(f"no decision in point {point.id}")
    return point.decision


def _anew(point: AppealPoint) -> DecisionOutcome:
    anew = rules.decided_anew(point.outcome) if point.outcome else None
    if anew is None:
        raise LookupError(f"point {point.id} changes nothing")
    return anew


def _number(point: AppealPoint) -> str:
    return point.criterion.criterion_number if point.criterion else point.kind.value


def _event(appeal: Appeal, outcome: Outcome, superseded: Sequence[Decision]) -> AppealDecided:
    return AppealDecided(
        appeal.id,
        appeal.case.reference,
        outcome.value,
        tuple(f"{_number(point)} {point.outcome}" for point in appeal.points),
        tuple(decision.id for decision in superseded),
        tuple(point.superseding_id for point in appeal.points if point.superseding_id),
    )


def _tell(session: Session, appeal: Appeal, outcome: Outcome) -> None:
    """Candidate, original assessors and the unit's own learn of it; no name is in the news."""
    place = unit_places.places(session, [appeal.unit_id]).get(appeal.unit_id)
    unit = f"unit {place.number}" if place else "a unit"
    who = {one.decided_by_id for one in appeal.points if one.decided_by_id}
    who |= set(evidence_submission.assessors_of(session, {appeal.unit_id}))
    signs = any(
        point.kind is not Appealed.CRITERION and point.outcome is Outcome.UPHELD
        for point in appeal.points
    )
    words = f"Appeal {appeal.case.reference}, {unit}: {outcome.lower()}"
    staff = f"{words}. The unit is to be signed off" if signs else words
    told = dict.fromkeys(who, staff) | {appeal.candidate_user_id: words}
    for user_id, text in told.items():
        news = News(
            key=f"appeal:decided:{appeal.id}:{user_id}",
            centre_id=appeal.case.centre_id,
            kind="appeal",
            text=text,
            path=f"/units/{appeal.unit_id}",
        )
        notices.tell(session, user_id, news)
