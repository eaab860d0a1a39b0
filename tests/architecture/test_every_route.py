"""Every route, every persona: who gets in, what nobody may learn, and what no answer may lack."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest
from sqlalchemy import Connection, text
from werkzeug.routing import Rule

from portfolio import clock, create_app
from portfolio.config import Settings
from portfolio.domain.permissions import Permission
from portfolio.domain.policy import allows
from portfolio.extensions import db
from portfolio.models.base import Base
from portfolio.web.access import access_of
from tests.architecture.world import CONNECTED, MARKER, World, without_business
from tests.cast import Cast
from tests.client import FRAGMENT
from tests.conftest import NOON, rolled_back
from tests.factories import Factory
from tests.tus import HELLO

_app = create_app(
    Settings(
        secret_key="to list the routes",
        database_url="sqlite://",
        data_folder=Path(mkdtemp()),
        demo=True,
    )
)
RULES = sorted(_app.url_map.iter_rules(), key=lambda rule: rule.rule)
GETS = [rule for rule in RULES if "GET" in rule.methods]
OBJECTS = {
    "candidate_id",
    "enrolment_id",
    "unit_id",
    "evidence_id",
    "file_id",
    "grant_id",
    "invitation_id",
    "access_id",
    "upload_id",
    "token_id",
    "qualification_id",
    "import_id",
    "unit_import_id",
    "document_id",
    "service_notice_id",
    "link_id",
    "meeting_id",
    "guidance_id",
    "entry_id",
    "procedure_id",
    "holder_id",
    "holiday_id",
    "case_id",
    "escalation_id",
}
WRITES = ("POST", "PUT", "PATCH", "DELETE")
POSTS = [rule for rule in RULES if rule.methods & {*WRITES}]


def name_of(rule: Rule) -> str:
    return rule.rule


def method_of(rule: Rule) -> str:
    """How the rule is written to, GET where it is not."""
    return next((method for method in WRITES if method in rule.methods), "GET")


def answers_programs(rule: Rule) -> bool:
    """Whether it is never opened as a page, so that nobody is led to sign-in and back."""
    return rule.endpoint.startswith("uploads.")


def access(rule: Rule):
    with _app.app_context():
        found = access_of(rule.endpoint)
    assert found is not None
    return found


def names_an_object(rule: Rule) -> bool:
    return bool(rule.arguments & OBJECTS)


@pytest.fixture(scope="module")
def swept(migrated_app) -> Iterator[tuple[Connection, World]]:
    """One world for the whole sweep; making it anew for each route took most of the time."""
    clock.use(lambda: NOON)
    with rolled_back(migrated_app) as connection:
        world = World(Cast(migrated_app, Factory(db.session())))
        db.session.commit()
        db.session.remove()
        yield connection, world


@pytest.fixture
def world(swept) -> Iterator[World]:
    """That world, as it was before the route at hand was tried."""
    connection, made = swept
    savepoint = connection.begin_nested()
    made.check_pages(False)
    made.restore_cookies()
    yield made
    db.session.remove()
    savepoint.rollback()


@pytest.fixture
def app(migrated_app, world):
    return migrated_app


def served(app, rule: Rule) -> bool:
    """Demo pages exist only in demo mode, which the app under test is not in."""
    return rule.endpoint in app.view_functions


@pytest.mark.req("R-328", "R-329")
@pytest.mark.parametrize("rule", GETS, ids=name_of)
def test_a_page_opens_for_whom_the_policy_says_and_nobody_else(app, world, rule):
    if not served(app, rule):
        return
    declared = access(rule)
    url = world.url(rule)
    if declared.rule == "public":
        assert world.cast.visitor.get(url).status < 500
        return
    assert world.cast.visitor.get(url).status == (401 if answers_programs(rule) else 303)
    if isinstance(declared.rule, Permission):
        _check_personas(world, rule, declared.rule, url)


def _check_personas(world: World, rule: Rule, permission: Permission, url: str) -> None:
    for name in without_business(rule):
        if names_an_object(rule):
            assert world.persona(name).get(url).status == 404, f"{name} at {url}"
    world.check_pages(True)
    for name in CONNECTED:
        person = world.persona(name)
        status = person.get(url).status
        assert status < 500, f"{name} at {url}: {status}"
        if names_an_object(rule) and not allows(person.actor, permission, world.facts):
            assert status in {403, 404}, f"{name} at {url}: {status}"


@pytest.mark.quickly_with("sqlite")
@pytest.mark.req("R-329")
@pytest.mark.parametrize("rule", RULES, ids=name_of)
def test_an_answer_to_somebody_unconnected_tells_nothing_of_the_object(app, world, rule):
    if not served(app, rule):
        return
    url = world.url(rule)
    method = "GET" if "GET" in rule.methods else method_of(rule)
    for name in (*without_business(rule), "visitor"):
        for headers in ({}, FRAGMENT):
            reply = world.persona(name).open(url, method=method, headers=headers)
            whole = reply.text + str(reply.response.headers)
            assert MARKER not in whole, f"{name} at {url}"


@pytest.mark.parametrize("rule", POSTS, ids=name_of)
def test_an_empty_post_is_answered_in_words_and_only_the_permitted_get_that_far(app, world, rule):
    if not served(app, rule):
        return
    declared = access(rule)
    url, method = world.url(rule), method_of(rule)
    if not isinstance(declared.rule, Permission):
        assert world.cast.visitor.open(url, method, headers=HELLO).status < 500
        return
    assert world.cast.visitor.open(url, method, headers=HELLO).status == 401
    for name in without_business(rule):
        if names_an_object(rule):
            assert world.persona(name).open(url, method, headers=HELLO).status == 404, (
                f"{name} at {url}"
            )
    for name in CONNECTED:
        person = world.persona(name)
        permitted = allows(person.actor, declared.rule, world.facts)
        status = person.open(url, method, headers=HELLO).status
        assert status < 500, f"{name} at {url}: {status}"
        if names_an_object(rule) and not permitted:
            assert status in {403, 404}, f"{name} at {url}: {status}"


@pytest.mark.quickly_with("sqlite")
@pytest.mark.parametrize("rule", POSTS, ids=name_of)
def test_a_post_without_its_token_is_refused(app, world, rule):
    if not served(app, rule):
        return
    for name in ("candidate", "assessor", "administrator", "visitor"):
        reply = world.persona(name).open(
            world.url(rule), method_of(rule), headers=HELLO | {"X-CSRFToken": ""}
        )
        assert reply.status in {400, 401, 403, 404}, f"{name} at {rule.rule}: {reply.status}"


@pytest.mark.quickly_with("sqlite")
@pytest.mark.parametrize("rule", GETS, ids=name_of)
def test_a_get_changes_nothing_unless_it_says_so(app, world, rule):
    if not served(app, rule) or access(rule).commits is True:
        return
    people = [world.persona(name) for name in CONNECTED]
    before = fingerprint()
    for person in people:
        if not access(rule).commits_for(person.actor):
            person.get(world.url(rule))
    world.cast.visitor.get(world.url(rule))
    assert fingerprint() == before


def fingerprint() -> dict[str, list[str]]:
    """Every row of every table, as text."""
    db.session.flush()
    return {
        table.name: sorted(str(row) for row in db.session.execute(text(f'SELECT * FROM "{table}"')))  # noqa: S608 -- our own table names
        for table in Base.metadata.sorted_tables
    }


def is_private(rule: Rule) -> bool:
    """Whether the address itself is the key to what it shows."""
    return rule.endpoint.startswith("following.")


SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.mark.quickly_with("sqlite")
@pytest.mark.parametrize("rule", GETS, ids=name_of)
def test_every_answer_carries_the_security_headers(app, world, rule):
    if not served(app, rule):
        return
    for name in ("visitor", "candidate", "stranger"):
        headers = world.persona(name).get(world.url(rule)).response.headers
        private = {"Referrer-Policy": "no-referrer"} if is_private(rule) else {}
        assert {key: headers.get(key) for key in SECURITY} == SECURITY | private
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "strict-dynamic" not in policy
        assert headers["Cache-Control"], rule.rule
