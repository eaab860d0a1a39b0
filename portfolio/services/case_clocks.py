"""Starting, stopping and moving the clocks of a case; the case itself shows the one due next."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio import clock as clock_source
from portfolio.domain import case_clocks
from portfolio.domain.case_clocks import Times
from portfolio.domain.cases import CaseState
from portfolio.domain.deadlines import Pause
from portfolio.domain.errors import Refusal
from portfolio.domain.procedure import ClockRule, Moment, Special, Stage
from portfolio.models.case import Case, CaseClock, CasePause, CaseStage
from portfolio.queries import procedures
from portfolio.services.working_days import calendar_of


def begin(
    session: Session, case: Case, stage: CaseStage, rules: Stage, moment: Moment, at: datetime
) -> None:
    """Start the clocks of ``stage`` that run from ``moment``; target dates start when set."""
    running = {clock.key for clock in stage.clocks}
    for rule in rules.clocks:
        if rule.starts is moment and rule.rule is not Special.TARGET and rule.key not in running:
            found = case_clocks.times(rule, at, calendar_of(session, case.centre_id))
            _add(session, case, stage, rule, at, found)
    session.flush()


def set_target(session: Session, case: Case, stage: CaseStage, target_at: datetime) -> CaseClock:
    """Start, or move, the clock of the target date. Raises Refusal where the stage has none."""
    rule = next((one for one in _stage(case, stage).clocks if one.rule is Special.TARGET), None)
    if rule is None:
        raise Refusal("This stage has a deadline of its own, so no target date is set", "target")
    started_at = case.received_at if stage.position == 1 else stage.began_at
    found = case_clocks.target_times(started_at, target_at)
    known = next((one for one in stage.clocks if one.key == rule.key), None)
    if known is None:
        known = _add(session, case, stage, rule, started_at, found)
    elif known.due_at != target_at:
        known.extended_from = known.extended_from or known.due_at
        known.amber_at, known.due_at = found.amber_at, found.due_at
    stage.target_at = target_at
    session.flush()
    return known


def extend(session: Session, case: Case, clock: CaseClock, until: datetime) -> None:
    """Give a running clock a new limit, as an updated timeline does (R-308)."""
    found = case_clocks.target_times(clock.started_at, until)
    clock.extended_from = clock.extended_from or clock.due_at
    clock.amber_at, clock.due_at, clock.due_on = found.amber_at, found.due_at, None
    session.flush()


def stop(session: Session, case: Case, stage: CaseStage, moment: Moment, at: datetime) -> None:
    """Stop the clocks of ``stage`` that run until ``moment``."""
    asked = [one for one in stage.clocks if one.stops == moment.value and one.stopped_at is None]
    _stop(session, case, asked, at)


def stop_all(session: Session, case: Case, at: datetime) -> None:
    """Stop whatever runs, as when a case is withdrawn or taken to another stage unanswered.

    What was still in time then was neither kept nor missed, and is no figure of a standard.
    """
    running = _running(session, case)
    _stop(session, case, running, at)
    for clock in running:
        if clock.due_at > at:
            clock.indicator = ""
    session.flush()


def pause(session: Session, case: Case, reason: str, paused_by: object) -> None:
    """Let every clock of the case stand still; ``paused_by`` is an actor or None."""
    session.add(
        CasePause(
            case_id=case.id,
            since=clock_source.now(),
            reason=reason,
            paused_by_id=getattr(paused_by, "user_id", None),
        )
    )
    session.flush()


def resume(session: Session, case: Case) -> None:
    """Let the clocks go on: each is due later by what did not count."""
    now = clock_source.now()
    _count_pauses(session, case, _running(session, case), now)
    for one in _pauses(session, case):
        one.until = one.until or now
    session.flush()


def _stop(session: Session, case: Case, clocks: Sequence[CaseClock], at: datetime) -> None:
    """What is done while the case is paused is as late as it was when the pause began."""
    if case.state is CaseState.PAUSED:
        _count_pauses(session, case, clocks, at)
    for clock in clocks:
        clock.stopped_at = at
    session.flush()


def _count_pauses(
    session: Session, case: Case, clocks: Sequence[CaseClock], until: datetime
) -> None:
    """Make clocks due later by what did not count ``until`` then."""
    every = _pauses(session, case)
    pauses = [Pause(one.since, one.until or until) for one in every]
    calendar = calendar_of(session, case.centre_id)
    for clock in clocks:
        rule = _rule(case, clock)
        if rule.rule is Special.TARGET or clock.extended_from is not None:
            for one in every:
                if one.until is None:
                    lasted = until - max(one.since, clock.started_at)
                    clock.amber_at, clock.due_at = clock.amber_at + lasted, clock.due_at + lasted
        else:
            _take(clock, case_clocks.times(rule, clock.started_at, calendar, pauses))
        if rule.rule is Special.TARGET:
            clock.stage.target_at = clock.due_at


def refresh(session: Session, case: Case) -> None:
    """Show on the case the clock due next; called at the end of every deed that touches one."""
    session.flush()
    first = min(_running(session, case), key=lambda one: one.due_at, default=None)
    case.clock_label = first.label if first else ""
    case.clock_rule = first.rule if first else ""
    case.clock_started_at = first.started_at if first else None
    case.clock_amber_at = first.amber_at if first else None
    case.clock_due_at = first.due_at if first else None
    case.sort_at = case_clocks.sort_at(
        case.clock_due_at,
        paused=case.state is CaseState.PAUSED,
        locked=case.locked_at is not None,
        closed_at=case.closed_at,
    )
    session.flush()


def all_in_time(session: Session, case: Case, now: datetime) -> bool | None:
    """Whether every clock was stopped in time, or is not late yet; None where none ever ran."""
    every = session.scalars(select(CaseClock).where(CaseClock.case_id == case.id)).all()
    return all((one.stopped_at or now) < one.due_at for one in every) if every else None


def _pauses(session: Session, case: Case) -> Sequence[CasePause]:
    return session.scalars(select(CasePause).where(CasePause.case_id == case.id)).all()


def _running(session: Session, case: Case) -> Sequence[CaseClock]:
    return session.scalars(
        select(CaseClock).where(CaseClock.case_id == case.id, CaseClock.stopped_at.is_(None))
    ).all()


def _add(
    session: Session,
    case: Case,
    stage: CaseStage,
    rule: ClockRule,
    started_at: datetime,
    found: Times,
) -> CaseClock:
    added = CaseClock(
        case_id=case.id,
        key=rule.key,
        label=rule.label,
        rule=str(rule.rule),
        starts=rule.starts.value,
        stops=rule.stops.value,
        started_at=started_at,
        indicator=f"{case.track.value}.{rule.key}" if rule.indicator else "",
    )
    _take(added, found)
    stage.clocks.append(added)
    return added


def _take(clock: CaseClock, found: Times) -> None:
    clock.amber_at, clock.due_at, clock.due_on = found.amber_at, found.due_at, found.due_on


def _stage(case: Case, stage: CaseStage) -> Stage:
    return procedures.read(case.version).track(case.track).stage(stage.key)


def _rule(case: Case, clock: CaseClock) -> ClockRule:
    return {one.key: one for one in _stage(case, clock.stage).clocks}[clock.key]
