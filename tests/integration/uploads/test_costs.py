"""What sending in pieces costs: memory of the web process, and time beside the plain form."""

from __future__ import annotations

import re
import time
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from uuid import uuid4

import pytest

from portfolio.config import GIB, MIB
from tests.bench.client import BOUNDARY, form_around
from tests.integration.uploads.measured import keep
from tests.integration.uploads.phone import Phone, answer_on
from tests.integration.uploads.served import Served
from tests.tus import PIECES
from tests.uploads import ADD, JPEG

MOST_MORE = 32 * MIB
PHOTOS, PHOTO = 4, JPEG + bytes(5 * MIB // 2)
MOST_TIMES_THE_FORM = 2


def memory(served: Served) -> int:
    """Bytes of resident memory of the web process at its largest."""
    status = Path(f"/proc/{served.web_worker}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) * 1024


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    "size", [64 * MIB, pytest.param(1 * GIB, marks=pytest.mark.full)], ids=["64 MiB", "1 GiB"]
)
def test_a_large_file_sent_at_once_is_not_held_in_memory(served, request, size):
    phone = Phone(served.port, served.by_token)
    send_at_once(phone, 2 * MIB)  # what is loaded once is loaded now
    before, begun = memory(served), time.monotonic()

    send_at_once(phone, size)

    more = memory(served) - before
    values = {"megabytes": size // 1_000_000, "web_memory_more_bytes": more}
    keep(request, "one body", values | {"seconds": round(time.monotonic() - begun, 1)})
    assert more <= MOST_MORE


def send_at_once(phone: Phone, size: int) -> None:
    """One PATCH with all of a recording, which is then given up."""
    place = phone.announce(size, filename="film.mp4", key=uuid4().hex).headers["location"]
    block = bytes(MIB)
    with phone.line() as line:
        headers = {"Upload-Offset": "0", "Content-Type": PIECES}
        line.sendall(phone.head("PATCH", place, headers, size))
        for _ in range(size // MIB):
            line.sendall(block)
        assert answer_on(line, "PATCH").offset == size
    phone.ask("DELETE", place)


@pytest.mark.full
def test_photos_sent_in_pieces_take_little_longer_than_by_the_form(served, request):
    form, pieces = [], []
    for _ in range(5):
        form.append(seconds_of(lambda: by_form(served)))
        pieces.append(seconds_of(lambda: in_pieces(served)))
    ratio = median(pieces) / median(form)
    values = {"form_seconds": median(form), "pieces_seconds": median(pieces), "times": ratio}
    keep(request, "10 MiB of photos", {name: round(one, 3) for name, one in values.items()})
    assert ratio <= MOST_TIMES_THE_FORM


def seconds_of(deed) -> float:
    begun = time.perf_counter()
    deed()
    return time.perf_counter() - begun


def in_pieces(served: Served) -> None:
    """Each photo comes with its announcement; the server cuts it into pieces."""
    phone, item = Phone(served.port, served.by_session), {}
    for number in range(PHOTOS):
        facts = {"filename": f"photo-{number}.jpg", "key": uuid4().hex} | item
        created = phone.announce(len(PHOTO), PHOTO, **facts)
        assert created.offset == len(PHOTO)
        item = item or {"evidence": phone.item(created.headers["location"])}


def by_form(served: Served) -> None:
    page = _ask(served, "GET", ADD, b"")
    address = re.search(rb'action="(/candidate/evidence/upload/[^"]+)"', page)[1].decode()
    parts = [form_around(f"photo-{number}.jpg")[0] + PHOTO for number in range(PHOTOS)]
    body = b"\r\n".join(parts) + form_around("photo.jpg")[1]
    _ask(served, "POST", address, body)


def _ask(served: Served, method: str, path: str, body: bytes) -> bytes:
    headers = {"Cookie": served.cookie}
    if body:
        headers["Content-Type"] = f"multipart/form-data; boundary={BOUNDARY}"
    connection = HTTPConnection("127.0.0.1", served.port, timeout=60)
    connection.request(method, path, body or None, headers)
    answer = connection.getresponse()
    page = answer.read()
    connection.close()
    assert answer.status in {200, 303}, page[-500:]
    return page
