"""The tracker as a file: what the filters leave, and nothing a program would calculate."""

from __future__ import annotations

import csv

import pytest
from sqlalchemy import select

from portfolio.domain.states import UnitState
from portfolio.models.assessment import UnitProgress

URL = "/tracker/table.csv"


def table(reply) -> list[list[str]]:
    assert reply.response.data.startswith(b"\xef\xbb\xbf")
    text = reply.response.data.decode("utf-8-sig")
    return list(csv.reader(text.splitlines(keepends=True)))


@pytest.mark.req("R-338", part="as a file for a spreadsheet program")
def test_the_file_holds_a_line_for_each_candidate(session, cast):
    unit = session.scalars(
        select(UnitProgress).where(
            UnitProgress.candidate_id == cast.profile.id, UnitProgress.unit_id == cast.units[0].id
        )
    ).one()
    unit.state = UnitState.ACHIEVED
    cast.profile.candidate_number = "C-77"
    session.flush()
    reply = cast.assessor.get(URL)
    head, row = table(reply)

    assert head[0] == "Candidate"
    assert head[-2:] == [f"{n} {unit.title}" for n, unit in enumerate(cast.units, 1)]
    assert row == [
        *("Demo Candidate One", "C-77", "Active", "Demo Assessor One", ""),
        *("5", "10", "Not met yet", "Achieved", "Not started"),
    ]
    assert reply.response.mimetype == "text/csv"
    assert "attachment; filename=tracker-" in reply.response.headers["Content-Disposition"]


def test_the_file_follows_the_filters_and_the_scope(cast):
    assert cast.other_candidate
    assert [row[0] for row in table(cast.administrator.get(f"{URL}?q=two"))[1:]] == [
        "Demo Candidate Two"
    ]
    assert [row[0] for row in table(cast.assessor.get(URL))[1:]] == ["Demo Candidate One"]
    assert cast.stranger_administrator.get(URL).status == 404


def test_the_page_leads_to_the_file_of_what_it_shows_whatever_its_address_says(cast):
    asked = "q=one&endpoint=x&_external=1&_scheme=javascript&units=unit-1"

    page = cast.assessor.get(f"/tracker?{asked}")

    link = page.html.select_one("a[download]")["href"]
    assert link == f"{URL}?{asked}"
    assert [len(row) for row in table(cast.assessor.get(link))] == [9, 9]


@pytest.mark.parametrize(
    "hostile", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "＝1"]
)
def test_no_name_becomes_a_formula(session, cast, hostile):
    cast.profile.name = cast.assessor.user.name = cast.units[0].title = hostile
    cast.qualification.placements[0].unit_number = "=7"
    session.flush()

    reply = cast.administrator.get(URL)
    head, row = table(reply)

    assert (row[0], row[3]) == (f"'{hostile}", f"'{hostile}")
    assert head[-2] == f"'=7 {hostile}"
    cells = [cell for line in (head, row) for cell in line]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
