"""The tracker: every case of the centre, closest to its limit first (R-273)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portfolio import clock
from portfolio.domain import clock_words
from portfolio.domain.actors import Actor
from portfolio.domain.clock_words import ClockState, ClockWords
from portfolio.domain.date_words import deadline_this_year
from portfolio.domain.permissions import Permission
from portfolio.domain.procedure import CaseKind
from portfolio.extensions import db_session
from portfolio.queries import case_choices, case_counts, case_list
from portfolio.queries.case_clocks import words_of
from portfolio.queries.case_counts import Standing
from portfolio.queries.case_list import NOBODY, OPEN, CaseRow
from portfolio.services.working_days import calendar_of
from portfolio.web import loaders
from portfolio.web.access import requires
from portfolio.web.cases import blueprint
from portfolio.web.cases.asked import FORMAL, INFORMAL, ME, filtered, wanted
from portfolio.web.htmx import page
from portfolio.web.loaders import OwnCentre

MOST_IN_A_FILE = 5_000
"""Cases of one file; a year as a whole is the register, which a job makes."""


class Shown(NamedTuple):
    row: CaseRow
    clock: ClockWords
    told: str
    """Whom an escalation told last, and when."""


@blueprint.get("")
@requires(Permission.READ_CASES, loaders.own_centre)
def tracker(actor: Actor, _centre: OwnCentre) -> ResponseReturnValue:
    session, asked = db_session(), wanted(actor)
    found = case_list.listing(session, actor, asked)
    return page(
        "cases/tracker.html",
        "cases",
        found=found,
        rows=shown(actor, found.rows),
        stats=_figures(case_counts.standing(session, actor.centre_id, clock.now())),
        choices=_choices(actor),
        sort=asked.sort,
        order="desc" if asked.descending else "asc",
        filtered=filtered(),
        most_in_a_file=MOST_IN_A_FILE,
    )


def shown(actor: Actor, rows: Sequence[CaseRow]) -> list[Shown]:
    """The rows with what their clocks say, in one query."""
    calendar, now = calendar_of(db_session(), actor.centre_id), clock.now()
    found = []
    for row in rows:
        told = f"{row.told[0]} told {deadline_this_year(row.told[1], now)}" if row.told else ""
        words = words_of(row.case, row.pause, calendar, now)
        words = _hidden(row, words, now) if row.hidden else words
        found.append(Shown(row, words, told if words.state is ClockState.OVERDUE else ""))
    return found


def _hidden(row: CaseRow, words: ClockWords, now: datetime) -> ClockWords:
    """Of a locked one, even once closed, when it was referred; of one's own no rule or outcome."""
    if row.case.locked_at is not None:
        return clock_words.locked(row.case.locked_at, now)
    return ClockWords(words.state, words.left)


def _figures(now: Standing) -> list[dict[str, Any]]:
    def only(state: str) -> str:
        return url_for(".tracker", clock=state)

    of = f"{now.in_time:,} of {now.ended:,}" if now.ended else "none has ended yet"
    return [
        {"figure": f"{now.open:,}", "words": "open", "href": only(OPEN)},
        {
            "figure": f"{now.overdue:,}",
            "words": "overdue",
            "family": "stop" if now.overdue else "",
            "icon": "warn",
            "href": only(ClockState.OVERDUE),
        },
        {
            "figure": f"{now.due_soon:,}",
            "words": "due soon, past 80% of their time",
            "family": "warn" if now.due_soon else "",
            "icon": "clock",
            "href": only(ClockState.DUE_SOON),
        },
        {"figure": now.per_cent, "words": f"in time this quarter, {of}"},
    ]


def _choices(actor: Actor) -> dict[str, list[tuple[str, str]]]:
    """What each filter offers; the first choice of each filters nothing."""
    session, given = db_session(), request.args
    stages, categories = case_choices.stages_and_categories(session, actor.centre_id)
    people = case_choices.holders(session, actor.centre_id)
    return {
        "stages": [("", "All"), *((one, one) for one in _with(stages, given.get("stage")))],
        "categories": [
            ("", "All"),
            *((one, one) for one in _with(categories, given.get("category"))),
        ],
        "clocks": [("", "All"), (OPEN, "Open"), *((one.value, one.value) for one in ClockState)],
        "people": [
            ("", "Anyone"),
            (ME, "Me"),
            *((str(one.user_id), one.name) for one in people if one.user_id != actor.user_id),
            (NOBODY, "Nobody"),
        ],
        "kinds": [("", "All"), *((one.value, one.value) for one in CaseKind)],
        "formal": [("", "All"), (FORMAL, "Formal"), (INFORMAL, "Informal")],
    }


def _with(values: Sequence[str], asked: str | None) -> Sequence[str]:
    """The choices with the one asked for, which no case may have any more."""
    return values if not asked or asked in values else [*values, asked]
