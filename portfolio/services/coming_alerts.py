"""The reminders and escalations to come for one case, if nothing is done and nobody replies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from portfolio.domain.case_alerts import AlertKind, contact_lapses_at
from portfolio.domain.cases import CaseState
from portfolio.domain.deadlines import Calendar
from portfolio.domain.escalation import (
    Step,
    escalating_clock,
    next_rung,
    reply_due,
    send_from,
)
from portfolio.domain.procedure import CaseKind
from portfolio.models.case import Case, CaseClock
from portfolio.models.person import User
from portfolio.queries import case_alerts, procedures, service_settings
from portfolio.services import offices
from portfolio.services.alert_items import stage_of, step_of
from portfolio.services.working_days import calendar_of

NOBODY = "Nobody holds this office"


@dataclass(frozen=True)
class Coming:
    """What will be told to whom, and when, as things stand."""

    at: datetime
    kind: AlertKind
    what: str
    to: str


def coming(session: Session, case: Case, now: datetime) -> Sequence[Coming]:
    """Soonest first; nothing while a case is paused, closed or with the safeguarding lead."""
    if case.state is not CaseState.OPEN or case.locked_at is not None or not case.stages:
        return []
    calendar = calendar_of(session, case.centre_id)
    clocks = [clock for clock in case.stages[-1].clocks if clock.stopped_at is None]
    found = [
        *(one for clock in clocks for one in _reminders(session, case, clock, now)),
        *(one for clock in clocks for one in _rungs(session, case, clock, calendar, now)),
        *_silence(session, case, calendar, now),
    ]
    return sorted(found, key=lambda one: one.at)


def _reminders(session: Session, case: Case, clock: CaseClock, now: datetime) -> Iterator[Coming]:
    to = _names(session, [case.with_id, case.owner_id])
    for kind, at in ((AlertKind.DUE_SOON, clock.amber_at), (AlertKind.OVERDUE, clock.due_at)):
        if at > now:
            yield Coming(at, kind, clock.label, to)


def _rungs(
    session: Session, case: Case, clock: CaseClock, calendar: Calendar, now: datetime
) -> Iterator[Coming]:
    stage = stage_of(clock)
    escalating = escalating_clock(stage)
    if escalating is None or escalating.key != clock.key:
        return
    settings = service_settings.settings_of(session, case.centre_id)
    holds = bool(settings and settings.hold_to_morning)
    taken = case_alerts.steps_of(session, [clock.id]).get(clock.id, ())
    steps = [step_of(one) for one in taken]
    while (planned := next_rung(stage.ladder, clock.due_at, steps)) is not None:
        at = send_from(planned.at, calendar) if holds else planned.at
        at = max(at, now)
        office = stage.ladder[planned.rung].office
        who = offices.holder(session, case.centre_id, office, case.provision_area)
        to = f"{office.value}: {who.name if who else NOBODY}"
        yield Coming(at, AlertKind.ESCALATION, clock.label, to)
        reply_by = reply_due(stage.ladder, planned.rung, at, calendar)
        steps.append(Step(planned.rung, planned.at, at, reply_by))


def _silence(session: Session, case: Case, calendar: Calendar, now: datetime) -> Iterator[Coming]:
    every = procedures.read(case.version).contact_every
    if every is None or case.kind is CaseKind.FEEDBACK or case.stages[-1].answered_at is not None:
        return
    at = contact_lapses_at(every, case.last_contact_at or case.received_at, calendar)
    if at > now:
        to = _names(session, [case.owner_id])
        yield Coming(at, AlertKind.NO_CONTACT, "The person has heard nothing", to)


def _names(session: Session, user_ids: Sequence[UUID | None]) -> str:
    people = [session.get_one(User, one) for one in dict.fromkeys(user_ids) if one is not None]
    return ", ".join(person.name for person in people) or "Nobody"
