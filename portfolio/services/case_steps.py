"""What staff and the person who brought it do with a case, from acknowledging to closing."""

from datetime import datetime

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.case_events import (
    CaseAcknowledged,
    CaseAnswered,
    CasePaused,
    CaseResumed,
    CaseStageBegun,
    CaseTargetGiven,
    LatenessDecided,
)
from portfolio.domain.case_rules import person_may_ask, staff_may_begin
from portfolio.domain.cases import CaseState, EntryKind, Outcome
from portfolio.domain.date_words import deadline
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.procedure import Moment, Special
from portfolio.models.case import Case, CaseClock, CaseStage
from portfolio.queries import appeals
from portfolio.queries.case_standing import stage_of, standing, track_of
from portfolio.services import (
    audit,
    case_clocks,
    case_log,
    case_messages,
    case_stages,
)
from portfolio.services.case_log import PERSON, Line
from portfolio.services.case_messages import Letter

TARGET_FIRST = "Give a date by which you expect to answer"
PAST = "The date must lie ahead"
PAUSED = "It is paused. Take it up again, then give a date"


def check_open(case: Case) -> CaseStage:
    """The stage of a case that goes on. Raises Conflict for one that is closed or locked."""
    if case.state is CaseState.CLOSED:
        raise Conflict(f"{case.reference} is closed")
    return case_stages.current(case)


def acknowledge(
    session: Session,
    actor: Actor,
    case: Case,
    letter: Letter,
    target_at: datetime | None = None,
) -> None:
    """Tell the person that it arrived, with a target date where the stage wants one (R-278).

    Raises Conflict when it was acknowledged before, Refusal without the target date.
    """
    stage, rules = check_open(case), stage_of(case)
    if stage.acknowledged_at is not None:
        raise Conflict(f"{case.reference} was acknowledged before")
    if rules.acknowledgement_gives_target and target_at is None:
        raise Refusal(TARGET_FIRST, "target")
    now = clock.now()
    if target_at is not None:
        _set_target(session, case, stage, target_at)
        case_clocks.stop(session, case, stage, Moment.TARGET_GIVEN, now)
    stage.acknowledged_at = now
    case_clocks.stop(session, case, stage, Moment.ACKNOWLEDGED, now)
    case_clocks.begin(session, case, stage, rules, Moment.ACKNOWLEDGED, now)
    case_messages.send(session, actor, case, letter)
    words = f"To be answered by {deadline(target_at)}" if target_at else ""
    line = Line(EntryKind.ACKNOWLEDGED, "Acknowledged", words, staff_only=False)
    case_log.note(session, case, actor, line)
    audit.record(session, actor, CaseAcknowledged(case.id, case.reference))
    case_clocks.refresh(session, case)


def give_target(
    session: Session, actor: Actor, case: Case, target_at: datetime, letter: Letter
) -> None:
    """Tell the person by when it will be answered (004 s3). Raises Refusal for a past date."""
    stage = check_open(case)
    _set_target(session, case, stage, target_at)
    case_clocks.stop(session, case, stage, Moment.TARGET_GIVEN, clock.now())
    case_messages.send(session, actor, case, letter)
    title = "Target date given"
    words = f"To be answered by {deadline(target_at)}"
    case_log.note(session, case, actor, Line(EntryKind.CLOCK, title, words, staff_only=False))
    audit.record(session, actor, CaseTargetGiven(case.id, case.reference, target_at.isoformat()))
    case_clocks.refresh(session, case)


def new_timeline(
    session: Session, actor: Actor, case: Case, until: datetime, letter: Letter
) -> None:
    """Give what is asked next a new limit and say so, as for a complex query (R-308).

    Raises Refusal for a past date, or when nothing runs.
    """
    stage = check_open(case)
    _check_target(case, until)
    running = [one for one in stage.clocks if one.stopped_at is None and _answers(one)]
    if not running:
        raise Refusal("No limit runs that a new timeline could move", "target")
    for one in running:
        case_clocks.extend(session, case, one, until)
    case_messages.send(session, actor, case, letter)
    words = f"To be answered by {deadline(until)}"
    line = Line(EntryKind.CLOCK, "New timeline given", words, staff_only=False)
    case_log.note(session, case, actor, line)
    audit.record(session, actor, CaseTargetGiven(case.id, case.reference, until.isoformat()))
    case_clocks.refresh(session, case)


def answer(session: Session, actor: Actor, case: Case, outcome: Outcome, letter: Letter) -> None:
    """Answer in writing: what was found, what was done (R-282). The case stays open for a reply.

    Raises Conflict when this stage was answered before, or is outside the centre.
    """
    stage = check_open(case)
    if stage.answered_at is not None:
        raise Conflict(f"{case.reference} was answered before at this stage")
    if stage_of(case).external:
        raise Conflict("A body outside the centre answers now")
    if appeals.waits_for_decision(session, case.id):
        raise Refusal("The reviewer answers this appeal by deciding it, on its own page")
    case_messages.send(session, actor, case, letter)
    now = clock.now()
    stage.answer, stage.answered_at, stage.outcome = letter.text, now, outcome
    stage.dealt_by = stage.dealt_by or actor.name
    if stage.acknowledged_at is None:
        # An answer acknowledges too: nobody owes another letter after it.
        stage.acknowledged_at = now
        case_clocks.stop(session, case, stage, Moment.ACKNOWLEDGED, now)
        case_clocks.stop(session, case, stage, Moment.TARGET_GIVEN, now)
    case_clocks.stop(session, case, stage, Moment.ANSWERED, now)
    line = Line(EntryKind.ANSWER, f"Answered: {outcome.value.lower()}", staff_only=False)
    case_log.note(session, case, actor, line)
    audit.record(session, actor, CaseAnswered(case.id, case.reference, outcome.value))
    case_clocks.refresh(session, case)


def begin_stage(
    session: Session,
    actor: Actor | None,
    case: Case,
    key: str,
    reason: str,
    *,
    by_person: bool = False,
) -> CaseStage:
    """Take the case to the stage ``key``, which must follow the one it is at (R-297).

    ``by_person`` says that whoever brought it asks, signed in or by the private link. Raises
    Refusal where the procedure does not allow it now, Conflict for a closed case.
    """
    check_open(case)
    track = track_of(case)
    if key not in {stage.key for stage in track.stages}:
        raise Refusal("Choose the stage to take it to", "stage")
    rules, where = track.stage(key), standing(case)
    if refused := (person_may_ask if by_person else staff_may_begin)(where, rules):
        raise Refusal(refused, "stage")
    staff = None if by_person else actor
    now = clock.now()
    if case.state is CaseState.PAUSED:
        # What it was paused for belongs to the stage that ends; the next must not stand still.
        resume(session, staff, case)
    case_clocks.stop_all(session, case, now)
    case_stages.end(session, case, case.stages[-1])
    stage = case_stages.enter(session, staff, case, rules, at=now)
    stage.asked_by_person, stage.reason = by_person, reason
    by_words = PERSON if by_person else ""
    line = Line(EntryKind.STAGE, f"Taken to {rules.name}", reason, False, by_words)
    case_log.note(session, case, staff, line)
    event = CaseStageBegun(case.id, case.reference, rules.name, by_person)
    audit.record(session, actor, event, centre_id=case.centre_id)
    case_stages.tell(session, case, rules)
    case_clocks.refresh(session, case)
    return stage


def pause(session: Session, actor: Actor, case: Case, reason: str) -> None:
    """Let the clocks stand still, for a stated reason. Raises Refusal without one."""
    check_open(case)
    if not reason.strip():
        raise Refusal("Say why the clock stands still", "reason")
    if case.state is CaseState.PAUSED:
        raise Conflict(f"{case.reference} is paused already")
    case.state = CaseState.PAUSED
    case_clocks.pause(session, case, reason, actor)
    line = Line(EntryKind.CLOCK, "Paused", reason, staff_only=False)
    case_log.note(session, case, actor, line)
    audit.record(session, actor, CasePaused(case.id, case.reference))
    case_clocks.refresh(session, case)


def resume(session: Session, actor: Actor | None, case: Case) -> None:
    """Let the clocks go on, each due later by what did not count."""
    check_open(case)
    if case.state is not CaseState.PAUSED:
        raise Conflict(f"{case.reference} is not paused")
    case.state = CaseState.OPEN
    case_clocks.resume(session, case)
    case_log.note(session, case, actor, Line(EntryKind.CLOCK, "Goes on", staff_only=False))
    audit.record(session, actor, CaseResumed(case.id, case.reference), centre_id=case.centre_id)
    case_clocks.refresh(session, case)


def decide_on_lateness(session: Session, actor: Actor, case: Case, decision: str) -> None:
    """Keep what the coordinator decides on a case brought late, with the reason (AMB-23)."""
    stage = check_open(case)
    if not decision.strip():
        raise Refusal("Write your decision and why", "decision")
    stage.late_decision = decision
    case_log.note(session, case, actor, Line(EntryKind.CHANGE, "Brought late: decided", decision))
    audit.record(session, actor, LatenessDecided(case.id, case.reference))


def _set_target(session: Session, case: Case, stage: CaseStage, target_at: datetime) -> None:
    _check_target(case, target_at)
    case_clocks.set_target(session, case, stage, target_at)


def _check_target(case: Case, target_at: datetime) -> None:
    """A date given while the clocks stand still would move once they go on again."""
    if target_at <= clock.now():
        raise Refusal(PAST, "target")
    if case.state is CaseState.PAUSED:
        raise Refusal(PAUSED, "target")


def _answers(running: CaseClock) -> bool:
    return running.stops == Moment.ANSWERED.value and running.rule != Special.IMMEDIATELY.value
