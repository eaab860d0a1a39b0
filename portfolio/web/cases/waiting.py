"""What waits on the person who looks, closest to its limit first."""

from datetime import datetime
from operator import attrgetter
from typing import NamedTuple

from flask import url_for
from flask.typing import ResponseReturnValue

from portfolio import clock
from portfolio.domain import clock_words, deadlines
from portfolio.domain.actors import Actor
from portfolio.domain.case_clocks import NO_LIMIT
from portfolio.domain.clock_words import ClockWords, RunningClock
from portfolio.domain.deadlines import AMBER_AT, Calendar
from portfolio.domain.permissions import Permission
from portfolio.extensions import db_session
from portfolio.models.case import Case
from portfolio.models.case_record import Escalation, ImprovementAction
from portfolio.queries import case_waiting
from portfolio.queries.case_clocks import Paused, words_of
from portfolio.services.working_days import calendar_of
from portfolio.web import loaders
from portfolio.web.access import requires
from portfolio.web.cases import blueprint
from portfolio.web.htmx import page
from portfolio.web.loaders import OwnCentre

MOST = 100
"""Shown at once; whoever has more than that on them sees to the closest first."""


class Item(NamedTuple):
    """One thing to do: ``at`` sorts it among others."""

    what: str
    about: str
    href: str
    clock: ClockWords
    at: datetime


@blueprint.get("/waiting")
@requires(Permission.READ_WAITING_CASES, loaders.own_centre)
def waiting(actor: Actor, centre: OwnCentre) -> ResponseReturnValue:
    session = db_session()
    found = case_waiting.waiting(session, actor)
    calendar, now = calendar_of(session, actor.centre_id), clock.now()
    items = [
        *(_case(case, pause, calendar, now) for case, pause in found.cases),
        *(_escalation(one, calendar, now) for one in found.escalations),
        *(_action(one, calendar, now) for one in found.actions),
    ]
    items.sort(key=attrgetter("at"))
    return page("cases/waiting.html", centre=centre, items=items[:MOST], every=len(items))


def _case(case: Case, pause: Paused | None, calendar: Calendar, now: datetime) -> Item:
    what = f"{case.reference}, {case.stage_name}"
    words = words_of(case, pause, calendar, now)
    return Item(what, f"{case.category_label}, from {case.name or 'somebody who gave no name'}",
                url_for(".case", case_id=case.id), words, case.sort_at)  # fmt: skip


def _escalation(one: Escalation, calendar: Calendar, now: datetime) -> Item:
    told, due = one.told_at or one.planned_at, one.reply_due_at
    if due is None:
        words = clock_words.no_limit()
    else:
        amber = told + (due - told) * AMBER_AT
        running = RunningClock("Reply", "target date", told, amber, due)
        words = clock_words.running(running, calendar, now)
    return Item(
        f"{one.case.reference}: reply to the escalation",
        f"Its target has passed. {one.office.value}: say whether it will be put right",
        url_for(".escalation", escalation_id=one.id),
        words,
        due or NO_LIMIT,
    )


def _action(one: ImprovementAction, calendar: Calendar, now: datetime) -> Item:
    about = f"Improvement: {one.lesson}"
    href = url_for(".improvement", action_id=one.id)
    if one.due_on is None:
        return Item(one.action or one.lesson, about, href, clock_words.no_limit(), NO_LIMIT)
    due = deadlines.last_moment(one.due_on)
    amber = one.recorded_at + (due - one.recorded_at) * AMBER_AT
    running = RunningClock("Do it", "target date", one.recorded_at, min(amber, due), due)
    words = clock_words.running(running, calendar, now)
    return Item(one.action or one.lesson, about, href, words, due)
