"""No page reads a whole table that grows with the people in it: the plans of its queries say so."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from sqlalchemy import event, text

from portfolio.extensions import db
from tests.bench import worlds
from tests.bench.pages import PAGES, MeasuredPage
from tests.bench.serving import Site

GROWING = {
    "assessment",
    "assignment",
    "audit_entry",
    "candidate",
    "chosen_unit",
    "decision",
    "declaration",
    "enrolment",
    "evidence",
    "evidence_file",
    "evidence_tag",
    "file_copy",
    "notice",
    "picture_band",
    "picture_print",
    "same_file",
    "sign_in",
    "sign_off",
    "unit_progress",
    "user",
    "verifier_access",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A small world on SQLite, whose plans do not depend on how many rows there are."""
    made = Site(tmp_path_factory.mktemp("plans"), partial(worlds.build, size=worlds.TINY))
    yield made
    with made.app.app_context():
        db.engine.dispose()


@pytest.fixture(autouse=True)
def fixed_clock() -> None:
    """The world is made at the real time, and so are its sign-ins."""


def scans(site: Site, page: MeasuredPage) -> list[str]:
    """Each step of a plan that reads a growing table from one end to the other."""
    found: list[str] = []

    def explain(_conn: Any, cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if statement.startswith("SELECT"):
            plan = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            steps = [str(step[3]) for step in plan.fetchall()]
            found.extend(f"{step}: {statement}" for step in steps if reads_all(step))

    with site.app.app_context():
        event.listen(db.engine, "before_cursor_execute", explain)
        try:
            headers = page.headers(site)
            reply = site.app.test_client(use_cookies=False).get(page.path(site), headers=headers)
        finally:
            event.remove(db.engine, "before_cursor_execute", explain)
    assert reply.status_code == page.status
    return found


def reads_all(step: str) -> bool:
    """Whether this step scans a growing table; an alias ends in a number."""
    words = step.split()
    return words[0] == "SCAN" and words[1].rstrip("_0123456789") in GROWING


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_reads_a_growing_table_from_end_to_end(site, page):
    assert scans(site, page) == []


def test_a_query_that_reads_everything_would_be_found(site):
    with site.app.app_context():
        plan = db.session.execute(text("EXPLAIN QUERY PLAN SELECT * FROM evidence AS evidence_1"))
        assert [reads_all(step[3]) for step in plan] == [True]
