"""Registering a candidate: the form, its refusals, and what follows."""

from datetime import date

import pytest
from sqlalchemy import func, select

from portfolio.domain.actors import Role
from portfolio.models.enrolment import Candidate, Enrolment
from portfolio.models.job import OutgoingMail
from portfolio.models.person import RoleGrant

URL = "/centre/candidates/register"


def day(field, text):
    parts = zip(("day", "month", "year"), text.split(), strict=True)
    return {f"{field}-{part}": value for part, value in parts}


@pytest.fixture
def typed(cast):
    return {
        "email": "new@centre.test",
        "name": "Demo Candidate Eleven",
        "location": "Demo shop floor",
        "uln": "9276308686",
        "qualification": str(cast.qualification.id),
        "assessor": str(cast.assessor.user.id),
        "quality_assurer": str(cast.quality_assurer.user.id),
        **day("date_of_birth", "14 3 1999"),
        **day("starts_on", "24 11 2026"),
        **day("registered_on", "24 11 2026"),
    }


@pytest.fixture
def send(cast, typed):
    """The page after sending the form with changes."""

    def send(**changes):
        page = cast.administrator.get(URL)
        return cast.administrator.submit(page, typed | changes)

    return send


def candidates(session):
    return session.scalar(select(func.count()).select_from(Candidate))


@pytest.mark.parametrize(
    ("who", "status"),
    [("administrator", 200), ("assessor", 403), ("candidate", 403), ("visitor", 303)],
)
def test_who_may_open_the_form(cast, who, status):
    assert getattr(cast, who).get(URL).status == status


@pytest.mark.req("R-041")
def test_a_registered_candidate_is_invited_and_the_link_shown_once(cast, session, send):
    reply = send()

    assert reply.status == 303
    page = cast.administrator.get(reply.location)
    assert "Demo Candidate Eleven is registered" in page.words()
    link = page.html.select_one("#invitation-link")["value"]
    assert link.startswith("https://portfolio.test/invitations/")
    mail = session.scalars(select(OutgoingMail)).one()
    assert (mail.to, link in mail.text) == ("new@centre.test", True)
    assert cast.administrator.get(reply.location).html.select_one("#invitation-link") is None


@pytest.mark.req("R-041")
def test_a_missing_start_date_and_location_are_named_and_nothing_is_lost(session, send, cast):
    before = candidates(session)
    reply = send(**{"location": "", "starts_on-day": ""})

    assert reply.status == 422
    assert "Enter the location" in reply.words()
    assert "Enter the day of the start date too" in reply.words()
    assert reply.html.select_one("#name")["value"] == "Demo Candidate Eleven"
    assert reply.html.select_one("[name=starts_on-year]")["value"] == "2026"
    assert candidates(session) == before


@pytest.mark.req("R-042")
def test_a_wrong_check_digit_is_refused_beside_the_field_without_the_right_one(send):
    reply = send(uln="1000000042")

    assert reply.status == 422
    said = reply.html.select_one("#uln-error").text
    assert "last digit does not fit" in said
    assert "1000000043" not in reply.text


@pytest.mark.req("R-046")
def test_a_uln_used_in_this_centre_leads_to_that_profile(cast, session, send):
    cast.profile.uln = "9276308686"
    session.flush()

    reply = send()

    assert reply.status == 422
    assert "Demo Candidate One of this centre has this ULN" in reply.words()
    assert reply.html.select_one(f"a[href='/centre/candidates/{cast.profile.id}']")


@pytest.mark.req("R-046")
def test_a_uln_used_elsewhere_is_neither_refused_nor_mentioned(cast, make, send):
    make.candidate(cast.elsewhere, uln="9276308686")

    assert send().status == 303


@pytest.mark.req("R-047")
def test_an_age_outside_the_bands_is_refused_beside_the_date_of_birth(send):
    reply = send(**day("date_of_birth", "2 9 2015"))

    assert reply.status == 422
    assert "approved for ages" in reply.html.select_one("#date_of_birth-error").text


@pytest.mark.req("R-048")
def test_a_closed_scheme_is_refused_and_an_earlier_registration_kept(cast, session, send):
    cast.qualification.closed_for_entry = True
    session.flush()

    refused = send()
    assert refused.status == 422
    assert "closed for entry" in refused.html.select_one("#qualification-error").text
    earlier = send(earlier="y", **day("registered_on", "5 9 2016"))

    assert earlier.status == 303
    newest = session.scalars(select(Enrolment).where(Enrolment.registered_on < date(2020, 1, 1)))
    assert str(newest.one().registered_on) == "2016-09-05"


def test_a_second_press_registers_once(cast, session, typed):
    page = cast.administrator.get(URL)
    first = cast.administrator.submit(page, typed)
    second = cast.administrator.submit(page, typed)

    assert first.location == second.location
    query = select(Candidate).where(Candidate.name == "Demo Candidate Eleven")
    assert len(session.scalars(query).all()) == 1


def test_fields_the_form_does_not_have_change_nothing(cast, session, send):
    planted = {"status": "Completed", "centre_id": str(cast.elsewhere.id), "role": "Head of Centre"}

    send(**planted)

    made = session.scalars(select(Candidate).where(Candidate.name == "Demo Candidate Eleven")).one()
    assert made.centre_id == cast.centre.id
    assert made.enrolments[0].status.value == "Active"
    grants = session.scalars(select(RoleGrant.role).where(RoleGrant.user_id == made.user_id))
    assert grants.all() == [Role.CANDIDATE]


def test_staff_of_another_centre_cannot_be_chosen(cast, session, send):
    before = candidates(session)

    assert send(assessor=str(cast.stranger.user.id)).status == 422
    assert candidates(session) == before


def test_an_administrator_cannot_register_themselves(cast, send):
    reply = send(email=cast.administrator.user.email)

    assert reply.status == 422
    assert "Nobody can give themselves a role" in reply.words()


def test_another_qualification_is_added_to_a_candidate(cast, make, typed):
    other = make.qualification([cast.units[0]])
    make.rule(other, cast.rule.parameters)
    page = cast.administrator.get(f"/centre/candidates/{cast.profile.id}/add-qualification")

    same = cast.administrator.submit(page, typed)
    added = cast.administrator.submit(page, typed | {"qualification": str(other.id)})

    assert (same.status, added.status) == (422, 303)
    assert "is registered on" in same.words()
    assert other.entry_code in cast.administrator.get(added.location).words()


def test_what_needs_putting_right_is_listed_in_page_order_each_by_its_own_name(cast):
    boxes = {
        f"{field}-{part}": "31"
        for field in ("confirmed_on", "informed_on", "initial_assessment_on")
        for part in ("day", "month", "year")
    }
    reply = cast.administrator.submit(cast.administrator.get(URL), boxes)
    links = reply.html.select("#error-summary a")
    order = [tag.get("id") for tag in reply.html.select("main [id]")]
    places = [order.index(link["href"].removeprefix("#")) for link in links]
    assert places == sorted(places)
    assert len({link.text for link in links}) == len(links) == 10
