"""What the page of a case says: its steps, next step, clocks, flags, facts and deeds."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from portfolio import clock
from portfolio.domain import clock_words
from portfolio.domain.case_alerts import contact_lapses_at, meeting_conflict
from portfolio.domain.case_flags import Flag, Kept, flags
from portfolio.domain.case_next import NextStep, next_step
from portfolio.domain.case_rules import Deed, Standing, outside
from portfolio.domain.cases import CaseState
from portfolio.domain.clock_words import ClockState, ClockWords, RunningClock
from portfolio.domain.date_words import day_with_weekday, deadline_this_year, uk_date
from portfolio.domain.deadlines import Calendar
from portfolio.domain.procedure import CaseKind, Channel, Office, Stage
from portfolio.models.case import Case, CaseClock
from portfolio.queries.case_page import Beside
from portfolio.queries.case_standing import procedure_of, standing
from portfolio.services.alert_items import last_day
from portfolio.web.cases.case_deeds import Offer, offered

BUTTONS = {
    Deed.ACKNOWLEDGE: "Acknowledge",
    Deed.GIVE_TARGET: "Give a target date",
    Deed.ANSWER: "Write the resolution",
    Deed.CLOSE: "Close it",
    Deed.RESUME: "Take it up again",
    Deed.INVESTIGATE: "Fill in the form",
}


CAME = {
    Channel.WEB: "by the public form",
    Channel.REVIEW_FORM: "on a course review form",
    Channel.IN_PERSON: "in person",
    Channel.TELEPHONE: "by telephone",
    Channel.EMAIL: "by e-mail",
    Channel.LETTER: "by letter",
    Channel.OTHER: "in another way",
}


@dataclass(frozen=True)
class StepShown:
    """One of the row of steps: "done", "now", "ahead" or "left out"."""

    name: str
    state: str


@dataclass(frozen=True)
class View:
    steps: Sequence[StepShown]
    next: NextStep | None
    primary: Offer | None
    clocks: Sequence[ClockWords]
    ladder: str
    flags: Sequence[Flag]
    outside: str
    """Whether a body outside is offered, and why not."""
    lateness: str
    came: str
    offers: Sequence[Offer]


def view(case: Case, beside: Beside, calendar: Calendar) -> View:
    """All that the templates show of ``case`` beside its own columns and its history."""
    if not case.stages:
        return View(
            [], None, None, [], "", [], "", "", CAME[case.channel], offered(case, None, beside)
        )
    where = standing(case, calendar=calendar, pause_reason=beside.pause_reason)
    step = next_step(where)
    return View(
        steps=_steps(case, where),
        next=step,
        primary=_primary(case, step),
        clocks=_clocks(case, beside, calendar),
        ladder="" if case.state is CaseState.CLOSED else ladder_words(where.stage),
        flags=flags(where, _kept(case, where, beside, calendar)),
        outside=outside(where).why_not or "Offered now",
        lateness=lateness_words(case),
        came=CAME[case.channel],
        offers=offered(case, where, beside),
    )


def _steps(case: Case, where: Standing) -> list[StepShown]:
    if len(where.track.stages) == 1:
        return []
    entered = {stage.key for stage in case.stages}
    keys = [stage.key for stage in where.track.stages]
    now = keys.index(case.stage_key)
    return [
        StepShown(stage.short, _step_state(number, now, stage.key in entered, case.state))
        for number, stage in enumerate(where.track.stages)
    ]


def _step_state(number: int, now: int, entered: bool, state: CaseState) -> str:
    if number == now:
        return "done" if state is CaseState.CLOSED else "now"
    if number > now:
        return "ahead"
    return "done" if entered else "left out"


def _primary(case: Case, step: NextStep) -> Offer | None:
    if step.deed is None or (step.deed is Deed.ANSWER and case.kind is CaseKind.APPEAL):
        # An appeal is answered by deciding it; its own part of the page leads there.
        return None
    endpoint = f"cases.{step.deed.value}"
    return Offer(BUTTONS[step.deed], url_for(endpoint, case_id=case.id))


def _clocks(case: Case, beside: Beside, calendar: Calendar) -> list[ClockWords]:
    """Those that run, closest to their limit first, then those that were met."""
    now = clock.now()
    if case.locked_at is not None:
        return [clock_words.locked(case.locked_at, now)]
    every = [one for stage in case.stages for one in stage.clocks]
    open_ones = sorted((one for one in every if not one.stopped_at), key=lambda one: one.due_at)
    met = sorted((one for one in every if one.stopped_at), key=lambda one: one.stopped_at or now)
    words = [
        clock_words.paused(beside.paused_since, beside.pause_reason, _running(one), now)
        if beside.paused_since
        else clock_words.running(_running(one), calendar, now)
        for one in open_ones
    ]
    return words + [_met(one) for one in reversed(met)]


def _running(one: CaseClock) -> RunningClock:
    return RunningClock(one.label, one.rule, one.started_at, one.amber_at, one.due_at)


def _met(one: CaseClock) -> ClockWords:
    now, done = clock.now(), one.stopped_at or clock.now()
    due = one.due_on or one.due_at
    words = f"{one.label}: {one.rule}. Due {deadline_this_year(due, now)}; "
    moved = (
        f"Moved from {deadline_this_year(one.extended_from, now)}. " if one.extended_from else ""
    )
    left = "in time" if done < one.due_at else "late"
    return ClockWords(
        ClockState.CLOSED, left, f"{words}done {deadline_this_year(done, now)}. {moved}".strip()
    )


def ladder_words(stage: Stage) -> str:
    """ "If the target passes: department head at once, senior manager 24 hours later …"."""
    if not stage.ladder:
        return ""
    rungs = [
        f"{rung.office.value} {f'{rung.after} after that' if rung.after else 'at once'}"
        for rung in stage.ladder
    ]
    return f"If the target passes: {', '.join(rungs)}, each only without a reply."


def _kept(case: Case, where: Standing, beside: Beside, calendar: Calendar) -> Kept:
    stage = case.stages[-1]
    every = procedure_of(case).contact_every
    last = case.last_contact_at or case.received_at
    silent = (
        every is not None
        and where.answered_on is None
        and beside.paused_since is None
        and contact_lapses_at(every, last, calendar) <= clock.now()
    )
    return Kept(
        kind=case.kind,
        procedure_sent=case.procedure_sent_at is not None,
        has_address=bool(case.email),
        office=Office(case.with_office),
        office_held=case.with_id is not None,
        letters_to_post=beside.to_post,
        mails_given_up=beside.given_up,
        silent_since=uk_date(last) if silent else None,
        meeting=meeting_words(case, where, beside),
        qualification=beside.qualification,
        body_told=bool(beside.told_body),
        days_late=stage.days_late,
        lateness_decided=bool(stage.late_decision),
        admin_address=bool(beside.admin_address),
        decision_named=beside.decision_named,
    )


def meeting_words(case: Case, where: Standing, beside: Beside) -> str:
    """Why the senior managers meet too late for the answer (R-284); empty where they do not."""
    due = [one for one in case.stages[-1].clocks if one.stopped_at is None]
    if not where.stage.at_meeting or not due:
        return ""
    last = last_day(max(due, key=lambda one: one.due_at))
    meetings = [beside.next_meeting] if beside.next_meeting else []
    conflict = meeting_conflict(last, meetings, clock.today())
    return conflict.words if conflict else ""


def lateness_words(case: Case) -> str:
    """How the stage stands to the time there was for it; empty where none is set."""
    stage = case.stages[-1] if case.stages else None
    if stage is None or stage.last_day is None:
        return ""
    days = stage.days_late
    if not days:
        return f"In time: until {day_with_weekday(stage.last_day)}"
    late = "1 working day late" if days == 1 else f"{days} working days late"
    return f"{late}: until {day_with_weekday(stage.last_day)}"
