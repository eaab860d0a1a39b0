"""The pages that are measured, each as the person who opens it."""

from __future__ import annotations

from dataclasses import dataclass

from portfolio.domain.actors import Role
from tests.bench.serving import Site

FRAGMENT = {"HX-Request": "true"}


@dataclass(frozen=True)
class MeasuredPage:
    """``takes`` names the id of the world that goes into the address."""

    name: str
    endpoint: str
    role: Role | None
    takes: str | None = None
    query: tuple[tuple[str, str], ...] = ()
    polled: str = ""
    """The fragment an open page asks for, where this is a poll: it answers 204."""

    @property
    def status(self) -> int:
        return 204 if self.polled else 200

    def path(self, site: Site) -> str:
        named = "evidence_id" if self.takes == "waiting_id" else self.takes
        values = {named: site.world.ids[self.takes or ""]} if named else {}
        return site.url(self.endpoint, **values, **dict(self.query))

    def headers(self, site: Site) -> dict[str, str]:
        fragment = FRAGMENT | {"HX-Target": self.polled} if self.polled else {}
        return site.cookie(self.role) | fragment


PROGRESS, POLL = "progress page", "unchanged poll"
PAGES = (
    MeasuredPage("sign-in", "accounts.sign_in", None),
    MeasuredPage("candidate home", "candidates.home", Role.CANDIDATE),
    MeasuredPage("evidence list", "candidates.evidence_list", Role.CANDIDATE),
    MeasuredPage("add evidence", "candidates.add_evidence", Role.CANDIDATE),
    MeasuredPage("item page", "portfolios.evidence", Role.CANDIDATE, "evidence_id"),
    MeasuredPage("unit page", "portfolios.unit", Role.ASSESSOR, "unit_id"),
    MeasuredPage(PROGRESS, "portfolios.progress", Role.CANDIDATE, "enrolment_id"),
    MeasuredPage(
        POLL,
        "portfolios.progress",
        Role.CANDIDATE,
        "enrolment_id",
        query=(("version", "1"),),
        polled="progress",
    ),
    MeasuredPage("assessor's queue", "assessors.queue", Role.ASSESSOR),
    MeasuredPage("workbench", "assessors.workbench", Role.ASSESSOR, "waiting_id"),
    MeasuredPage("assessor's candidates", "assessors.candidates", Role.ASSESSOR),
    MeasuredPage("tracker", "tracker.grid", Role.ASSESSOR),
    MeasuredPage("portfolio overview", "portfolios.portfolio", Role.ASSESSOR, "candidate_id"),
    MeasuredPage("trail", "portfolios.trail", Role.VERIFIER, "unit_id"),
    MeasuredPage("history", "portfolios.history", Role.VERIFIER, "candidate_id"),
    MeasuredPage("visit", "external_verifiers.visit", Role.VERIFIER),
    MeasuredPage("administrator's candidates", "administrators.candidates", Role.ADMINISTRATOR),
    MeasuredPage("administrator's staff", "administrators.staff", Role.ADMINISTRATOR),
)


def landed(site: Site) -> tuple[tuple[MeasuredPage, ...], tuple[str, ...]]:
    """The pages the app has, and the names of those it lacks."""
    there = tuple(page for page in PAGES if site.knows(page.endpoint))
    return there, tuple(page.name for page in PAGES if page not in there)
