"""A real ClamAV daemon, alive, dead, hung and odd: only a clear answer counts as one."""

from __future__ import annotations

import socket
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import Thread

import pytest

from portfolio.adapters import scanner
from portfolio.adapters.scanner import ClamdScanner, NoScanner, NotScanned
from portfolio.domain.file_states import CLEAN, NOT_CHECKED
from tests.servers.clamav import EICAR, STREAM_MOST

WORDS = b"Complaint log, rows 4 and 9\n" * 50


def zipped(content: bytes, name: str = "inside.txt") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("address", ["address", "socket_path"])
def test_it_finds_nothing_in_what_holds_nothing(clamd, address):
    assert ClamdScanner(getattr(clamd, address)).scan([WORDS]).scan == CLEAN


@pytest.mark.req("R-350", part="viruses are found by a real scanner")
@pytest.mark.parametrize(
    "content",
    [
        EICAR,
        WORDS + EICAR,
        zipped(EICAR),
        zipped(zipped(zipped(EICAR))),
        zipped(EICAR, "word/document.xml"),
    ],
    ids=["plain", "within words", "zipped", "zipped three times", "in a document"],
)
def test_it_finds_the_test_virus_wherever_it_hides(clamd, content):
    pieces = [content[:20], content[20:]]
    assert "Eicar" in ClamdScanner(clamd.address).scan(pieces).found


def test_a_daemon_that_is_down_scans_nothing(clamd):
    clamd.end()
    with pytest.raises(NotScanned):
        ClamdScanner(clamd.address).scan([WORDS])
    clamd.begin()
    assert ClamdScanner(clamd.address).scan([WORDS]).scan == CLEAN


def test_a_daemon_that_hangs_is_given_up_soon(clamd, monkeypatch):
    monkeypatch.setattr(scanner, "CONNECT", 0.3)
    clamd.hang()
    with pytest.raises(NotScanned):
        ClamdScanner(clamd.address).scan([WORDS])


def test_more_than_the_daemon_takes_is_not_scanned(clamd):
    chunk = bytes(256 * 1024)
    with pytest.raises(NotScanned):
        ClamdScanner(clamd.address).scan(chunk for _ in range(STREAM_MOST // len(chunk) + 8))


@contextmanager
def daemon_saying(*answers: bytes) -> Iterator[str]:
    """One that pongs, takes a stream, and says something odd."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            for answer in (b"PONG\0", *answers):
                connection, _ = server.accept()
                with connection:
                    asked = b""
                    while not asked.endswith((b"\0\0\0\0", b"zPING\0")):
                        asked += connection.recv(65536)
                    connection.sendall(answer)

        Thread(target=serve, daemon=True).start()
        yield f"127.0.0.1:{server.getsockname()[1]}"


@pytest.mark.parametrize(
    "answer",
    [b"", b"stream: O", b"OK\0", b"stream: OK ERROR\0", b"INSTREAM size limit exceeded. ERROR\0"],
)
def test_an_odd_answer_is_never_taken_for_clean(answer):
    with daemon_saying(answer) as address, pytest.raises(NotScanned):
        ClamdScanner(address).scan([WORDS])


def test_what_is_no_daemon_at_all_is_no_scanner():
    with daemon_saying() as address:
        ClamdScanner(address).check()
    with pytest.raises(NotScanned):
        ClamdScanner("/nowhere/clamd.socket").check()


def test_without_a_scanner_every_file_says_so():
    assert NoScanner().scan([EICAR]).scan == NOT_CHECKED
