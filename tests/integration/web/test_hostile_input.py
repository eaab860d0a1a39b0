"""Whatever is sent to whichever route, by whoever may use it: an answer in words, never a 500."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar
from urllib.parse import quote

import pytest
from sqlalchemy import Connection
from werkzeug.routing import Rule

from portfolio import clock
from portfolio.domain.permissions import Permission
from portfolio.domain.policy import allows
from portfolio.extensions import db
from portfolio.web.access import access_of
from tests.architecture.test_every_route import GETS, POSTS, name_of, served
from tests.architecture.world import World
from tests.cast import Cast
from tests.client import Browser, form_values
from tests.conftest import NOON, rolled_back
from tests.factories import Factory

TYPED = {
    "nothing": "",
    "NUL": "a\x00b",
    "right to left": "\u202egpj.exe \u0645\u0644\u0641",
    "emoji": "\U0001f469\u200d\U0001f4bb" * 60,
    "long": "x" * 100_000,
    "a figure that is no digit": "²",
    "minus one": "-1",
    "more than a column holds": "99999999999999999999",
    "ten digits": "9999999999",
    "more digits than Python reads": "9" * 5000,
    "no id": "not-an-id",
    "an id of nothing": "00000000-0000-0000-0000-000000000000",
    "markup": "\"><script>alert(1)</script>' OR 1=1 -- %s {{7*7}}",
}
"""What somebody could put into any field."""
ALONE = ["a figure that is no digit", "ten digits", "no id"]
"""Those also tried in one field while the others stand as the page has them."""
RAW = {"half a character": b"%ED%A0%80", "no text": b"%FF%FE"}
ASKED = [
    "page",
    "q",
    "sort",
    "order",
    "state",
    "status",
    "file",
    "seen",
    "version",
    "look",
    "units",
    "next",
    "candidate",
    "unit",
    "why",
    "qualification",
    "assessor",
    "informed",
    "waiting",
    "view",
    "removed",
]
HEADERS: list[dict[str, str]] = [
    {"Referer": "http://[", "HX-Current-URL": "http://["},
    {"HX-Request": "true", "HX-Target": "\xe9--\xe9", "HX-Current-URL": "http://[x"},
    {"Range": "bytes=" + "9" * 5000 + "-", "If-Range": "\xff", "If-None-Match": '"'},
    {"Accept": "\xff;q=nan", "Accept-Language": "x" * 9000, "Accept-Encoding": ";;;"},
    {"Cookie": "session=" + "x" * 9000 + "; " + "a=b; " * 500},
    {"X-Forwarded-For": "\xff" * 500, "Host": "a:b:c", "User-Agent": ""},
    {"Content-Type": "multipart/form-data", "Content-Length": "0"},
]
ASKERS = [("GET", ""), ("POST", ""), ("GET", "visitor"), ("POST", "visitor")]
ON_A_DRAFT = {"candidates.edit_evidence", "candidates.add_files"}
NEVER_TYPED = {"csrf_token", "once"}
BUTTONS = ["deed", "do", "step", "remove", "put-back", "version", "assessment_version"]
"""What buttons send, and what a page leaves out while it offers no form."""
NOT_OFFERED = {
    "assessors.sign_off": ["authenticity", "authenticity_note", "comment", "confirmed", "password"],
    "assessors.withdraw_sign_off": ["reason"],
    "portfolios.comment": ["text"],
    "demo.sign_in": ["grant"],
}
FORM = "application/x-www-form-urlencoded"
T = TypeVar("T")


@pytest.fixture(scope="module")
def hostile(migrated_app) -> Iterator[tuple[Connection, World]]:
    clock.use(lambda: NOON)
    with rolled_back(migrated_app) as connection:
        world = World(Cast(migrated_app, Factory(db.session())))
        world.check_pages(False)
        world.evidence_id = world.evidence.id
        world.draft_id = world.cast.make.evidence(world.cast.profile).id
        db.session.commit()
        yield connection, world


@pytest.fixture
def app(migrated_app, hostile):
    return migrated_app


def may_use(world: World, rule: Rule) -> Browser:
    """Somebody whom the policy lets use ``rule``."""
    declared = access_of(rule.endpoint)
    if isinstance(declared.rule, Permission):
        for name, person in world.people.items():
            if name != "visitor" and allows(person.actor, declared.rule, world.facts):
                return person
    return world.people["visitor" if declared.rule == "public" else "candidate"]


class Undone:
    """Requests of which each finds the world as it was before the others."""

    def __init__(self, hostile: tuple[Connection, World], rule: Rule) -> None:
        self.connection, self.world = hostile
        if rule.endpoint in ON_A_DRAFT:
            self.world.ids["evidence_id"] = self.world.draft_id
        self.url = self.world.url(rule)
        self.world.ids["evidence_id"] = self.world.evidence_id
        self.person = may_use(self.world, rule)

    def ask(self, method: str = "GET", query: str = "", by: str = "", **sent: Any) -> int:
        savepoint = self.connection.begin_nested()
        self.world.restore_cookies()
        person = self.world.people[by] if by else self.person
        try:
            url = f"{self.url}?{query}" if query else self.url
            return person.open(url, method=method, **sent).status
        finally:
            db.session.remove()
            savepoint.rollback()

    def fields(self, rule: Rule) -> dict[str, Any]:
        """The fields of the page's own forms as they stand, and what its buttons send."""
        found: dict[str, Any] = dict.fromkeys(BUTTONS + NOT_OFFERED.get(rule.endpoint, []), "")
        if "GET" in rule.methods:
            page = self.person.get(self.url)
            db.session.remove()
            for form in page.html.select("main form[method=post]"):
                found |= form_values(form)
        return found


def some(request: pytest.FixtureRequest, every: Sequence[T], place: int, of: int) -> Sequence[T]:
    """All of them in the full run; else one in ``of``, others at the next place."""
    return every if request.config.getoption("--full") else every[place % of :: of]


@pytest.mark.parametrize("rule", POSTS, ids=name_of)
def test_no_field_of_a_form_can_be_filled_so_that_we_fail(app, hostile, rule, request):
    if not served(app, rule):
        return
    route = Undone(hostile, rule)
    standing = route.fields(rule)
    fields = sorted(standing.keys() - NEVER_TYPED)
    for what, value in some(request, [*TYPED.items()], len(rule.rule), of=3):
        every = dict.fromkeys(fields, value)
        assert route.ask("POST", data=every) < 500, f"{what} everywhere"
    for place, field in enumerate(fields):
        for what in some(request, ALONE, place, of=3):
            status = route.ask("POST", data=standing | {field: TYPED[what]})
            assert status < 500, f"{what} in {field}"
    for what, raw in RAW.items():
        body = b"&".join(quote(field).encode() + b"=" + raw for field in fields)
        assert route.ask("POST", data=body, content_type=FORM) < 500, what
    twice = {field: [*TYPED.values()][:6] for field in fields}
    assert route.ask("POST", data=twice) < 500, "every field several times"
    assert route.ask("POST", json=[{"a": 1}]) < 500, "JSON"
    assert route.ask("POST", data={"text": "x" * 1_100_000}) < 500, "more than a form may hold"


@pytest.mark.parametrize("rule", GETS, ids=name_of)
def test_no_address_can_be_asked_so_that_we_fail(app, hostile, rule, request):
    if not served(app, rule):
        return
    route = Undone(hostile, rule)
    for what, value in some(request, [*TYPED.items()], len(rule.rule), of=3):
        query = "&".join(f"{name}={quote(value[:9000])}" for name in ASKED)
        assert route.ask(query=query) < 500, what
    for raw in RAW.values():
        query = "&".join(f"{name}={raw.decode()}" for name in ASKED)
        assert route.ask(query=query) < 500


@pytest.mark.parametrize("rule", [*GETS, *POSTS], ids=name_of)
def test_no_header_and_no_method_makes_us_fail(app, hostile, rule, request):
    if not served(app, rule):
        return
    route = Undone(hostile, rule)
    asked = [(headers, method, by) for headers in HEADERS for method, by in ASKERS]
    for headers, method, by in some(request, asked, len(rule.rule), of=9):
        assert route.ask(method, by=by, headers=headers) < 500, f"{method} with {headers}"
    methods = ["HEAD", "OPTIONS", "TRACE", "PUT", "PATCH", "DELETE", "PROPFIND"]
    for method in some(request, methods, len(rule.rule), of=3):
        assert route.ask(method) < 500, method
