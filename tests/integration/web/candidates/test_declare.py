"""Declaring a unit own work: the page and its panel show exactly what is signed."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from portfolio.domain.states import UnitState
from portfolio.models.assessment import Declaration
from portfolio.services import declarations
from tests.client import FRAGMENT, form_values
from tests.integration.web.conftest import PASSWORD

PANEL = FRAGMENT | {"HX-Target": "declaration"}
FORM = "form#declare"


@pytest.fixture
def url(unit, item) -> str:
    return f"/candidate/units/{unit.id}/declare"


@pytest.fixture
def candidate(cast, make):
    make.password(cast.candidate.user, PASSWORD)
    return cast.candidate


def signatures(session) -> int:
    return session.scalar(select(func.count()).select_from(Declaration))


@pytest.mark.req("R-352")
def test_the_page_shows_each_file_with_size_and_fingerprint_and_the_words(candidate, item, url):
    page = candidate.get(url)
    shown = page.words()
    file = item.files[0]
    assert "letter.pdf" in shown
    assert "1.2 kB" in shown
    assert (
        f"{file.sha256[:4]} {file.sha256[4:8]} … {file.sha256[-8:-4]} {file.sha256[-4:]}" in shown
    )
    assert "is my own work" in shown
    assert "Wording version 1" in shown
    assert "Unsigned" in shown


@pytest.mark.req("R-008")
def test_the_unit_stands_with_its_group(candidate, url):
    assert "Group A - Mandatory" in candidate.get(url).words()


@pytest.mark.req("R-120", "R-327", part="declaring")
def test_signing_works_as_a_page_without_scripts(session, candidate, url):
    reply = candidate.submit(candidate.get(url), {"agree": "y", "password": PASSWORD}, form=FORM)
    assert (reply.status, reply.location) == (303, url)
    page = candidate.get(url)
    assert "Signed by Demo Candidate One on 24 November 2026 at 12 noon" in page.words()
    assert not page.html.select(FORM)
    assert signatures(session) == 1


@pytest.mark.req("R-352")
def test_signing_in_place_replaces_the_panel_with_name_and_time(session, candidate, url):
    data = form_values(candidate.get(url).html.select_one(FORM))
    reply = candidate.post(url, data | {"agree": "y", "password": PASSWORD}, headers=PANEL)
    assert reply.status == 200
    assert reply.html.select_one("#declaration")
    assert not reply.html.select("h1")
    assert "Signed by Demo Candidate One" in reply.words()


def test_a_second_press_signs_once(session, candidate, url):
    page = candidate.get(url)
    typed = {"agree": "y", "password": PASSWORD}
    first, second = (candidate.submit(page, typed, form=FORM) for _ in range(2))
    assert (first.status, second.status) == (303, 303)
    assert first.location == second.location
    assert signatures(session) == 1


@pytest.mark.parametrize("headers", [{}, PANEL], ids=["page", "panel"])
def test_a_refusal_stands_beside_the_fields_and_keeps_the_tick(session, candidate, url, headers):
    data = form_values(candidate.get(url).html.select_one(FORM))
    sent = data | {"agree": "y", "password": "another"}
    reply = candidate.post(url, sent, headers=headers)
    assert reply.status == 422
    assert "Enter the password you sign in with" in reply.html.select_one(FORM).text
    assert reply.html.select_one("#agree").has_attr("checked")
    assert reply.html.select_one("#password").get("value", "") == ""
    assert signatures(session) == 0


def test_without_the_tick_nothing_is_signed(session, candidate, url):
    reply = candidate.submit(candidate.get(url), {"password": PASSWORD}, form=FORM)
    assert reply.status == 422
    assert "Tick that you have read this and it is true" in reply.words()
    assert signatures(session) == 0


@pytest.mark.req("R-121", "R-352")
def test_what_changed_meanwhile_is_shown_and_has_to_be_read_again(
    session, make, item, candidate, url
):
    page = candidate.get(url)
    make.file(item, "second letter.pdf")

    reply = candidate.submit(page, {"agree": "y", "password": PASSWORD}, form=FORM)

    assert reply.status == 409
    assert "The evidence changed while you read it" in reply.words()
    assert "second letter.pdf" in reply.words()
    assert not reply.html.select_one("#agree").has_attr("checked")
    assert signatures(session) == 0
    again = candidate.submit(reply, {"agree": "y", "password": PASSWORD}, form=FORM)
    assert again.status == 303
    assert signatures(session) == 1


@pytest.mark.req("R-121", "R-128")
def test_a_void_declaration_says_why_and_asks_again(session, make, unit, item, candidate, url):
    make.declaration(unit)
    make.file(item, "second letter.pdf")
    declarations.void_where_changed(session, [unit.id], "E-01 has a new file")

    page = candidate.get(url)

    assert "Your earlier declaration is void" in page.words()
    assert "E-01 has a new file" in page.words()
    assert page.html.select_one(FORM)


def test_an_achieved_unit_shows_what_was_signed_and_no_form(make, unit, candidate, url):
    make.declaration(unit)
    unit.state = UnitState.ACHIEVED
    page = candidate.get(url)
    assert "cannot be declared again" in page.words()
    assert not page.html.select(FORM)


def test_a_unit_without_evidence_says_what_to_do_first(cast, make, candidate, session, unit):
    page = candidate.get(f"/candidate/units/{unit.id}/declare")
    assert "There is nothing to sign yet" in page.words()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("candidate", 200),
        ("other_candidate", 404),
        ("assessor", 403),
        ("quality_assurer", 403),
        ("verifier", 403),
        ("administrator", 403),
        ("stranger", 404),
        ("visitor", 303),
    ],
)
def test_who_may_open_the_declaration(cast, url, who, status):
    assert getattr(cast, who).get(url).status == status


def test_the_queries_stay_the_same_for_sixty_files(cast, make, unit, item, url, queries):
    small = queries(lambda: cast.candidate.get(url))
    for n in range(59):
        make.file(item, f"page {n}.pdf")
    assert queries(lambda: cast.candidate.get(url)) == small
    assert small <= 12
