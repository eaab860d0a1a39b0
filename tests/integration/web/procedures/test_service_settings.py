"""Offices, addresses and bank holidays of a centre; what is not set is flagged, never assumed."""

from datetime import date

import pytest

from portfolio import clock
from portfolio.domain.procedure import Office
from portfolio.models.audit import AuditEntry
from portfolio.models.person import RoleGrant
from portfolio.models.procedure import OfficeHolder
from portfolio.queries import service_settings
from portfolio.services import offices, procedures, working_days
from tests.queries import counted


@pytest.fixture
def person(cast, make):
    make.procedures()
    return cast.administrator


def change(person, address, **values):
    page = person.get(address)
    assert page.status == 200, page.words()
    return person.submit(page, values, form="main form[novalidate]")


@pytest.mark.req("R-296", part="an address that is not set")
def test_what_is_not_set_is_flagged_until_it_is_entered(session, person):
    words = person.get("/procedures").words()
    assert "Not set yet" in words
    assert "Administrator" not in words.split("Not set yet")[1].split("Your centre follows")[0]
    for missing in ("Managing Director", "Department head", "Complaints inbox", "Head office"):
        assert missing in words
    assert "Administration address" not in words  # This procedure sends nothing there.

    page = person.get("/procedures/settings")
    assert "No address is ever assumed" in page.words()
    wrong = person.submit(page, {"admin_address": "nobody"}, form="main form[novalidate]")
    assert wrong.status == 422
    assert "Enter an e-mail address" in wrong.words()
    saved = change(
        person,
        "/procedures/settings",
        division="Scotland",
        complaints_inbox="complaints@centre.test",
        head_office="1 Demo Street",
        director_contact="Through head office",
        hold_to_morning="y",
    )
    assert saved.status == 303
    kept = service_settings.settings_of(session, person.actor.centre_id)
    assert kept is not None
    assert (kept.complaints_inbox, kept.admin_address) == ("complaints@centre.test", "")
    assert kept.hold_to_morning
    calendar = working_days.calendar_of(session, person.actor.centre_id)
    assert calendar.division == "scotland"
    assert "Complaints inbox" not in person.get("/procedures").words()
    entry = session.query(AuditEntry).filter_by(name="service-settings:changed").one()
    assert "complaints@centre.test" not in str(entry.details)

    before = person.get("/procedures/settings")
    change(person, "/procedures/settings", head_office="2 Demo Street")
    late = person.submit(before, {"head_office": "3"}, form="main form[novalidate]")
    assert late.status == 409


@pytest.mark.req("R-276", "R-285", part="who holds the offices")
def test_offices_are_held_for_an_area_or_for_all(session, person, cast):
    head, other = cast.assessor.user, cast.other_assessor.user
    values = {"office": Office.DEPARTMENT_HEAD.value, "user_id": str(head.id)}
    assert change(person, "/procedures/offices/give", **values).status == 303
    of_area = {**values, "user_id": str(other.id), "provision_area": "Retail"}
    assert change(person, "/procedures/offices/give", **of_area).status == 303
    centre_id = person.actor.centre_id

    def heads(area: str) -> str | None:
        found = offices.holder(session, centre_id, Office.DEPARTMENT_HEAD, area)
        return found and found.name

    assert heads("") == heads("Catering") == head.name
    assert heads(" retail ") == other.name
    again = change(person, "/procedures/offices/give", **of_area)
    assert again.status == 422
    assert "holds this office already" in again.words()
    candidate = {**values, "user_id": str(cast.candidate.user.id)}
    assert change(person, "/procedures/offices/give", **candidate).status == 422

    page = person.get("/procedures/offices")
    assert "Demo Assessor Two , Retail" in page.words()
    assert "Demo Administrator By role, as nobody is named" in page.words()
    row = session.query(OfficeHolder).filter_by(user_id=other.id).one()
    person.submit(page, {}, form=f"form[action$='{row.id}/end']")
    session.expire_all()
    assert heads("Retail") == head.name
    assert row.ended_at is not None
    grants = session.query(RoleGrant).filter_by(user_id=head.id)
    grants.update({RoleGrant.revoked_at: clock.now()})
    assert heads("") is None
    assert "Works here no more" in person.get("/procedures/offices").words()
    assert "Department head" in person.get("/procedures").words()
    assert cast.stranger_administrator.post(f"/procedures/offices/{row.id}/end").status == 404


@pytest.mark.req("R-260", part="days as data")
def test_bank_holidays_are_added_taken_away_and_given_back(session, person, cast):
    boxing = {"day-day": "28", "day-month": "12", "day-year": "2026", "label": "We are open"}
    page = person.get("/procedures/holidays")
    assert "Monday 28 December 2026" in page.words()
    assert change(person, "/procedures/holidays/change?day=2026-12-28", **boxing).status == 303
    extra = {"day-day": "8", "day-month": "12", "day-year": "2026", "label": "Proclaimed"}
    assert change(person, "/procedures/holidays/change", **extra).status == 303
    days = working_days.calendar_of(session, person.actor.centre_id)
    assert days.works(date(2026, 12, 28))
    assert not days.works(date(2026, 12, 8))
    refused = change(person, "/procedures/holidays/change", **extra)
    assert refused.status == 422
    assert "is a bank holiday already" in refused.words()
    weekend = change(person, "/procedures/holidays/change", **{**extra, "day-day": "12"})
    assert "which never counts" in weekend.words()
    with counted() as asked:
        page = person.get("/procedures/holidays?year=2026")
    assert len(asked) <= 12
    assert "added by your centre" in page.words()
    person.submit(page, {}, form="td form")
    assert working_days.calendar_of(session, person.actor.centre_id).works(date(2026, 12, 8))
    assert person.get("/procedures/holidays?year=1066").status == 404
    assert cast.assessor.get("/procedures/holidays").status == 200
    assert cast.assessor.get("/procedures/holidays/change").status == 403


def test_settings_are_made_once_and_name_no_address(session, person):
    made = procedures.settings_for(session, person.actor.centre_id)
    assert procedures.settings_for(session, person.actor.centre_id) is made
    assert not any([made.complaints_inbox, made.admin_address, made.head_office])
