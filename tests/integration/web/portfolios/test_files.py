"""The bytes of evidence: for whom, for how long, in which ranges, and never as a page."""

from __future__ import annotations

import random
from hashlib import sha256

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.domain.states import EvidenceState
from portfolio.models.audit import AuditEntry
from portfolio.models.enrolment import Assignment
from portfolio.models.evidence import EvidenceFile, FileCopy
from portfolio.web import file_links

CONTENT = random.Random(7).randbytes(70_001)  # noqa: S311 -- any bytes, the same each time
SIZE = len(CONTENT)


@pytest.fixture
def store(app):
    return app.extensions["outside"].store


@pytest.fixture
def stored(cast, make, store, session):
    """A submitted item with one stored file of the given type."""

    def put(media_type: str = "video/mp4", name: str = "film.mp4", **columns) -> EvidenceFile:
        item = make.evidence(cast.profile, **{"state": EvidenceState.SUBMITTED} | columns)
        digest = sha256(CONTENT).hexdigest()
        file = make.file(item, name, media_type=media_type, size=SIZE, sha256=digest)
        with store.begin(file.key) as writer:
            writer.write(CONTENT)
            writer.finish()
        session.commit()
        return file

    return put


@pytest.fixture
def link(app):
    def make_link(person, file, which="original") -> str:
        with app.test_request_context():
            return file_links.link(person.acting(), file, which)

    return make_link


RANGES = [
    *["bytes=0-", "bytes=0-0", "bytes=0-1", "bytes=1-1", "bytes=0-70000", "bytes=0-70001"],
    *["bytes=0-99999999", "bytes=70000-", "bytes=70000-70000", "bytes=69999-", "bytes=35000-35999"],
    *["bytes=-1", "bytes=-2", "bytes=-70000", "bytes=-70001", "bytes=-70002", "bytes=-99999999"],
    *["bytes=65535-65536", "bytes=65536-65537", "bytes=1-", "bytes=2-69998", "bytes=255-256"],
    *["bytes=70001-", "bytes=70001-70002", "bytes=99999999-", "bytes=-0", "bytes=70002-80000"],
    *["bytes=5-4", "bytes=a-b", "bytes=1-b", "bytes=", "bytes=-", "bytes=--1", "bytes", "="],
    *["items=0-1", "bytes=0-1,3-4", "bytes=0-0,-1", "bytes=0-,0-", "bytes=0-1,a-b", "bytes=1.5-2"],
    *["bytes=0x0-0x1", "bytes=+1-2", "BYTES=0-1", "bytes = 0-1", "bytes=0 - 1", "bytes=0-1,"],
    *["bytes=١-٢", "", "bytes=00-01"],
]


def expected(asked: str) -> tuple[int, bytes]:
    """What RFC 9110 section 14 asks of a server that honours one range and ignores the rest."""
    unit, _, span = asked.partition("=")
    first, dash, last = span.partition("-")
    digits = all(part == "" or (part.isascii() and part.isdigit()) for part in (first, last))
    if unit.lower() != "bytes" or not dash or not digits or not first + last:
        return 200, CONTENT
    if not first:
        count = min(int(last), SIZE)
        return (206, CONTENT[-count:]) if count else (416, b"")
    if last and int(last) < int(first):
        return 200, CONTENT
    if int(first) >= SIZE:
        return 416, b""
    return 206, CONTENT[int(first) : int(last) + 1 if last else None]


@pytest.mark.parametrize("asked", RANGES)
def test_a_range_gives_exactly_those_bytes(cast, stored, link, asked):
    address = link(cast.assessor, stored())
    reply = cast.assessor.get(address, headers={"Range": asked.encode().decode("latin-1")})

    status, content = expected(asked)
    assert (reply.status, reply.response.data == content) == (status, True)
    headers = reply.response.headers
    assert headers["Accept-Ranges"] == "bytes"
    if status == 206:
        start = CONTENT.index(content) if len(content) > 8 else None
        assert headers["Content-Range"].endswith(f"/{SIZE}")
        assert int(headers["Content-Length"]) == len(content)
        if start is not None:
            assert headers["Content-Range"] == (f"bytes {start}-{start + len(content) - 1}/{SIZE}")
    if status == 416:
        assert headers["Content-Range"] == f"bytes */{SIZE}"


def test_a_range_of_a_changed_file_is_the_whole_file(cast, stored, link):
    file = stored()
    address = link(cast.assessor, file)
    for condition, status in [
        (f'"{file.sha256}"', 206),
        ('"other"', 200),
        (f'W/"{file.sha256}"', 200),
        ("Tue, 24 Nov 2026 12:00:00 GMT", 200),
    ]:
        headers = {"Range": "bytes=0-9", "If-Range": condition}
        assert cast.assessor.get(address, headers=headers).status == status


def test_what_is_there_already_is_not_sent_again(cast, stored, link):
    file = stored()
    address = link(cast.assessor, file)
    reply = cast.assessor.get(address, headers={"If-None-Match": f'"{file.sha256}"'})
    assert (reply.status, reply.response.data) == (304, b"")


def test_asking_for_the_head_gives_size_and_type_without_bytes(cast, stored, link):
    reply = cast.assessor.open(link(cast.assessor, stored()), method="HEAD")
    assert (reply.status, reply.response.data) == (200, b"")
    assert reply.response.headers["Content-Length"] == str(SIZE)
    assert reply.response.headers["Content-Type"] == "video/mp4"


@pytest.mark.req("R-331")
def test_a_link_opens_for_ten_minutes_and_then_leads_to_the_item(cast, stored, link, later):
    file = stored()
    address = link(cast.candidate, file)
    later(minutes=10)
    assert cast.candidate.get(address).status == 200
    later(minutes=10, seconds=1)
    reply = cast.candidate.get(address)
    assert (reply.status, reply.location) == (303, f"/evidence/{file.evidence_id}")


def test_a_film_that_began_in_time_plays_to_its_end(cast, stored, link, later):
    address = link(cast.candidate, stored())
    later(minutes=11)
    playing = {"Range": "bytes=5000-", "Sec-Fetch-Dest": "video"}
    assert cast.candidate.get(address, headers=playing).status == 206
    assert cast.candidate.get(address, headers={"Range": "bytes=5000-"}).status == 303


@pytest.mark.req("R-329", "R-331")
def test_a_link_is_nothing_to_anybody_else(cast, stored, link):
    file = stored()
    address = link(cast.candidate, file)
    for person in (cast.other_candidate, cast.assessor, cast.stranger, cast.other_assessor):
        reply = cast_reply = person.get(address)
        assert reply.status == 404
        assert file.name not in cast_reply.text
    assert cast.visitor.get(address).status == 303
    assert cast.candidate.get(address.replace("/original", "/screen-1")).status == 404
    assert cast.candidate.get(address.replace("/original", "x/original")).status == 404


STRANGERS = ["stranger", "other_assessor", "other_candidate", "stranger_administrator"]


@pytest.mark.req("R-329")
@pytest.mark.parametrize("who", STRANGERS)
def test_even_a_link_of_their_own_shows_nothing_of_a_portfolio_they_may_not_see(
    cast, stored, link, who
):
    file = stored(name="MARKER-7F3K.mp4")
    person = getattr(cast, who)
    reply = person.get(link(person, file))
    assert reply.status == 404
    assert "MARKER" not in reply.text + str(reply.response.headers)


@pytest.mark.req("R-329")
def test_a_link_stops_working_when_the_assessor_is_no_longer_assigned(cast, stored, link, session):
    address = link(cast.assessor, stored())
    assert cast.assessor.get(address).status == 200
    mine = select(Assignment).where(Assignment.user_id == cast.assessor.user.id)
    assignment = session.scalars(mine).one()
    assignment.ended_at, assignment.ended_by_id = clock.now(), cast.administrator.user.id
    session.commit()
    assert cast.assessor.get(address).status == 404


def test_drafts_are_their_candidates_alone(cast, stored, link):
    file = stored(state=EvidenceState.DRAFT)
    assert cast.candidate.get(link(cast.candidate, file)).status == 200
    for person in (cast.assessor, cast.quality_assurer, cast.verifier, cast.administrator):
        assert person.get(link(person, file)).status == 404


@pytest.mark.req("R-333", part="verifiers' openings")
def test_what_a_verifier_opens_is_recorded_once_and_nobody_elses_opening_is(
    cast, stored, link, session
):
    file = stored()
    cast.assessor.get(link(cast.assessor, file))
    address = link(cast.verifier, file)
    cast.verifier.get(address)
    cast.verifier.get(address, headers={"Range": "bytes=5000-"})

    (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.name == "file:opened"))
    assert (entry.actor_id, entry.subject_id) == (cast.verifier.user.id, file.id)
    assert entry.candidate_id == cast.profile.id


@pytest.mark.req("R-333", part="verifiers' openings")
@pytest.mark.parametrize("part", ["bytes=1-", "bytes=-70000", "items=1-2", "film"])
def test_a_verifier_who_asks_for_a_part_first_is_on_record_too(cast, stored, link, session, part):
    address = link(cast.verifier, stored())
    for _ in range(2):
        cast.verifier.get(address, headers={"Range": part})

    opened = session.scalars(select(AuditEntry).where(AuditEntry.name == "file:opened")).all()
    assert len(opened) == 1


@pytest.mark.req("R-351", part="our copies are served as JPEG")
def test_a_copy_of_ours_is_shown_in_place_as_jpeg(cast, stored, link, store, session):
    file = stored("image/heic", "IMG 1.heic")
    key = file.key[:-4] + "beef"
    copy = FileCopy(file_id=file.id, kind="screen", page=1, key=key, size=4, width=1, height=1)
    session.add(copy)
    with store.begin(copy.key) as writer:
        writer.write(b"JPEG")
        writer.finish()
    session.commit()

    headers = cast.assessor.get(link(cast.assessor, file, "screen-1")).response.headers
    assert headers["Content-Type"] == "image/jpeg"
    assert headers["Content-Disposition"].startswith("inline")


SERVED_TYPES = [
    *["text/html", "image/svg+xml", "application/xhtml+xml", "text/xml", "multipart/related"],
    *["application/pdf", "text/plain", "application/rtf", "image/jpeg", "image/png", "image/gif"],
    *["image/webp", "image/heic", "image/avif", "application/zip", "application/x-msdownload"],
    *["application/javascript", "text/css", "application/octet-stream", "x-nothing/odd", ""],
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.text",
]


@pytest.mark.parametrize("media_type", SERVED_TYPES)
def test_nothing_but_sound_film_and_our_copies_is_ever_shown_in_place(
    cast, stored, link, media_type
):
    file = stored(media_type, "page.html\r\nX-Bad: 1")
    headers = cast.assessor.get(link(cast.assessor, file)).response.headers

    assert headers["Content-Disposition"].startswith("attachment")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "X-Bad" not in headers
    assert not headers["Content-Type"].startswith(("text/html", "image/svg", "text/xml"))
