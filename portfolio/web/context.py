"""What every template may rely on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Flask, g, request, url_for

from portfolio import clock
from portfolio.domain.actors import Actor, Role
from portfolio.domain.permissions import Permission
from portfolio.domain.policy import allows
from portfolio.extensions import db_session
from portfolio.queries import case_waiting
from portfolio.queries import navigation as counts
from portfolio.queries.case_waiting import AtHand
from portfolio.web.access import HasFacts
from portfolio.web.flashes import to_say
from portfolio.web.login import current_actor, current_person
from portfolio.web.static_files import asset_url


@dataclass(frozen=True)
class NavigationEntry:
    """One entry of the main navigation; the dock on a phone, a row on a desktop."""

    label: str
    endpoint: str
    icon: str
    count: int | None = None
    primary: bool = False
    beside: tuple[str, ...] = ()
    """Endpoints of other pages of the same place."""

    @property
    def url(self) -> str:
        return url_for(self.endpoint)

    @property
    def current(self) -> str:
        """What aria-current says: this is the page itself, another of its place, or nothing."""
        if request.endpoint == self.endpoint:
            return "page"
        return "true" if request.endpoint in self.beside else ""


TRACKER = ("tracker.grid",)
CATALOGUE = ("catalogue.qualification", "catalogue.unit")
CASES = ("cases.case", "cases.new")
REPORTS = ("cases.report", "cases.meetings", "cases.meeting", "cases.improvements")
Entries = Callable[[counts.Unread], list[NavigationEntry]]
CaseEntries = Callable[[counts.Unread, AtHand], list[NavigationEntry]]


def _of_the_centre(unread: counts.Unread) -> list[NavigationEntry]:
    return [
        NavigationEntry("Candidates", "administrators.candidates", "people", beside=TRACKER),
        NavigationEntry("Staff", "administrators.staff", "badge"),
        NavigationEntry("Qualifications", "catalogue.qualifications", "list", beside=CATALOGUE),
        NavigationEntry("Messages", "accounts.notices", "chat", count=unread.every),
        NavigationEntry("More", "accounts.more", "more"),
    ]


NAVIGATION: dict[Role, Entries] = {
    Role.CANDIDATE: lambda unread: [
        NavigationEntry("Home", "candidates.home", "home"),
        NavigationEntry("Units", "candidates.units", "list"),
        NavigationEntry("Add evidence", "candidates.add_evidence", "plus", primary=True),
        NavigationEntry("Feedback", "candidates.feedback", "chat", count=unread.feedback),
        NavigationEntry("More", "accounts.more", "more", count=unread.other),
    ],
    Role.ASSESSOR: lambda unread: [
        NavigationEntry("Queue", "assessors.queue", "inbox"),
        NavigationEntry("Candidates", "assessors.candidates", "people", beside=TRACKER),
        NavigationEntry("Messages", "accounts.notices", "chat", count=unread.every),
        NavigationEntry("More", "accounts.more", "more"),
    ],
    Role.IQA: lambda unread: [
        NavigationEntry("Candidates", "quality_assurers.candidates", "people", beside=TRACKER),
        NavigationEntry("Messages", "accounts.notices", "chat", count=unread.every),
        NavigationEntry("More", "accounts.more", "more"),
    ],
    Role.VERIFIER: lambda unread: [
        NavigationEntry("Visit", "external_verifiers.visit", "home"),
        NavigationEntry("What I opened", "external_verifiers.opened", "eye"),
        NavigationEntry("More", "accounts.more", "more"),
    ],
    Role.ADMINISTRATOR: _of_the_centre,
    Role.HEAD: _of_the_centre,
}
OF_CASES: dict[Role, CaseEntries] = {
    Role.COORDINATOR: lambda unread, at_hand: [
        NavigationEntry("Waiting for me", "cases.waiting", "home", count=at_hand.waiting),
        NavigationEntry("Tracker", "cases.tracker", "list", count=at_hand.open, beside=CASES),
        NavigationEntry("Trends", "cases.trends", "flag", beside=REPORTS),
        NavigationEntry("More", "accounts.more", "more", count=unread.every),
    ],
    Role.MANAGER: lambda unread, at_hand: [
        NavigationEntry("Waiting for me", "cases.waiting", "home", count=at_hand.waiting),
        NavigationEntry("Messages", "accounts.notices", "chat", count=unread.every),
        NavigationEntry("More", "accounts.more", "more"),
    ],
}
"""Of those whose work is cases; nobody else waits for those figures to be counted."""


def register(app: Flask) -> None:
    app.context_processor(everywhere)
    # Macros are imported without the page's context and see only globals.
    app.jinja_env.globals.update(
        asset_url=asset_url, can=can, flashes=to_say, Permission=Permission
    )


def everywhere() -> dict[str, Any]:
    actor = current_actor()
    return {
        "actor": actor,
        "person": current_person(),
        "navigation": _navigation(actor),
        "csp_nonce": g.csp_nonce,
        "now": clock.now(),
        "read_only_until": _read_only_until(actor),
    }


def can(permission: Permission, subject: HasFacts) -> bool:
    """The same question the guard asks, for showing or leaving out a control."""
    actor = current_actor()
    return actor is not None and allows(actor, permission, subject.facts())


def _navigation(actor: Actor | None) -> list[NavigationEntry]:
    if actor is None or g.get("without_navigation"):
        return []
    unread = counts.unread_notices(db_session(), actor.user_id)
    if (of_cases := OF_CASES.get(actor.role)) is not None:
        return of_cases(unread, case_waiting.at_hand(db_session(), actor))
    return NAVIGATION[actor.role](unread)


def _read_only_until(actor: Actor | None) -> date | None:
    if actor is None or actor.role is not Role.VERIFIER:
        return None
    return counts.open_until(db_session(), actor)
