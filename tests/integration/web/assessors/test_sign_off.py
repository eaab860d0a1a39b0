"""Signing off and withdrawing, as pages."""

import pytest
from sqlalchemy import select

from portfolio.domain.states import UnitState
from portfolio.models.assessment import SignOff
from portfolio.services import assessment
from tests.integration.services.assessing import MET, criteria, first_unit, sheet, submitted

PASSWORD = "correct horse battery"
FORM = "form#sign"


@pytest.fixture
def unit(cast):
    return first_unit(cast)


@pytest.fixture
def url(unit):
    return f"/assessor/units/{unit.id}/sign-off"


@pytest.fixture
def ready(session, cast, unit):
    cast.make.password(cast.assessor.user, PASSWORD)
    item = submitted(cast, unit)
    every = sheet(dict.fromkeys(criteria(cast, unit), MET))
    assessment.accept(session, cast.assessor.actor, item, every)
    cast.make.declaration(unit)
    return item


GOOD = {"authenticity": "discussed", "confirmed": "y", "password": PASSWORD}


@pytest.mark.req("R-158", part="offered only when all conditions stand")
def test_the_form_is_offered_only_when_every_condition_stands(cast, unit, url):
    page = cast.assessor.get(url)
    assert not page.html.select(FORM)
    assert "Missing: all criteria met. 0 of 3" in page.words()
    assert "Missing: candidate's declaration" in page.words()
    assert not cast.assessor.get(f"/units/{unit.id}").html.select(f'a[href="{url}"]')


@pytest.mark.req("R-159")
def test_signing_off_shows_what_is_signed_and_achieves_the_unit(session, cast, unit, url, ready):
    assert cast.assessor.get(f"/units/{unit.id}").html.select(f'a[href="{url}"]')
    page = cast.assessor.get(url)
    assert ready.files[0].name in page.words()
    reply = cast.assessor.submit(page, GOOD, FORM)

    assert reply.location == f"/units/{unit.id}"
    session.refresh(unit)
    assert unit.state is UnitState.ACHIEVED
    after = cast.assessor.get(reply.location)
    assert "Unit 1 is achieved" in after.words()
    assert "I discussed the work while it was in progress" in after.words()
    made = session.scalars(select(SignOff)).one()
    sheet_page = cast.candidate.get(f"/units/{unit.id}/record-sheet").words()
    assert "Demo Assessor One, signed electronically 24 November 2026 at 12 noon" in sheet_page
    assert made.content_sha256[:4] in sheet_page


def test_an_item_kept_elsewhere_is_among_what_is_signed(session, cast, unit, url):
    item = submitted(cast, unit)
    item.files[0].removed_at, item.place = item.files[0].uploaded_at, "Demo filing cabinet"
    session.commit()
    every = sheet(dict.fromkeys(criteria(cast, unit), MET))
    assessment.accept(session, cast.assessor.actor, item, every)
    cast.make.declaration(unit)

    words = cast.assessor.get(url).words()

    assert f"{item.code} {item.title}" in words
    assert "The original is kept here: Demo filing cabinet" in words


@pytest.mark.req("R-122")
def test_a_refusal_keeps_what_was_chosen_but_never_the_password(cast, unit, url, ready):
    page = cast.assessor.get(url)
    values = GOOD | {"authenticity": "other", "comment": "Well done"}
    reply = cast.assessor.submit(page, values, FORM)
    assert reply.status == 422
    assert "Say in what other way you checked" in reply.words()
    assert "Well done" in reply.html.select_one("[name=comment]").text
    assert not reply.html.select_one("[name=password]").get("value")


def test_a_wrong_password_signs_nothing(session, cast, unit, url, ready):
    reply = cast.assessor.submit(cast.assessor.get(url), GOOD | {"password": "guess"}, FORM)
    assert reply.status == 422
    assert session.scalars(select(SignOff)).all() == []


def test_a_page_older_than_the_sheet_is_told_and_shows_it_again(session, cast, unit, url, ready):
    page = cast.assessor.get(url)
    again = sheet(dict.fromkeys(criteria(cast, unit), MET), why="Page 2", reason="Clearer")
    assessment.accept(session, cast.assessor.actor, ready, again)
    session.commit()
    reply = cast.assessor.submit(page, GOOD, FORM)
    assert reply.status == 409
    assert "has changed since you opened this page" in reply.words()
    assert cast.assessor.submit(reply, GOOD, FORM).status == 303


@pytest.mark.req("R-162", part="page")
def test_withdrawing_asks_why_and_keeps_the_sign_off_readable(session, cast, unit, url, ready):
    cast.assessor.submit(cast.assessor.get(url), GOOD, FORM)
    page = cast.assessor.get(f"{url}/withdraw")
    assert cast.assessor.submit(page, {}, "form#withdraw").status == 422
    page = cast.assessor.get(f"{url}/withdraw")
    reply = cast.assessor.submit(page, {"reason": "Signed too early"}, "form#withdraw")

    session.refresh(unit)
    assert unit.state is UnitState.READY
    assert "by Demo Assessor One: Signed too early" in cast.candidate.get(reply.location).words()


@pytest.mark.parametrize("path", ["", "/withdraw"])
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("candidate", 403),
        ("quality_assurer", 403),
        ("verifier", 403),
        ("administrator", 403),
        ("other_assessor", 404),
        ("stranger", 404),
        ("visitor", 303),
    ],
)
def test_nobody_but_its_assessor_gets_there(cast, url, ready, path, who, status):
    assert getattr(cast, who).get(url + path).status == status
