"""Step 1 of adding evidence: files arrive, are checked by content, and become a draft at once."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import func, select

from portfolio.config import MIB
from portfolio.extensions import db
from portfolio.models.audit import AuditEntry
from portfolio.models.evidence import Evidence, EvidenceFile
from portfolio.models.job import Job
from tests.uploads import (
    ADD,
    JPEG,
    MULTIPART,
    PDF,
    body_of,
    send,
    send_to,
    stored_keys,
    upload_address,
)


def items(session: Any) -> list[Evidence]:
    return list(session.scalars(select(Evidence).order_by(Evidence.item_number)))


@pytest.mark.req("R-071", "R-350")
def test_files_become_a_draft_with_their_hash_size_and_real_type(cast, session):
    reply = send(cast.candidate, (PDF, "Complaint log.pdf"), (JPEG, "IMG 1.jpg"))

    (item,) = items(session)
    assert reply.status == 303
    assert reply.location == f"/candidate/evidence/{item.id}/edit"
    assert [(file.name, file.size, file.sha256, file.media_type) for file in item.files] == [
        ("Complaint log.pdf", len(PDF), sha256(PDF).hexdigest(), "application/pdf"),
        ("IMG 1.jpg", len(JPEG), sha256(JPEG).hexdigest(), "image/jpeg"),
    ]
    assert {file.uploaded_by_id for file in item.files} == {cast.candidate.user.id}
    store = cast.app.extensions["outside"].store
    assert b"".join(store.open(item.files[0].key)) == PDF


def test_the_draft_leaves_a_trace_and_is_checked(cast, session):
    send(cast.candidate, (PDF, "log.pdf"))

    (item,) = items(session)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.subject_id == item.id)).one()
    assert entry.name == "evidence:added"
    assert entry.details["files"] == [f"log.pdf {sha256(PDF).hexdigest()}"]
    job = session.scalars(select(Job).where(Job.name == "check-file")).one()
    assert job.arguments == {"file_id": str(item.files[0].id)}


@pytest.mark.req("R-069")
def test_codes_count_up_and_are_never_given_twice(cast, session):
    for _ in range(2):
        send(cast.candidate, (PDF, "log.pdf"))
    assert [item.code for item in items(session)] == ["E-01", "E-02"]


REFUSED = [
    pytest.param(b"", "nothing.pdf", "“nothing.pdf” is empty", id="empty"),
    pytest.param(b"MZ\x90\x00" + b"\0" * 200, "setup.exe", "“setup.exe”", id="program"),
    pytest.param(b"<!DOCTYPE html><script>1</script>", "photo.jpg", "“photo.jpg”", id="page"),
    pytest.param(PDF, "report.exe", "“report.exe”", id="misnamed"),
    pytest.param(PDF + b"x" * (4 * MIB), "long.pdf", "“long.pdf” is 4.2 MB", id="too large"),
]


@pytest.mark.req("R-071", "R-350")
@pytest.mark.parametrize(("content", "name", "words"), REFUSED)
def test_a_file_we_do_not_take_is_named_and_leaves_nothing(cast, session, content, name, words):
    reply = send(cast.candidate, (content, name))

    assert reply.status == 422
    assert words in reply.words()
    assert "Nothing is lost" in reply.words()
    assert items(session) == []
    assert stored_keys(cast.app) == set()


def test_good_files_are_kept_when_another_one_is_refused(cast, session):
    reply = send(cast.candidate, (PDF, "good.pdf"), (b"", "empty.pdf"), (JPEG, "good.jpg"))

    (item,) = items(session)
    assert [file.name for file in item.files] == ["good.pdf", "good.jpg"]
    assert "“empty.pdf” is empty" in cast.candidate.get(reply.location).words()
    assert stored_keys(cast.app) == {file.key for file in item.files}


def test_of_many_refusals_a_few_are_told_in_full(cast, session):
    refused = [(b"", f"{number} " + "报告" * 40 + ".pdf") for number in range(20)]
    reply = send(cast.candidate, (PDF, "good.pdf"), *refused)

    assert "Set-Cookie" not in reply.response.headers
    assert "17 more files, for reasons like these" in cast.candidate.get(reply.location).words()


def test_two_files_of_one_name_are_both_kept(cast, session):
    send(cast.candidate, (PDF, "scan.pdf"), (PDF + b"%", "scan.pdf"))
    assert [file.name for file in items(session)[0].files] == ["scan.pdf", "scan.pdf"]


HOSTILE_NAMES = [
    ("x" * 300 + ".pdf", 255),
    ("صورة العميل.pdf", None),
    ("ev\u202efdp.pdf", None),
    ("<img src=x onerror=alert(1)>.pdf", None),
    ("..\\..\\etc\\passwd.pdf", None),
    ("a\tb\u2029c\x00d.pdf", None),
    ("📷" * 80 + ".pdf", 255),
]


@pytest.mark.parametrize(("name", "most_bytes"), HOSTILE_NAMES)
def test_names_are_cleaned_and_shown_as_text(cast, session, name, most_bytes):
    reply = send(cast.candidate, (PDF, name))

    kept = items(session)[0].files[0].name
    assert len(kept.encode()) <= (most_bytes or 255)
    assert not {"\u202e", "\r", "\n", "/", "\\"} & set(kept)
    page = cast.candidate.get(reply.location)
    assert kept in [tag.text for tag in page.html.select("bdi")]
    assert not page.html.select("img[onerror]")


def test_nothing_chosen_says_what_to_do(cast, session):
    reply = send(cast.candidate, (b"", ""))
    assert reply.status == 422
    assert "Choose a file, take a photo or record something first" in reply.words()


def test_an_item_takes_25_files_and_names_the_one_too_many(cast, session):
    reply = send(cast.candidate, *[(PDF, f"{n}.pdf") for n in range(27)])

    (item,) = items(session)
    assert len(item.files) == 25
    assert "“25.pdf” and what follows it did not fit" in cast.candidate.get(reply.location).words()
    assert len(stored_keys(cast.app)) == 25


def test_a_candidate_is_told_how_much_room_is_left(cast, session, make):
    make.file(make.evidence(cast.profile), size=15 * MIB)
    session.commit()

    reply = send(cast.candidate, (PDF + b"x" * (2 * MIB), "log.pdf"))

    assert reply.status == 413
    assert "you have 1 MB of 16.8 MB left" in reply.words()
    assert stored_keys(cast.app) == set()


def test_no_transaction_is_open_while_the_body_is_read(cast, session):
    """A slow line would hold a connection, or SQLite's only writer, for minutes."""
    seen = []

    class Line(BytesIO):
        def readinto(self, buffer: Any) -> int:
            seen.append(db.session().in_transaction())
            return super().readinto(memoryview(buffer)[:7])

    body = body_of((PDF, "log.pdf"))
    reply = cast.candidate.post(
        upload_address(cast.candidate),
        input_stream=Line(body),
        content_type=MULTIPART,
        content_length=len(body),
    )
    assert reply.status == 303
    assert len(seen) > 10
    assert not any(seen)


def test_a_second_press_gets_the_answer_of_the_first(cast, session):
    address = upload_address(cast.candidate)
    first = send_to(cast.candidate, address, (PDF, "log.pdf"))
    second = send_to(cast.candidate, address, (PDF, "log.pdf"))

    assert second.location == first.location
    assert len(items(session)) == 1
    assert stored_keys(cast.app) == {items(session)[0].files[0].key}


@pytest.mark.req("R-329")
def test_the_address_of_one_candidate_is_nothing_to_another(cast, session):
    address = upload_address(cast.candidate)
    assert send_to(cast.other_candidate, address, (PDF, "log.pdf")).status == 404
    assert send_to(cast.assessor, address, (PDF, "log.pdf")).status == 404
    assert send_to(cast.visitor, address, (PDF, "log.pdf")).status == 401
    assert send_to(cast.candidate, address[:-1] + "~", (PDF, "log.pdf")).status == 404
    assert items(session) == []


BROKEN = [
    pytest.param("multipart/form-data", b"\r\n", id="no boundary"),
    pytest.param("multipart/form-data; boundary=x", b"\r\n", id="no end"),
    pytest.param("multipart/form-data; boundary=x", b"--x\r\nFoo: bar\r\n\r\n", id="no name"),
    pytest.param(
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n' + PDF,
        id="cut off in a file",
    ),
    pytest.param("application/x-www-form-urlencoded", b"files=1", id="not multipart"),
    pytest.param("multipart/form-data; boundary=x", b"rubbish" * 100_000, id="rubbish"),
]


@pytest.mark.parametrize(("content_type", "body"), BROKEN)
def test_a_broken_body_is_refused_and_leaves_nothing(cast, session, content_type, body):
    address = upload_address(cast.candidate)
    reply = cast.candidate.post(address, data=body, content_type=content_type)
    assert reply.status in {400, 413}
    assert items(session) == []
    assert stored_keys(cast.app) == set()


def test_an_item_without_a_file_needs_the_place_it_is_kept(cast, session):
    page = cast.candidate.get(ADD)
    refused = cast.candidate.submit(page, {"place": " "}, form="#kept")
    assert refused.status == 422
    assert "Say where the original is kept" in refused.words()

    kept = cast.candidate.submit(page, {"place": "Complaints folder, back office"}, form="#kept")
    assert kept.status == 303
    assert items(session)[0].place == "Complaints folder, back office"


@pytest.mark.req("R-125")
def test_nobody_uploads_before_confirming_what_plagiarism_is(cast, session):
    address = upload_address(cast.candidate)
    cast.candidate.user.originality_confirmed_at = None
    session.commit()

    for reply in (cast.candidate.get(ADD), send_to(cast.candidate, address, (PDF, "log.pdf"))):
        assert reply.status == 303
        assert "originality" in reply.location
    assert session.scalar(select(func.count()).select_from(EvidenceFile)) == 0


def test_limits_are_said_before_choosing(cast):
    page = cast.candidate.get(ADD)
    assert "up to 4.2 MB each and 25 files an item" in page.words()
    assert len(page.html.select("#upload input[type=file]")) == 4


def test_too_many_uploads_at_once_are_asked_to_wait(cast, app, session):
    places = app.extensions["upload_places"]
    address = upload_address(cast.candidate)
    held = [places.acquire(blocking=False) for _ in range(100)].count(True)
    try:
        reply = send_to(cast.candidate, address, (PDF, "log.pdf"))
    finally:
        for _ in range(held):
            places.release()
    assert reply.status == 503
    assert reply.response.headers["Retry-After"] == "60"
    assert "Many people are sending files just now" in reply.words()


def test_a_store_that_fails_takes_nothing_in_and_says_so(cast, app, session):
    address = upload_address(cast.candidate)
    root = app.extensions["outside"].settings.store_folder
    aside = root.with_name("aside")
    root.rename(aside)
    root.write_text("no folder any more")
    try:
        reply = send_to(cast.candidate, address, (PDF, "log.pdf"))
    finally:
        root.unlink()
        aside.rename(root)
    assert reply.status == 503
    assert "We cannot store files just now" in reply.words()
    assert items(session) == []
