"""Lines that fall silent, break or are shared; servers that are killed; senders at once."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from portfolio.models.evidence import Evidence
from portfolio.models.upload import Upload, UploadChunk
from tests.integration.uploads.phone import Phone, answer_on
from tests.integration.uploads.served import Served
from tests.servers.processes import wait_until
from tests.tus import PIECES

NOTE = b"What I did for a customer, line by line.\n"


@pytest.fixture
def phone(served: Served) -> Phone:
    return Phone(served.port, served.by_token)


def announced(phone: Phone, size: int, name: str = "notes.txt") -> str:
    return phone.announce(size, filename=name, key=uuid4().hex).headers["location"]


def begin(phone: Phone, place: str, size: int, sent: bytes):
    """A line on which a PATCH of ``size`` bytes has begun with these."""
    line = phone.line()
    headers = {"Upload-Offset": "0", "Content-Type": PIECES}
    line.sendall(phone.head("PATCH", place, headers, size) + sent)
    return line


def test_a_line_that_falls_silent_gives_its_place_back(phone):
    place = announced(phone, 500_000)
    with begin(phone, place, 500_000, bytes(200_000)) as line:
        begun = time.monotonic()
        answer = answer_on(line, "PATCH")
        assert time.monotonic() - begun < 10
    assert answer.status == 204
    # what the server had not yet handed out when the line was given up is sent again
    assert 200_000 - 65_536 <= phone.offset(place) <= 200_000


def test_a_body_that_ends_early_is_kept(phone):
    place = announced(phone, 300_000)
    with begin(phone, place, 300_000, bytes(123_457)) as line:
        line.shutdown(1)
        answer_on(line, "PATCH")
    assert phone.offset(place) == 123_457


def test_when_all_places_are_taken_others_are_told_when_to_come_back(phone):
    places = [announced(phone, 400_000) for _ in range(4)]
    lines = [begin(phone, place, 400_000, bytes(70_000)) for place in places]
    late = announced(phone, 10)
    wait_until(lambda: phone.send(late, 0, b"").status == 503, "all places taken", 10)

    busy = phone.send(late, 0, b"0123456789")
    assert (busy.status, busy.headers["retry-after"]) == (503, "5")
    assert busy.body
    assert phone.ask("GET", late).status == 200
    for line in lines:
        line.sendall(bytes(330_000))
        assert answer_on(line, "PATCH").status == 204
        line.close()
    assert phone.send(late, 0, b"0123456789").status == 204


@pytest.mark.req("R-349", part="two tabs")
def test_of_two_tabs_that_send_the_same_bytes_one_is_taken(served, phone):
    content = NOTE * 20_000
    place = announced(phone, len(content))
    with ThreadPoolExecutor(2) as tabs:
        answers = list(tabs.map(lambda _: phone.send(place, 0, content), range(2)))
    assert sorted(answer.status for answer in answers) == [204, 409]
    with served.database() as session:
        upload = served.upload(session, place)
        pieces = select(UploadChunk).where(UploadChunk.upload_id == upload.id)
        ends = [one.start + one.size for one in session.scalars(pieces)]
        assert max(ends, default=len(content)) == len(content)
    wait_until(lambda: b'"stored"' in phone.ask("GET", place).body, "stored")
    assert served.file(place).size == len(content)


@pytest.mark.req("R-349", part="two tabs")
def test_tabs_that_announce_the_same_file_at_once_share_one_upload(served, phone):
    key = uuid4().hex
    with served.database() as session:
        items = session.scalar(select(func.count()).select_from(Evidence))
    with ThreadPoolExecutor(6) as tabs:
        answers = list(
            tabs.map(lambda _: phone.announce(1000, filename="a.txt", key=key), range(6))
        )
    assert {answer.status for answer in answers} == {201}
    assert len({answer.headers["location"] for answer in answers}) == 1
    with served.database() as session:
        mine = select(func.count()).select_from(Upload).where(Upload.item_key == key)
        assert session.scalar(mine) == 1
        assert session.scalar(select(func.count()).select_from(Evidence)) == items + 1


def test_a_killed_web_process_loses_nothing_that_was_acknowledged(served, phone):
    content = NOTE * 60_000
    place = announced(phone, len(content))
    assert phone.send(place, 0, content[:1_000_000]).status == 204
    with begin(phone, place, 400_000, b"") as line:
        line.sendall(bytes(70_000))
        served.kill_web_worker()
    wait_until(lambda: _offset(phone, place) is not None, "another web process", 60)
    assert _offset(phone, place) == 1_000_000
    assert phone.send(place, 1_000_000, content[1_000_000:]).status == 204
    wait_until(lambda: b'"stored"' in phone.ask("GET", place).body, "stored")
    assert served.file(place).size == len(content)


def _offset(phone: Phone, place: str) -> int | None:
    try:
        return phone.offset(place)
    except (OSError, IndexError):
        return None


def test_a_chunked_body_is_taken_and_its_excess_refused(phone):
    place = announced(phone, 10)
    for size, status in ((11, 413), (10, 204)):
        chunked = {
            "Upload-Offset": "0",
            "Content-Type": PIECES,
            "Transfer-Encoding": "chunked",
        }
        head = phone.head("PATCH", place, chunked, 0).replace(b"Content-Length: 0\r\n", b"")
        with phone.line() as line:
            line.sendall(head + f"{size:x}\r\n".encode() + bytes(size) + b"\r\n0\r\n\r\n")
            assert answer_on(line, "PATCH").status == status


def test_a_page_sends_with_its_sign_in_and_csrf_header(served):
    page = Phone(served.port, served.by_session)
    place = announced(page, 10)
    assert page.send(place, 0, b"0123456789").status == 204
    without = Phone(served.port, {"Cookie": served.cookie})
    assert without.announce(10, filename="a.txt").status == 400
    assert Phone(served.port, {}).announce(10, filename="a.txt").status == 401
