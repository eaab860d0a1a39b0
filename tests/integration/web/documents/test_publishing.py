"""Documents in versions: what a version must say, who may read it, that it never changes."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DatabaseError

from portfolio.domain.documents import DocumentKind
from portfolio.models.audit import AuditEntry
from portfolio.models.document import Document, DocumentFile, DocumentVersion
from tests.published_documents import a_document, a_version

FIRST = {
    "dated_on-day": "1",
    "dated_on-month": "2",
    "dated_on-year": "2026",
    "text": "Everybody is treated fairly.",
    "do": "publish",
}
NEXT = FIRST | {"text": "Everybody is treated fairly, always.", "changed": "Always added"}


@pytest.fixture
def policy(cast, session):
    return a_document(session, cast.administrator.actor, open_to_all=True)


def draft(document):
    return f"/documents/{document.id}/draft"


def send(person, document, values):
    page = person.get(draft(document))
    return person.submit(page, values, form="#version-form")


@pytest.mark.req("R-313")
def test_a_version_that_does_not_name_the_one_before_is_refused_beside_its_field(
    cast, session, policy
):
    office = cast.administrator
    assert send(office, policy, FIRST).status == 303
    assert send(office, policy, NEXT | {"replaces": "1"}).status == 303

    refused = send(office, policy, NEXT | {"text": "The third"})

    assert refused.status == 422
    error = refused.html.select_one("#replaces-error").get_text()
    assert "Choose version 2: a new version names the one that it replaces" in error
    assert refused.html.select_one("#text").get_text().strip() == "The third"
    assert session.query(DocumentVersion).filter_by(number=3).count() == 0
    assert not refused.html.select("form[action$=discard]")
    third = {"replaces": "1", "number": "2", "dated_on-year": "2025", "changed": ""}
    said = send(office, policy, NEXT | third).words()
    assert "Version 2 is published. Enter a higher number" in said

    assert send(office, policy, NEXT | {"replaces": "2"}).status == 303
    words = office.get(f"/documents/{policy.id}").words()
    assert "Version 3, 1 February 2026, replaces version 2" in words
    entry = session.scalars(
        select(AuditEntry).where(AuditEntry.name == "document:published")
    ).all()[-1]
    assert (entry.details["version"], entry.details["replaces"]) == (3, 2)


@pytest.mark.req("R-313")
def test_what_a_version_lacks_is_said_beside_each_field(cast, session, policy):
    a_version(session, cast.administrator.actor, policy, dated_on=date(2026, 5, 4))

    refused = send(cast.administrator, policy, FIRST | {"replaces": "1", "text": " "})

    assert refused.status == 422
    for words in (
        "Version 1 is of 4 May 2026. Enter that date or a later",
        "Say what changed since the version before",
        "Write the text, or add a file below first",
    ):
        assert words in refused.words()
    undated = send(cast.administrator, policy, FIRST | {"dated_on-day": "", "dated_on-month": ""})
    assert "Enter the day and month of the date of this version too" in undated.words()


@pytest.mark.req("R-313")
def test_the_database_refuses_to_change_a_published_version(cast, session, policy):
    version = a_version(session, cast.administrator.actor, policy)
    session.flush()
    with pytest.raises(DatabaseError, match="a published version never changes"):
        session.execute(
            update(DocumentVersion).where(DocumentVersion.id == version.id).values(text="other")
        )
    session.rollback()


@pytest.mark.req("R-313")
def test_a_draft_is_seen_by_those_who_publish_alone_and_can_be_thrown_away(cast, session, policy):
    office = cast.administrator
    place = f"/documents/{policy.id}"
    assert cast.candidate.get(place).status == 404
    send(office, policy, FIRST | {"do": "save"})
    assert cast.assessor.get(place).status == 404
    assert "Demo policy" not in cast.assessor.get("/documents").words()
    assert "Go on with the draft of version 1" in office.get(place).words()

    page = office.get(draft(policy))
    assert office.submit(page, {}, form="form[action$=discard]").status == 303
    assert "Nothing published yet" in office.get(place).words()

    send(office, policy, FIRST)
    assert "Everybody is treated fairly." in cast.candidate.get(place).words()
    office.submit(office.get(place), {}, form="form[action$=withdraw]")
    assert cast.candidate.get(place).status == 404
    office.submit(office.get(place), {}, form="form[action$=put-back]")
    assert cast.candidate.get(place).status == 200
    assert cast.stranger.get(place).status == 404
    assert cast.assessor.get(draft(policy)).status == 403


def test_two_people_who_write_one_draft_do_not_lose_each_others_words(cast, session, policy):
    office = cast.administrator
    early = office.get(draft(policy))
    send(office, policy, FIRST | {"do": "save"})

    late = office.submit(early, FIRST | {"text": "Mine"}, form="#version-form")

    assert late.status == 409
    assert "Somebody else changed this draft while you had it open" in late.words()
    assert late.html.select_one("#text").get_text().strip() == "Mine"
    assert office.submit(late, {"do": "publish"}, form="#version-form").status == 303


@pytest.mark.req("R-320")
def test_a_handbook_and_a_text_of_somebody_else_need_sign_in(cast, session):
    office = cast.administrator
    form = office.get("/documents/new")
    handbook = {"title": "Demo handbook", "kind": "Handbook", "open_to_all": "y"}

    refused = office.submit(form, handbook)

    assert refused.status == 422
    assert "A handbook is the awarding organisation’s text" in refused.words()
    form_of = handbook | {"kind": "Form", "copyright_of": "OCR"}
    assert "Say when OCR permitted it in writing" in office.submit(form, form_of).words()
    permitted = form_of | {"permission": "OCR in writing, 3 March 2026"}
    assert office.submit(form, permitted).status == 303
    assert session.query(Document).one().permission.startswith("OCR in writing")
    assert cast.visitor.get(f"/documents/{session.query(Document).one().id}").status == 303


@pytest.mark.req("R-316")
def test_a_handbook_shows_its_key_updates_by_section_change_version_and_date(cast, session):
    office = cast.administrator
    handbook = a_document(session, office.actor, "Demo handbook", kind=DocumentKind.HANDBOOK)
    rows = [("All sections", "Links"), *((str(n), f"Change {n}") for n in (1, 5, 8, 9))]
    for section, change in rows:
        row = {"section": section, "change": change, "version": "2", "issued": "February 2019"}
        page = office.get(draft(handbook))
        assert office.submit(page, row, form="form[action$=key-updates]").status == 303
    page = office.get(draft(handbook))
    wrong = office.submit(page, {"section": "10"}, form="form[action$=key-updates]")
    assert wrong.status == 422
    assert "Enter what changed" in wrong.words()
    office.submit(page, {}, form="form[action$='key-updates/4/remove']")
    assert send(office, handbook, FIRST | {"number": "2"}).status == 303

    shown = cast.candidate.get(f"/documents/{handbook.id}").html.select("#key-updates tbody tr")

    assert len(shown) == 4
    assert [cell.get_text(" ", strip=True) for cell in shown[0].select("th, td")] == [
        "All sections", "Links", "Version 2", "February 2019",
    ]  # fmt: skip
    assert len(office.get(draft(handbook)).html.select("#updates li")) == 4


@pytest.mark.req("R-347")
def test_a_price_list_is_published_with_its_version_and_date(cast, session):
    office = cast.administrator
    fees = a_document(session, office.actor, "Demo fees", kind=DocumentKind.FEES, open_to_all=True)
    for what, price in (("Registration", "1,250"), ("Certificate", "£9.5")):
        row = {"what": what, "price": price, "vat": "plus VAT at 20%"}
        office.submit(office.get(draft(fees)), row, form="form[action$=prices]")
    page = office.get(draft(fees))
    wrong = office.submit(page, {"what": "x", "price": "ten", "vat": "-"}, "form[action$=prices]")
    assert "Enter the price in pounds, like 95 or 1,250.50" in wrong.words()
    assert send(office, fees, FIRST | {"text": ""}).status == 303

    words = cast.candidate.get(f"/documents/{fees.id}").words()

    assert "Price list Version 1, 1 February 2026" in words
    assert "Registration £1,250.00 plus VAT at 20% Certificate £9.50" in words


def test_a_file_is_checked_before_it_can_be_published_and_then_downloads(
    cast, session, worker, policy, samples
):
    office, pdf = cast.administrator, (samples / "email-thread.pdf").read_bytes()
    nothing = upload(office, policy, b"", "")
    assert nothing.status == 422
    assert "Choose a file first" in nothing.html.select_one("#file-error").get_text()
    program = upload(office, policy, b"MZ" + b"\0" * 100, "run.exe")
    assert program.status == 422
    assert upload(office, policy, pdf, "policy.pdf").status == 303
    early = send(office, policy, FIRST | {"text": ""})
    assert "The file is still being checked" in early.words()

    worker.run_due()

    assert send(office, policy, FIRST | {"text": ""}).status == 303
    address = f"/documents/{policy.id}/versions/1/file"
    sent = cast.candidate.get(address).response
    assert sent.data == pdf
    assert sent.headers["Content-Disposition"].startswith("attachment")
    assert session.query(DocumentFile).one().key.startswith(f"c/{cast.centre.id}/")
    assert cast.stranger.get(address).status == 404


def upload(person, document, data, name):
    page = person.get(draft(document))
    action = page.html.select_one("form[enctype]")["action"]
    return person.post(action, {"file": (BytesIO(data), name)}, content_type="multipart/form-data")
