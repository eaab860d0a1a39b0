"""What anybody may read of a centre without signing in, and what stays for its people."""

from __future__ import annotations

from datetime import date

import pytest

from portfolio.domain.document_rows import Price
from portfolio.domain.documents import DocumentKind
from portfolio.services import document_versions
from tests.published_documents import a_document, a_version
from tests.queries import counted

HEADINGS = [
    "Qualifications and their regulated status",
    "Specifications",
    "How to contract with us",
    "Fees",
    "Resources",
    "Policies",
]


@pytest.fixture
def place(cast):
    return f"/service/{cast.centre.slug}"


@pytest.mark.req("R-317", "R-347")
def test_six_headings_stand_without_login_and_fees_with_their_version(cast, session, place):
    cast.make.procedures()
    links = cast.visitor.get(place).html.select(f"a[href^='{place}/information#']")
    assert [one.get_text() for one in links] == HEADINGS
    office = cast.administrator.actor
    empty = cast.visitor.get(f"{place}/information")
    assert [one.get_text() for one in empty.html.select("h2")] == HEADINGS
    fees = a_document(session, office, "Demo fees", kind=DocumentKind.FEES, open_to_all=True)
    draft = document_versions.draft_of(session, office, fees)
    document_versions.add_price(session, office, draft, Price("Registration", 9500, "exempt"))
    a_version(session, office, fees, dated_on=date(2026, 5, 4))
    for kind in DocumentKind:
        hidden = a_document(session, office, f"Hidden {kind.value}", kind=kind)
        a_version(session, office, hidden)

    words = cast.visitor.get(f"{place}/information").words()

    assert "Demo fees, version 1, 4 May 2026" in words
    assert "Registration £95.00 exempt" in words
    assert f"Regulated, {cast.qualification.number}" in words
    assert "Hidden" not in words
    assert cast.visitor.get("/service/nobody/information").status == 404


@pytest.mark.req("R-313", "R-320")
def test_an_open_document_shows_what_it_replaces_and_another_leads_to_sign_in(cast, session, place):
    office = cast.administrator.actor
    policy = a_document(session, office, "Demo policy", open_to_all=True)
    a_version(session, office, policy, text="The first words")
    a_version(session, office, policy, text="The second words")
    handbook = a_document(session, office, "Demo handbook", kind=DocumentKind.HANDBOOK)
    a_version(session, office, handbook, text="Copyright words")

    page = cast.visitor.get(f"{place}/documents/{policy.id}").words()
    assert "Version 2, 1 November 2026, replaces version 1" in page
    assert "The second words" in page
    old = cast.visitor.get(f"{place}/documents/{policy.id}/versions/1").words()
    assert "A later version stands" in old
    assert "The first words" in old
    closed = cast.visitor.get(f"{place}/documents/{handbook.id}")
    assert closed.location == f"/documents/{handbook.id}"
    assert "Copyright words" not in closed.text
    assert cast.visitor.get(closed.location).location.startswith("/sign-in?next=")
    assert "Copyright words" in cast.candidate.get(closed.location).words()
    assert cast.visitor.get(f"{place}/documents/{handbook.id}/versions/1/file").status == 303
    elsewhere = f"/service/{cast.elsewhere.slug}/documents/{policy.id}"
    assert cast.visitor.get(elsewhere).status == 404
    cast.administrator.post(f"/documents/{policy.id}/withdraw")
    assert cast.visitor.get(f"{place}/documents/{policy.id}").status == 404


@pytest.mark.req("R-315")
def test_a_notice_is_read_by_anybody_with_its_date_and_text_until_it_is_taken_back(cast, place):
    office = cast.administrator
    assert "No notices" in cast.visitor.get(f"{place}/notices").words()
    page = office.get("/documents/notices")
    refused = office.submit(page, {"title": "Moving", "dated_on-day": ""}, form="#notice-form")
    assert refused.status == 422
    assert "Write what changes, and for whom" in refused.words()
    sent = {"title": "New hours", "text": "We open at 9am\nfrom Monday."}
    office.submit(page, sent, form="#notice-form")

    words = cast.visitor.get(f"{place}/notices").words()
    assert "New hours 24 November 2026 We open at 9am from Monday." in words
    assert "New hours" in cast.visitor.get(f"{place}/information").words()
    office.submit(office.get("/documents/notices"), {}, form="form[action$=withdraw]")
    assert "New hours" not in cast.visitor.get(f"{place}/notices").words()
    assert cast.candidate.get("/documents/notices").status == 403


def test_the_public_page_asks_as_often_whatever_is_published(cast, session, place):
    office = cast.administrator.actor

    def asked():
        with counted() as queries:
            assert cast.visitor.get(f"{place}/information").status == 200
        return len(queries)

    a_version(session, office, a_document(session, office, open_to_all=True))
    few = asked()
    for kind in DocumentKind:
        if kind is not DocumentKind.HANDBOOK:
            a_version(session, office, a_document(session, office, kind=kind, open_to_all=True))
    assert asked() == few <= 12
