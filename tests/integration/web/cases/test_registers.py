"""A year's register: asked for, made by the worker, taken; names masked unless asked for."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import timedelta

import pypdfium2
import pytest

from portfolio import clock
from portfolio.domain.case_register import masked
from portfolio.models.audit import AuditEntry
from portfolio.models.case_record import ImprovementAction, OutsideContact
from portfolio.models.case_register import CaseRegister
from tests.case_factories import CaseFactory
from tests.conftest import NOON

URL = "/cases/registers"
DAY = timedelta(days=1)
MAKING = {"make-case-register", "drop-case-register"}


@pytest.fixture
def cases(make) -> CaseFactory:
    return CaseFactory(make)


@pytest.fixture
def year(cast, cases, session) -> None:
    """A case that was closed, one with a formula for a name, one locked; one of another year."""
    here = cast.centre
    closed = cases.closed(cases.case(here, name="Demo Complainant", received_at=NOON - DAY), NOON)
    session.add(
        OutsideContact(
            case_id=closed.id, body="Demo Regulator", told_on=NOON.date(), recorded_at=NOON
        )
    )
    session.add(
        ImprovementAction(
            centre_id=here.id, case_id=closed.id, lesson="Ring first", recorded_at=NOON
        )
    )
    cases.case(here, name="=cmd|' /C calc'!A0", received_at=NOON - DAY / 2)
    cases.locked(cases.case(here, name="Somebody Secret", category_label="A secret matter"))
    cases.case(here, name="Of last year", received_at=NOON - 365 * DAY)
    cases.case(cast.elsewhere, name="Of elsewhere")
    session.flush()


def rows_of(reply) -> list[list[str]]:
    return list(csv.reader(io.StringIO(reply.text.lstrip("\ufeff"))))


def ask(person, **values) -> None:
    sent = person.submit(person.get(URL), {"year": "2026"} | values, form="#ask")
    assert sent.status == 303


def links(page) -> list[str]:
    return [link["href"] for link in page.html.select("#registers a[download]")]


@pytest.mark.req("R-290")
def test_a_register_is_made_by_the_worker_with_names_masked(cast, year, worker, session):
    ask(cast.coordinator)
    assert "Being made" in cast.coordinator.get(URL).words()
    again = cast.coordinator.submit(cast.coordinator.get(URL), {"year": "2026"}, form="#ask")
    assert again.status == 422
    assert replace(worker, only=MAKING).run_due() == 1

    table, printed = links(cast.coordinator.get(URL))
    rows = rows_of(cast.coordinator.get(table))
    assert [row[3] for row in rows] == ["From", "D. C.", "'=. /. c.", "Hidden"]
    assert rows[1][-2:] == ["Demo Regulator on 24 November 2026", "Ring first"]
    assert "secret" not in str(rows).lower()
    with pypdfium2.PdfDocument(cast.coordinator.get(printed).response.get_data()) as document:
        text = document[0].get_textpage().get_text_range()
    assert "3 cases. Names are masked" in " ".join(text.split())
    assert "Demo Complainant" not in text
    taken = [one.name for one in session.query(AuditEntry) if one.name.startswith("case-register")]
    assert taken == ["case-register:asked", "case-register:opened", "case-register:opened"]


@pytest.mark.req("R-290", part="names")
def test_names_are_in_it_only_when_those_who_may_ask_for_them(cast, year, worker, session):
    page = cast.administrator.get(URL)
    assert not page.html.select_one("[name=unmasked]")
    refused = cast.administrator.submit(page, {"year": "2026", "unmasked": "y"}, form="#ask")
    assert refused.status == 403
    ask(cast.coordinator, unmasked="y")
    replace(worker, only=MAKING).run_due()
    table = links(cast.coordinator.get(URL))[0]
    rows = rows_of(cast.coordinator.get(table))
    assert [row[3] for row in rows[1:]] == ["Demo Complainant", "'=cmd|' /C calc'!A0", "Hidden"]
    for person in (cast.administrator, cast.stranger_administrator, cast.manager):
        assert person.get(table).status == 404


def test_a_register_goes_after_a_month_with_its_files(cast, year, worker, session, newly_stored):
    ask(cast.coordinator)
    at_work = replace(worker, only=MAKING)
    at_work.run_due()
    assert len(newly_stored()) == 2
    clock.use(lambda: NOON + 31 * DAY)
    assert at_work.run_due() == 1
    assert newly_stored() == set()
    assert session.query(CaseRegister).count() == 0


@pytest.mark.parametrize(
    ("name", "seen"),
    [("Demo Complainant 4", "D. C. 4"), ("", ""), ("  Ólafur  ", "Ó."), ("山田 太郎", "山. 太.")],
)
def test_a_masked_name_is_its_first_signs(name, seen):
    assert masked(name) == seen
