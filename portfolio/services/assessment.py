"""Judging evidence: keep what is noted, then accept or refer with feedback, all at once.

Nothing an assessor notes is a decision until it is recorded with feedback (R-149): until then it
lies in ``Assessment.draft``, where no page of the candidate looks.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain import judging
from portfolio.domain.actors import Actor
from portfolio.domain.assessment_events import AssessmentKept, EvidenceAccepted, EvidenceReferred
from portfolio.domain.criterion_words import counted
from portfolio.domain.judging import Judgement, Recording, Sheet
from portfolio.domain.states import DecisionOutcome, DecisionStage, EvidenceState
from portfolio.models.assessment import Assessment, Decision
from portfolio.models.evidence import Evidence
from portfolio.queries.assessing import ItemCriteria
from portfolio.services import audit, notices, progress
from portfolio.services.item_hold import Seen, take
from portfolio.services.notices import News


def keep(
    session: Session, actor: Actor, evidence: Evidence, sheet: Sheet, seen: Seen | None = None
) -> Assessment:
    """Keep what is typed, complete or not, for the assessor alone.

    Raises Refusal for an item this assessor cannot judge now, Conflict when somebody else changed
    it after ``seen``.
    """
    criteria, assessment = take(session, actor, evidence, seen)
    assessment = assessment or _begin(session, actor, evidence)
    own = {asked.criterion_id for asked in criteria.asked}
    noted = [one for one in sheet.judgements if one.criterion_id in own and not one.is_empty]
    _fill(assessment, actor, sheet, sheet.methods)
    assessment.draft = {str(one.criterion_id): _noted(one) for one in noted}
    judged = sum(one.outcome is not None for one in noted)
    audit.record(
        session, actor, AssessmentKept(evidence.id, judged), candidate_id=evidence.candidate_id
    )
    session.flush()
    return assessment


def accept(
    session: Session, actor: Actor, evidence: Evidence, sheet: Sheet, seen: Seen | None = None
) -> Assessment:
    """Record a summative decision on every criterion of the item and tell the candidate.

    Raises Refusals naming what is missing, Conflict when somebody else was faster.
    """
    criteria, assessment = take(session, actor, evidence, seen)
    recording = judging.for_acceptance(sheet, criteria.asked)
    assessment = assessment or _begin(session, actor, evidence)
    _fill(assessment, actor, sheet, recording.methods)
    superseded = _record(session, assessment, criteria, recording)
    _release(assessment, EvidenceState.ACCEPTED)
    evidence.state = _state_after_acceptance(criteria, recording)
    event = EvidenceAccepted(
        evidence.id, *_details(assessment, criteria, recording), superseded, assessment.feedback
    )
    audit.record(session, actor, event, candidate_id=evidence.candidate_id)
    met = criteria.numbers(
        one.criterion_id for one in recording.judgements if one.outcome is DecisionOutcome.MET
    )
    words = f"{evidence.code} was accepted: {counted(met)} met"
    _tell_candidate(session, evidence, assessment, words)
    progress.refresh(session, criteria.unit_ids)
    return assessment


def refer(
    session: Session, actor: Actor, evidence: Evidence, sheet: Sheet, seen: Seen | None = None
) -> Assessment:
    """Send the item back with feedback, recording the decisions made so far.

    Raises Refusals naming what is missing, Conflict when somebody else was faster.
    """
    criteria, assessment = take(session, actor, evidence, seen)
    recording = judging.for_referral(sheet, criteria.asked)
    assessment = assessment or _begin(session, actor, evidence)
    _fill(assessment, actor, sheet, recording.methods)
    superseded = _record(session, assessment, criteria, recording)
    _release(assessment, EvidenceState.REFERRED)
    evidence.state = EvidenceState.REFERRED
    event = EvidenceReferred(
        evidence.id, *_details(assessment, criteria, recording), superseded, assessment.feedback
    )
    audit.record(session, actor, event, candidate_id=evidence.candidate_id)
    _tell_candidate(session, evidence, assessment, f"{evidence.code} was sent back with feedback")
    progress.refresh(session, criteria.unit_ids)
    return assessment


def _begin(session: Session, actor: Actor, evidence: Evidence) -> Assessment:
    begun = Assessment(
        evidence_id=evidence.id, assessor_id=actor.user_id, begun_at=clock.now(), draft={}
    )
    session.add(begun)
    return begun


def _fill(assessment: Assessment, actor: Actor, sheet: Sheet, methods: tuple[str, ...]) -> None:
    assessment.assessor_id = actor.user_id
    assessment.methods = list(methods)
    assessment.stage = sheet.stage
    assessment.feedback = sheet.feedback.strip()


def _noted(judgement: Judgement) -> dict[str, str | None]:
    outcome = judgement.outcome
    return {
        "outcome": outcome.value if outcome else None,
        "why": judgement.why,
        "reason": judgement.reason,
    }


def _record(
    session: Session, assessment: Assessment, criteria: ItemCriteria, recording: Recording
) -> tuple[UUID, ...]:
    """Write the decisions; the ones they replace stay, marked. Returns the ids of those."""
    moment = clock.now()
    replaced = []
    for judgement in recording.judgements:
        earlier = criteria.current.get(judgement.criterion_id)
        if earlier is not None:
            earlier.superseded_at = moment
            earlier.superseded_by_id = assessment.assessor_id
            earlier.superseded_reason = judgement.reason.strip() or _plain_reason(earlier)
            replaced.append(earlier.id)
    session.flush()
    session.add_all(
        _decision(assessment, criteria, judgement, recording, moment)
        for judgement in recording.judgements
    )
    return tuple(replaced)


def _plain_reason(earlier: Decision) -> str:
    if earlier.stage is DecisionStage.FORMATIVE:
        return "Decided after formative guidance"
    return "Judged again after resubmission"


def _decision(
    assessment: Assessment,
    criteria: ItemCriteria,
    judgement: Judgement,
    recording: Recording,
    moment: datetime,
) -> Decision:
    return Decision(
        assessment_id=assessment.id,
        evidence_id=assessment.evidence_id,
        unit_id=criteria.tags[judgement.criterion_id].unit_id,
        criterion_id=judgement.criterion_id,
        outcome=judgement.outcome,
        stage=assessment.stage,
        methods=list(recording.methods),
        justification=judgement.why.strip(),
        assessor_id=assessment.assessor_id,
        decided_at=moment,
    )


def _release(assessment: Assessment, outcome: EvidenceState) -> None:
    assessment.outcome = outcome
    assessment.released_at = clock.now()
    assessment.draft = {}


def _state_after_acceptance(criteria: ItemCriteria, recording: Recording) -> EvidenceState:
    """Submitted while another assessor still has to decide their criteria, else Accepted."""
    waits_for_others = criteria.others - criteria.current.keys()
    return EvidenceState.SUBMITTED if waits_for_others else EvidenceState.ACCEPTED


def _details(
    assessment: Assessment, criteria: ItemCriteria, recording: Recording
) -> tuple[UUID, str, tuple[str, ...], tuple[str, ...]]:
    decided = [one for one in recording.judgements if one.outcome]
    numbers = criteria.numbers(one.criterion_id for one in decided)
    decisions = tuple(
        f"{number} {one.outcome.value}"
        for number, one in zip(numbers, decided, strict=True)
        if one.outcome
    )
    return assessment.id, assessment.stage.value, recording.methods, decisions


def _tell_candidate(
    session: Session, evidence: Evidence, assessment: Assessment, words: str
) -> None:
    user_id = evidence.candidate.user_id
    news = News(
        key=f"assessment:released:{assessment.id}:{user_id}",
        centre_id=evidence.candidate.centre_id,
        kind="assessment",
        text=words,
        path=f"/evidence/{evidence.id}",
    )
    notices.tell(session, user_id, news)
