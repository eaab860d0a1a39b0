"""The last dates of a qualification: entered, checked at registration, reminded of."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.domain.states import EnrolmentStatus
from portfolio.jobs.handlers.closing import remind_of_closing
from portfolio.models.audit import AuditEntry
from portfolio.models.notice import Notice
from portfolio.queries import qualification_dates

LAST = {
    "last_certification_on-day": "31",
    "last_certification_on-month": "8",
    "last_certification_on-year": "2027",
}


@pytest.fixture
def place(cast):
    return f"/catalogue/qualifications/{cast.qualification.id}"


@pytest.fixture
def entered(cast, place):
    """The last certification of the candidate's qualification is 31 August 2027."""
    form = cast.administrator.get(f"{place}/dates")
    assert cast.administrator.submit(form, LAST).status == 303


def on(year, month, day):
    clock.use(lambda: datetime(year, month, day, 12, tzinfo=UTC))


@pytest.mark.req("R-050")
def test_a_centre_enters_the_last_dates_with_a_trace(cast, session, place, entered):
    assert cast.qualification.last_certification_on is None
    assert "Last day for certification 31 August 2027" in cast.candidate.get(place).words()
    assert "31 August 2027" in (
        cast.administrator.get(f"/centre/candidates/{cast.profile.id}").words()
    )
    entry = session.scalars(
        select(AuditEntry).where(AuditEntry.name == "qualification:dated")
    ).one()
    assert entry.details["certification_after"] == "2027-08-31"
    assert entry.details["certification_before"] is None
    elsewhere = qualification_dates.dates(session, cast.elsewhere.id, cast.qualification)
    assert elsewhere.last_certification_on is None


def test_a_qualification_is_closed_for_entry_once_its_last_day_has_passed(cast, place):
    page = f"{place}/dates"
    for year, words in ((clock.today().year + 1, "Open"), (clock.today().year - 1, "Closed")):
        last = {"last_entry_on-day": "1", "last_entry_on-month": "9", "last_entry_on-year": year}
        assert cast.administrator.submit(cast.administrator.get(page), last).status == 303
        assert f"Entry {words} for entry" in cast.administrator.get(place).words()


def test_a_certification_before_the_last_entry_is_refused(cast, place):
    form = cast.administrator.get(f"{place}/dates")
    late = {
        "last_entry_on-day": "1",
        "last_entry_on-month": "9",
        "last_entry_on-year": "2027",
    }

    refused = cast.administrator.submit(form, LAST | late)

    assert refused.status == 422
    assert "The last certification cannot be before the last entry" in refused.words()


@pytest.mark.parametrize(("who", "status"), [("assessor", 403), ("candidate", 403)])
def test_only_administrators_enter_dates(cast, place, who, status):
    assert getattr(cast, who).get(f"{place}/dates").status == status


@pytest.mark.req("R-050", part="registration")
def test_after_the_last_day_for_entries_nobody_is_registered(cast, place, session):
    day = {"last_entry_on-day": "23", "last_entry_on-month": "11", "last_entry_on-year": "2026"}
    cast.administrator.submit(cast.administrator.get(f"{place}/dates"), day)
    form = cast.administrator.get("/centre/candidates/register")
    typed = {
        "email": "new@centre.test",
        "name": "Demo Candidate Nine",
        "location": "Desk",
        "qualification": str(cast.qualification.id),
        "date_of_birth-day": "1",
        "date_of_birth-month": "2",
        "date_of_birth-year": "1999",
    }
    for name in ("starts_on", "registered_on"):
        typed |= {f"{name}-day": "24", f"{name}-month": "11", f"{name}-year": "2026"}

    refused = cast.administrator.submit(form, typed)

    assert refused.status == 422
    assert f"{cast.qualification.entry_code} is closed for entry" in refused.words()


@pytest.mark.req("R-050", part="the dashboard")
@pytest.mark.parametrize(
    ("days", "left"),
    [
        (181, None),
        (180, "180 days are left"),
        (90, "90 days are left"),
        (30, "30 days are left"),
        (0, "It is the last day today"),
        (-1, None),
    ],
)
def test_the_dashboard_lists_who_is_not_finished_before_a_qualification_closes(
    cast, session, days, left
):
    cast.qualification.last_certification_on = clock.today() + timedelta(days=days)
    session.flush()

    words = cast.administrator.get("/centre/candidates").words()

    assert ("closes for certification on" in words) is (left is not None)
    if left:
        assert f"{left}. 1 candidate is not finished: {cast.profile.name}" in words


def test_who_is_finished_is_not_listed(cast, session):
    cast.qualification.last_certification_on = clock.today() + timedelta(days=30)
    cast.enrolment.status = EnrolmentStatus.COMPLETED
    session.flush()

    assert "closes for certification" not in cast.administrator.get("/centre/candidates").words()
    page = cast.administrator.get("/centre/candidates?status=unfinished")
    assert "No candidate matches" in page.words()


@pytest.mark.req("R-050", part="the reminders")
def test_administrators_are_reminded_once_at_180_90_and_30_days(cast, session, app, entered):
    outside = app.extensions["outside"]
    told = []
    for day in [(2027, 3, 3), (2027, 3, 4), (2027, 3, 5), (2027, 6, 2), (2027, 8, 5), (2027, 9, 1)]:
        on(*day)
        remind_of_closing(session, outside, {})
        told.append(len(session.scalars(select(Notice).where(Notice.kind == "closing")).all()))

    assert told == [0, 1, 1, 2, 3, 3]
    notice = session.scalars(select(Notice).where(Notice.kind == "closing")).first()
    assert notice.user_id == cast.administrator.user.id
    assert notice.text.endswith(
        "closes for certification on 31 August 2027: 1 candidate is not finished"
    )
