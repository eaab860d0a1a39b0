"""Trends, reports, meetings and improvements, as pages and files."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pypdfium2
import pytest

from portfolio.domain.cases import Outcome
from portfolio.domain.procedure import CaseKind, Office
from portfolio.models.case_record import Escalation, ImprovementAction
from portfolio.models.procedure import SeniorMeeting
from tests.case_factories import NO_CLOCK, CaseFactory
from tests.conftest import NOON

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def cases(make) -> CaseFactory:
    return CaseFactory(make)


@pytest.fixture
def quarter(cast, cases, session) -> CaseFactory:
    """Seven complaints of this quarter, five of them in time; eight appeals, seven in time."""
    here = cast.centre
    for n in range(7):
        case = cases.case(here, received_at=NOON - 40 * DAY, category_label="Fees")
        cases.closed(case, NOON - n * DAY, in_time=n < 5, outcome=Outcome.UPHELD)
    for n in range(8):
        case = cases.case(
            here, CaseKind.APPEAL, rule="20 working days", received_at=NOON - 40 * DAY
        )
        case.stages[0].clocks[0].indicator = "appeal.outcome"
        cases.closed(case, NOON - (9 if n else 1) * DAY - 3 * DAY * bool(n), in_time=bool(n))
    cases.case(
        here,
        CaseKind.FEEDBACK,
        rule=NO_CLOCK,
        said="=The canteen is cold",
        equality=True,
        characteristics=["Disability"],
    )
    told = {"equality": True, "characteristics": ["Sex"], "category_label": "Fees"}
    cases.locked(cases.case(here, said="a secret", **told))
    return cases


def pdf_text(reply) -> str:
    assert reply.response.mimetype == "application/pdf"
    with pypdfium2.PdfDocument(reply.response.get_data()) as document:
        return " ".join(" ".join(p.get_textpage().get_text_range().split()) for p in document)


@pytest.mark.req("R-287", "R-309", "R-312", part="the page")
def test_trends_draw_each_category_and_count_appeals_apart(cast, quarter):
    page = cast.coordinator.get("/cases/trends")
    chart = page.html.select_one("svg[role=img]")
    assert chart["aria-label"].endswith("2026 Q4, 8 cases, 2 late")
    assert "87.5%" in page.words()
    assert "7 of 8" in page.words()
    appeals = cast.coordinator.get("/cases/trends?kind=Appeal")
    assert appeals.html.select_one("svg[role=img]")["aria-label"].endswith("8 cases, 1 late")


@pytest.mark.req("R-268", "R-270", "R-310", "R-312")
def test_the_report_of_a_quarter_counts_what_came_and_how_it_was_answered(cast, quarter, session):
    session.add(
        ImprovementAction(centre_id=cast.centre.id, lesson="Heat the canteen", recorded_at=NOON)
    )
    page = cast.coordinator.get("/cases/report?period=2026+Q4")
    for words in (page.words(), pdf_text(cast.coordinator.get("/cases/report.pdf"))):
        assert "8 complaints: 5 in time, 2 late, 1 open." in words
        assert "8 appeals: 7 in time, 1 late." in words
        assert "2 cases were marked so." in words
        assert "Disability: 1." in words
        assert "=The canteen is cold" in words
        assert "Heat the canteen" in words
        assert "a secret" not in words
        assert "2 cases were marked so. Disability: 1. " in words
        assert "Complaint Locked 1" in words
        assert "Complaint Fees 7" in words
    assert "None were recorded." in cast.coordinator.get("/cases/report?period=2024").words()


@pytest.mark.req("R-294", part="lessons, and what was escalated")
def test_nothing_is_told_of_what_a_locked_case_taught_or_where_it_went(cast, quarter, session):
    lead = cast.manager.user
    case = quarter.locked(quarter.case(cast.centre, target=NOON - HOUR), lead)
    session.add_all([
        meeting := SeniorMeeting(centre_id=cast.centre.id, held_on=(NOON + DAY).date()),
        Escalation(
            case_id=case.id, clock_id=case.stages[0].clocks[0].id, rung=0,
            office=Office.DEPARTMENT_HEAD, holder_id=cast.director.user.id,
            planned_at=NOON - DAY, told_at=NOON - DAY, reply_due_at=NOON + DAY,
        ),
        lesson := ImprovementAction(
            centre_id=cast.centre.id, case_id=case.id, lesson="a secret lesson",
            action="a secret action", owner_id=lead.id, recorded_at=NOON - HOUR,
        ),
    ])  # fmt: skip
    session.flush()
    pack = cast.coordinator.get(f"/cases/meetings/{meeting.id}").words()
    assert f"{case.reference} Hidden" in pack
    assert "Department head" not in pack
    pages = ("/cases/report", "/cases/improvements", "/cases/trends")
    for words in (pack, *(cast.coordinator.get(one).words() for one in pages)):
        assert "a secret" not in words
    assert cast.coordinator.get(f"/cases/improvements/{lesson.id}").status == 404
    assert "a secret lesson" in cast.manager.get(f"/cases/improvements/{lesson.id}").text
    assert "reply to the escalation" not in cast.director.get("/cases/waiting").words()


@pytest.mark.req("R-286")
def test_the_pack_of_a_meeting_lists_what_was_escalated_since_the_one_before(
    cast, quarter, session
):
    for days in (-30, 7):
        session.add(SeniorMeeting(centre_id=cast.centre.id, held_on=(NOON + days * DAY).date()))
    late = quarter.case(cast.centre, received_at=NOON - 9 * DAY, target=NOON - 4 * DAY)
    for rung, (told, replied) in enumerate([(NOON - 50 * DAY, None), (NOON - 3 * DAY, NOON - DAY)]):
        session.add(
            Escalation(
                case_id=late.id,
                clock_id=late.stages[0].clocks[0].id,
                rung=rung,
                office=Office.DEPARTMENT_HEAD if rung == 0 else Office.SENIOR_MANAGER,
                holder_id=cast.director.user.id,
                planned_at=told,
                told_at=told,
                reply_due_at=told + DAY,
                replied_at=replied,
                resolves=True if replied else None,
            )
        )
    listed = cast.coordinator.get("/cases/meetings")
    address = listed.html.select_one("#rows th a")["href"]
    page = cast.coordinator.get(address)
    words = page.words()
    assert f"{late.reference} Senior manager, Demo Managing Director" in words
    assert "late, 23 November 2026: will be put right" in words
    assert "Department head" not in words
    assert "1 overdue" in words
    assert "Senior manager" in pdf_text(cast.coordinator.get(f"{address}/pack.pdf"))

    cast.coordinator.submit(page, {}, form="#cancel")
    assert "This meeting was cancelled" in cast.coordinator.get(address).words()


def test_a_meeting_is_planned_once_a_day(cast):
    page = cast.coordinator.get("/cases/meetings")
    day = {"held_on-day": "9", "held_on-month": "12", "held_on-year": "2026"}
    assert cast.coordinator.submit(page, day, form="#plan").status == 303
    again = cast.coordinator.submit(cast.coordinator.get("/cases/meetings"), day, form="#plan")
    assert again.status == 422
    assert "A meeting is planned on that day" in again.words()
    assert "Wednesday 9 December 2026" in again.words()


@pytest.mark.req("R-269")
def test_an_improvement_is_recorded_given_to_somebody_and_done_by_them(cast):
    assert cast.manager
    page = cast.coordinator.get("/cases/improvements/new")
    owner = str(cast.manager.user.id)
    sent = {"lesson": "Rooms change late", "action": "Tell rooms a week before", "owner": owner}
    assert cast.coordinator.submit(page, sent, form="#improvement").status == 303
    mine = cast.manager.get("/cases/waiting").html.select_one("#rows th a")
    assert mine.text == "Tell rooms a week before"
    form = cast.manager.get(mine["href"])
    late = {"done_on-day": "25", "done_on-month": "11", "done_on-year": "2026"}
    assert cast.manager.submit(form, late, form="#improvement").status == 422
    done = late | {"done_on-day": "24"}
    assert cast.manager.submit(form, done, form="#improvement").location == "/cases/waiting"
    assert cast.director.get(mine["href"]).status == 404
    assert "Nothing to do" in cast.coordinator.get("/cases/improvements").words()
    assert "24 November 2026" in cast.coordinator.get("/cases/improvements?show=done").words()


@pytest.mark.req("R-290", part="formulas")
def test_the_view_is_a_file_in_which_nothing_is_a_formula(cast, cases):
    cases.case(cast.centre, name='=HYPERLINK("x")')
    cases.case(cast.centre, name="Not of this view", category_label="Fees")
    cases.locked(cases.case(cast.centre, name="A secret name"))
    reply = cast.coordinator.get("/cases/table.csv?category=Teaching+and+support")
    rows = list(csv.reader(io.StringIO(reply.text.lstrip("\ufeff"))))
    assert len(rows) == 2
    assert rows[1][2] == '\'=HYPERLINK("x")'
    whole = cast.coordinator.get("/cases/table.csv").text
    assert "A secret" not in whole
    assert whole.count("Hidden") == 4


def test_reports_are_for_those_who_keep_the_cases(cast, cases):
    assert cast.manager
    for path in ("trends", "report", "meetings", "improvements", "table.csv"):
        assert cast.manager.get(f"/cases/{path}").status == 403, path
        assert cast.stranger_administrator.get(f"/cases/{path}").status == 200, path
