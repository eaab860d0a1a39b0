"""The tus protocol as clients rely on it: announcing, sending, asking, giving up, refusals."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from portfolio import clock
from portfolio.config import MIB
from portfolio.domain.states import EvidenceState, FileState, UploadState
from portfolio.models.evidence import Evidence, EvidenceFile
from portfolio.models.person import SignIn
from portfolio.models.upload import Upload, UploadChunk
from portfolio.web.uploads import receiving
from tests import tus
from tests.conftest import NOON
from tests.uploads import JPEG

LASTING = timedelta(days=7)
NOBODYS = UUID(int=7)
NOTE = b"What I did for a customer, line by line.\n" * 1000


def test_a_server_says_what_it_offers(cast):
    headers = cast.visitor.open("/uploads", method="OPTIONS").response.headers
    assert headers["Tus-Version"] == "1.0.0"
    assert headers["Tus-Resumable"] == "1.0.0"
    assert headers["Tus-Max-Size"] == str(4 * MIB)
    assert set(headers["Tus-Extension"].split(",")) == {
        *("creation", "creation-with-upload", "termination", "expiration", "checksum")
    }
    assert set(headers["Tus-Checksum-Algorithm"].split(",")) == {"sha1", "sha256", "md5"}


@pytest.mark.req("R-349", part="received")
def test_a_file_sent_in_pieces_becomes_a_file_of_its_item(cast, newly_stored, worker, session):
    item = cast.make.evidence(cast.profile)
    captured = "2026-11-20T08:30:00+00:00"
    created = tus.announce(
        cast.candidate, len(NOTE), key="k-1", evidence=item.id, captured=captured
    )
    assert created.status == 201
    assert tus.offset_of(created) == 0
    place = created.location

    assert tus.offset_of(tus.send(cast.candidate, place, NOTE[:1000])) == 1000
    asked = tus.ask(cast.candidate, place)
    assert (asked.status, tus.offset_of(asked)) == (200, 1000)
    assert asked.response.headers["Upload-Length"] == str(len(NOTE))
    assert asked.response.headers["Cache-Control"] == "no-store"
    assert asked.response.headers["Upload-Expires"] == "Wed, 25 Nov 2026 12:00:00 GMT"
    done = tus.send(cast.candidate, place, NOTE[1000:], offset=1000)
    assert (done.status, tus.offset_of(done)) == (204, len(NOTE))
    assert "Upload-Expires" not in done.response.headers
    assert cast.candidate.get(place).response.json["state"] == "received"
    worker.run_due()

    file = session.scalars(select(EvidenceFile).where(EvidenceFile.evidence_id == item.id)).one()
    assert (file.name, file.size, file.media_type) == ("notes.txt", len(NOTE), "text/plain")
    assert file.sha256 == hashlib.sha256(NOTE).hexdigest()
    assert file.uploaded_by_id == cast.candidate.user.id
    assert file.captured_at.isoformat() == captured
    assert cast.candidate.get(place).response.json["state"] in set(FileState)
    assert not any(key.startswith("spool/") for key in newly_stored())
    assert tus.offset_of(tus.ask(cast.candidate, place)) == len(NOTE)


def test_a_file_for_no_item_gets_a_draft_of_its_own(cast, worker, session):
    tus.sent(cast.candidate, NOTE)
    worker.run_due()
    item = session.scalars(select(Evidence)).one()
    assert (item.code, item.state) == ("E-01", EvidenceState.DRAFT)
    assert [file.name for file in item.files] == ["notes.txt"]


def test_the_first_bytes_may_come_with_the_announcement(cast):
    created = tus.announce(cast.candidate, len(NOTE), body=NOTE[:500])
    assert (created.status, tus.offset_of(created)) == (201, 500)
    assert tus.send(cast.candidate, created.location, NOTE[500:], offset=500).status == 204


@pytest.mark.req("R-349", part="retried without doubling")
def test_an_announcement_sent_twice_finds_the_same_upload(cast, session):
    first = tus.announce(cast.candidate, len(NOTE), key="capture-7/1")
    tus.send(cast.candidate, first.location, NOTE[:700])
    again = tus.announce(cast.candidate, len(NOTE), key="capture-7/1", body=NOTE[:100])
    assert (again.status, again.location) == (201, first.location)
    assert tus.offset_of(again) == 700
    assert session.scalar(select(func.count()).select_from(Upload)) == 1
    assert session.scalar(select(func.count()).select_from(Evidence)) == 1


def test_a_key_stands_for_one_file_only(cast):
    tus.announce(cast.candidate, 100, key="one")
    other = tus.announce(cast.candidate, 101, key="one")
    assert other.status == 409
    assert "key of its own" in other.text


def test_two_people_may_use_the_same_key(cast):
    mine = tus.announce(cast.candidate, 100, key="1")
    theirs = tus.announce(cast.other_candidate, 100, key="1")
    assert theirs.status == 201
    assert mine.location != theirs.location


def test_bytes_that_do_not_follow_are_refused_with_where_to_go_on(cast):
    place = tus.announce(cast.candidate, len(NOTE)).location
    tus.send(cast.candidate, place, NOTE[:10])
    for offset in (0, 11, 5):
        wrong = tus.send(cast.candidate, place, NOTE[:5], offset=offset)
        assert (wrong.status, tus.offset_of(wrong)) == (409, 10)


def test_more_bytes_than_announced_are_refused_before_they_are_read(cast):
    place = tus.announce(cast.candidate, 10).location
    assert tus.send(cast.candidate, place, b"eleven byte").status == 413
    assert tus.offset_of(tus.ask(cast.candidate, place)) == 0


def test_a_server_that_ends_the_stream_itself_may_be_read_up_to_the_last_byte(cast):
    place = tus.announce(cast.candidate, 10).location
    ended = {"wsgi.input_terminated": True}
    headers = tus.HELLO | {"Upload-Offset": "0"}
    for body, status in ((b"eleven byte", 413), (b"ten bytes.", 204)):
        reply = cast.candidate.open(
            place,
            method="PATCH",
            data=body,
            content_type=tus.PIECES,
            headers=headers,
            environ_overrides=ended,
        )
        assert reply.status == status


@pytest.mark.parametrize(
    ("line", "sizes"),
    [("quick", [3 * MIB + len(JPEG)]), ("slow", [MIB, MIB, MIB, len(JPEG)])],
)
def test_a_large_body_is_kept_in_pieces(cast, session, monkeypatch, line, sizes):
    if line == "slow":
        monkeypatch.setattr(receiving, "EVERY", 0)
    content = JPEG + bytes(3 * MIB)
    place = tus.announce(cast.candidate, len(content), "photo.jpg").location
    assert tus.send(cast.candidate, place, content).status == 204
    pieces = session.scalars(select(UploadChunk).order_by(UploadChunk.start)).all()
    assert [piece.size for piece in pieces] == sizes
    assert all(piece.key.startswith(f"spool/{piece.upload_id.hex}/") for piece in pieces)


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "md5"])
def test_bytes_are_acknowledged_only_when_they_add_up(cast, newly_stored, session, algorithm):
    place = tus.announce(cast.candidate, len(NOTE)).location
    right = b64encode(hashlib.new(algorithm, NOTE[:900]).digest()).decode()
    wrong = tus.send(cast.candidate, place, NOTE[:901], Upload_Checksum=f"{algorithm} {right}")
    assert wrong.status == 460
    assert tus.offset_of(tus.ask(cast.candidate, place)) == 0
    assert newly_stored() == set()
    good = tus.send(cast.candidate, place, NOTE[:900], Upload_Checksum=f"{algorithm} {right}")
    assert tus.offset_of(good) == 900
    assert session.scalar(select(func.count()).select_from(UploadChunk)) == 1


@pytest.mark.parametrize("header", ["crc32 AAAA", "sha1 %%%", "sha1"])
def test_a_checksum_of_another_kind_is_refused(cast, header):
    place = tus.announce(cast.candidate, 10).location
    reply = tus.send(cast.candidate, place, b"0123456789", Upload_Checksum=header)
    assert reply.status in {400, 460}
    assert tus.offset_of(tus.ask(cast.candidate, place)) == 0


def test_an_upload_given_up_is_gone_with_its_bytes(cast, newly_stored, worker, session):
    place = tus.announce(cast.candidate, len(NOTE), key="mine").location
    tus.send(cast.candidate, place, NOTE[:100])
    assert tus.give_up(cast.candidate, place).status == 204
    worker.run_due()
    assert newly_stored() == set()
    for reply in (
        tus.ask(cast.candidate, place),
        tus.send(cast.candidate, place, NOTE[100:], offset=100),
        tus.give_up(cast.candidate, place),
        cast.candidate.get(place),
    ):
        assert reply.status == 410
    again = tus.announce(cast.candidate, len(NOTE), key="mine")
    assert again.location != place


def test_what_is_not_finished_within_a_day_of_its_last_piece_ends(
    cast, newly_stored, worker, session
):
    session.execute(
        update(SignIn).values(kept=True, idle_until=NOON + LASTING, expires_at=NOON + LASTING)
    )
    place = tus.announce(cast.candidate, len(NOTE), key="slow").location
    clock.use(lambda: NOON + timedelta(hours=23))
    tus.send(cast.candidate, place, NOTE[:100])
    clock.use(lambda: NOON + timedelta(hours=46))
    assert tus.ask(cast.candidate, place).status == 200
    clock.use(lambda: NOON + timedelta(hours=47))
    assert tus.ask(cast.candidate, place).status == 410
    assert tus.send(cast.candidate, place, NOTE[100:], offset=100).status == 410
    again = tus.announce(cast.candidate, len(NOTE), key="slow")
    assert (again.status, tus.offset_of(again)) == (201, 0)
    worker.run_due()
    assert newly_stored() == set()
    states = session.scalars(select(Upload.state)).all()
    assert sorted(states) == [UploadState.ENDED, UploadState.RECEIVING]


@pytest.mark.parametrize(
    ("header", "value", "status"),
    [
        pytest.param("Tus-Resumable", "0.2.2", 412, id="an old protocol"),
        pytest.param("Upload-Length", "-1", 400, id="a negative size"),
        pytest.param("Upload-Length", "9" * 40, 400, id="an endless size"),
        pytest.param("Upload-Length", "²", 400, id="no ASCII digit"),
        pytest.param("Upload-Defer-Length", "1", 400, id="a size that follows later"),
        pytest.param("Upload-Metadata", "filename %%%", 400, id="a name not in base64"),
        pytest.param("Upload-Metadata", tus.metadata(key="1"), 400, id="no name"),
        pytest.param("Upload-Metadata", tus.metadata(filename="a.txt", captured="noon"), 400),
        pytest.param("Upload-Metadata", tus.metadata(filename="a.txt", evidence="1"), 404),
        pytest.param("Upload-Metadata", tus.metadata(filename="a.txt", evidence=NOBODYS), 404),
        pytest.param("Upload-Metadata", tus.metadata(filename="a.txt", key="x" * 201), 400),
        pytest.param("Upload-Metadata", tus.metadata(filename="a.exe"), 415, id="a program"),
        pytest.param("Upload-Length", "0", 422, id="an empty file"),
        pytest.param("Upload-Length", str(4 * MIB + 1), 413, id="too large a file"),
    ],
)
def test_a_wrong_announcement_is_refused_in_words(cast, session, header, value, status):
    headers = tus.HELLO | {
        "Upload-Length": "10",
        "Upload-Metadata": tus.metadata(filename="notes.txt"),
        header: value,
    }
    reply = cast.candidate.post("/uploads", headers=headers)
    assert reply.status == status
    assert reply.response.mimetype == "text/plain"
    assert len(reply.text) > 15
    assert reply.response.headers["Tus-Resumable"] == "1.0.0"
    assert session.scalar(select(func.count()).select_from(Upload)) == 0


def test_what_others_have_announced_counts_as_taken(cast):
    for number in range(4):
        assert tus.announce(cast.candidate, 4 * MIB, key=str(number)).status == 201
    full = tus.announce(cast.candidate, 1, key="5")
    assert full.status == 413
    assert "0 MB left" in full.text


def test_an_item_has_room_for_so_many_files_on_their_way(cast):
    item = cast.make.evidence(cast.profile)
    for number in range(25):
        assert tus.announce(cast.candidate, 1, key=str(number), evidence=item.id).status == 201
    assert tus.announce(cast.candidate, 1, key="one more", evidence=item.id).status == 422


@pytest.mark.parametrize("name", ["HEAD", "PATCH", "DELETE"])
def test_a_network_that_lets_only_posts_through_is_no_hindrance(cast, name):
    place = tus.announce(cast.candidate, 5).location
    headers = tus.HELLO | {"X-HTTP-Method-Override": name, "Upload-Offset": "0"}
    reply = cast.candidate.post(place, data=b"12345", content_type=tus.PIECES, headers=headers)
    assert reply.status == {"HEAD": 200, "PATCH": 204, "DELETE": 204}[name]
    assert cast.candidate.post(place, headers=tus.HELLO).status == 405


@pytest.mark.parametrize("content_type", ["application/octet-stream", "text/plain"])
def test_only_pieces_are_taken_for_pieces(cast, content_type):
    place = tus.announce(cast.candidate, 5).location
    headers = tus.HELLO | {"Upload-Offset": "0"}
    for url, method in ((place, "PATCH"), ("/uploads", "POST")):
        reply = cast.candidate.open(
            url, method=method, data=b"12345", content_type=content_type, headers=headers
        )
        assert reply.status in {400, 415}
