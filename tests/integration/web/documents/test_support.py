"""Links and contacts, provider support, downloads and professional development."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.domain.actors import Role
from portfolio.domain.documents import DocumentKind
from portfolio.models.notice import Notice
from portfolio.models.support import DevelopmentEntry, Guidance, SupportMeeting, UsefulLink
from portfolio.services import support
from portfolio.services.support import Given
from tests.published_documents import a_document, a_version


def day(name, year, month, number):
    return {f"{name}-day": number, f"{name}-month": month, f"{name}-year": year}


@pytest.mark.req("R-323", "R-324")
def test_a_dead_link_is_changed_by_the_centre_and_candidates_see_whom_to_turn_to(cast, session):
    office, place = cast.administrator, "/documents/links"
    words = cast.candidate.get(place).words()
    for known in ("JCQ", "Ofqual Register", "QiW", "CCEA", "024 76 851509", "CV4 8JQ"):
        assert known in words
    assert "Check before use These addresses come from handbooks of 2019" in words
    assert not cast.candidate.get(place).html.select("main form")

    office.submit(office.get(place), {}, form="form[action$=adopt]")
    jcq = session.scalars(select(UsefulLink).where(UsefulLink.name == "JCQ")).one()
    form = office.get(f"{place}/{jcq.id}")
    refused = office.submit(form, {"website": "javascript:alert(1)"}, form="#link-form")
    assert refused.status == 422
    assert "beginning with https://" in refused.html.select_one("#website-error").get_text()
    sent = {"website": "https://new.test/"} | day("checked_on", 2026, 11, 3)
    assert office.submit(form, sent, form="#link-form").status == 303

    page = cast.candidate.get(place)
    assert page.html.select_one("a[href='https://new.test/']")
    assert "Checked 3 November 2026" in page.words()
    assert "Check before use: nobody at your centre has checked it yet" in page.words()
    office.submit(office.get(f"{place}/new"), {"name": "Demo body", "telephone": "01632 960000"})
    assert "Demo body" in cast.candidate.get(place).words()
    office.submit(office.get(f"{place}/{jcq.id}"), {}, form="form[action$=remove]")
    assert "JCQ" not in cast.candidate.get(place).words()
    assert "JCQ" in cast.stranger.get(place).words()


@pytest.mark.req("R-318")
def test_a_support_meeting_is_planned_by_need_and_keeps_feedback_both_ways(cast, session):
    office = cast.administrator
    assert "No meetings and no guidance yet" in office.get("/documents/support").words()
    plan = {"provider": "Demo Provider", "need": "Two new assessors"}
    page = office.get("/documents/support/meetings/new")
    refused = office.submit(page, plan)
    assert "Enter the day of the meeting" in refused.words()
    office.submit(page, plan | day("planned_on", 2026, 11, 20))
    meeting = session.query(SupportMeeting).one()
    place = f"/documents/support/meetings/{meeting.id}"
    assert "record what was said" in office.get("/documents/support").words()

    said = {"offered": "We showed the new form", "received": "The form is too long"}
    later = office.submit(office.get(place), said | day("held_on", 2026, 12, 1), form="#held-form")
    assert "not one to come" in later.words()
    office.submit(office.get(place), said | day("held_on", 2026, 11, 20), form="#held-form")

    words = office.get(place).words()
    assert "Held 20 November 2026" in words
    assert "The form is too long" in words
    page = office.get(f"/documents/support/guidance/new?meeting={meeting.id}")
    assert page.html.select_one("#provider")["value"] == "Demo Provider"
    office.submit(page, {"text": "Learners bring photo ID"})
    assert "Learners bring photo ID" in office.get(place).words()
    assert cast.assessor.get("/documents/support").status == 403


@pytest.mark.req("R-318")
@pytest.mark.parametrize(("division", "flagged_from"), [("England", 6), ("Scotland", 7)])
def test_guidance_is_flagged_after_ten_working_days_of_the_centres_own_division(
    cast, session, division, flagged_from
):
    """Given Thursday 17 December 2026: bank holidays on 25 and 28 December and 1 January, and
    in Scotland on 4 January too."""
    cast.centre.division = division
    coordinator = cast.make.user()
    cast.make.grant(coordinator, cast.centre, Role.COORDINATOR)
    clock.use(lambda: datetime(2026, 12, 17, 12, tzinfo=UTC))
    given = Given("Demo Provider", clock.today(), "by e-mail", "Learners bring photo ID")
    support.give(session, cast.administrator.actor, given)

    def told():
        support.tell_of_unacknowledged(session)
        return {
            row.user_id for row in session.query(Notice).filter_by(kind="guidance:unacknowledged")
        }

    clock.use(lambda: datetime(2027, 1, flagged_from - 1, 23, 59, tzinfo=UTC))
    assert told() == set()
    clock.use(lambda: datetime(2027, 1, flagged_from, tzinfo=UTC))
    assert told() == told() == {coordinator.id, cast.administrator.user.id}


@pytest.mark.req("R-318")
def test_flagged_guidance_stands_first_until_the_provider_passed_it_on(cast, session):
    office = cast.administrator
    for number, given_on in enumerate((date(2026, 11, 9), date(2026, 11, 10)), 1):
        given = Given(f"Demo Provider {number}", given_on, "by e-mail", "Bring photo ID")
        support.give(session, office.actor, given)
    late = session.query(Guidance).filter_by(provider="Demo Provider 1").one()
    place = f"/documents/support/guidance/{late.id}"
    listed = office.get("/documents/support").words()
    assert "1 piece of guidance is not acknowledged after 10 working days" in listed
    assert "Overdue Not acknowledged by 23 November 2026" in listed
    assert "Due soon To be acknowledged by 24 November 2026" in listed

    early = day("passed_on_on", 2026, 11, 1) | {"passed_on_by": "Demo Manager"}
    assert "from the one it was given" in office.submit(office.get(place), early).words()
    done = day("passed_on_on", 2026, 11, 23) | {"passed_on_by": "Demo Manager"}
    assert office.submit(office.get(place), done).status == 303

    assert "Passed on 23 November 2026" in office.get(place).words()
    assert "is not acknowledged" not in office.get("/documents/support").words()
    assert late.passed_on_by == "Demo Manager"


@pytest.mark.req("R-319")
def test_four_things_can_be_taken_away_by_candidates_and_staff(cast, session):
    form = a_document(session, cast.administrator.actor, "Demo RD04", kind=DocumentKind.FORM)
    a_version(session, cast.administrator.actor, form)
    specification = cast.units[0]
    cast.make.specification(
        specification, {1: 1}, version=2, resources=["=A calculator", "A quiet room"]
    )
    session.commit()
    for person in (cast.candidate, cast.assessor):
        page = person.get("/documents/downloads")
        links = [str(link["href"]) for link in page.html.select("#downloads a")]
        assert len(links) == 4
        for address in links:
            assert person.get(address).status == 200, address
    text = cast.candidate.get("/documents/downloads/resources.csv").text.removeprefix("\ufeff")
    rows = list(csv.reader(StringIO(text)))
    assert [row[3] for row in rows] == ["Resource", "'=A calculator", "A quiet room"]


@pytest.mark.req("R-325")
def test_staff_record_their_development_and_can_name_an_ocr_course(cast, session):
    place, assessor = "/documents/development", cast.assessor
    page = assessor.get(place)
    assert "Nothing recorded yet" in page.words()
    wrong = {"title": "x", "hours": "two", "minutes": "99"} | day("done_on", 2026, 12, 24)
    refused = assessor.submit(page, wrong)
    assert "Enter a whole number, like 10" in refused.words()
    assert "Enter up to 59 minutes" in refused.words()
    done = {"title": "Standardisation", "course": "OCR: Assessing well", "hours": "2"}
    later = assessor.submit(page, done | day("done_on", 2026, 12, 24))
    assert "not one to come" in later.words()
    sent = done | {"minutes": "30"} | day("done_on", 2026, 11, 2)
    assert assessor.submit(page, sent).status == 303

    assert "2 November 2026, 2 hours 30 minutes. Course: OCR: Assessing well" in (
        assessor.get(place).words()
    )
    assert "OCR: Assessing well" in cast.administrator.get(f"{place}/staff").words()
    assert "Standardisation" not in cast.other_assessor.get(place).words()
    assert assessor.get(f"{place}/staff").status == 403
    assert cast.candidate.get(place).status == 403
    entry = session.query(DevelopmentEntry).one()
    assert cast.administrator.post(f"{place}/{entry.id}/remove").status == 404
    assessor.submit(assessor.get(place), {}, form="form[action$=remove]")
    assert "Nothing recorded yet" in assessor.get(place).words()
