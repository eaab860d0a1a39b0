"""A tus client on raw sockets: it can be cut off at any byte, fall silent, or send slowly."""

from __future__ import annotations

import socket
import struct
from base64 import b64decode
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.tus import PIECES, metadata

CHUNK = 1024 * 1024
"""Most bytes of one request, as the page sends them."""
BLOCK = 64 * 1024


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def offset(self) -> int:
        return int(self.headers["upload-offset"])


class CutOff(Exception):
    """The line was cut after so many bytes of the body."""

    def __init__(self, sent: int) -> None:
        super().__init__(sent)
        self.sent = sent


@dataclass
class Phone:
    """One sender at loopback's ``port``; ``who`` are the headers it signs in with."""

    port: int
    who: Mapping[str, str]
    timeout: float = 60
    sent: int = field(default=0, init=False)
    """Bytes of files that left so far, those sent again too."""

    def announce(self, size: int, body: bytes = b"", **pairs: object) -> Answer:
        """Create an upload; ``body`` brings its first bytes along."""
        facts = {"Upload-Length": str(size), "Upload-Metadata": metadata(**pairs)}
        if body:
            facts["Content-Type"] = PIECES
        with self.line() as line:
            line.sendall(self.head("POST", "/uploads", facts, len(body)))
            self.pour(line, body)
            return answer_on(line, "POST")

    def offset(self, place: str) -> int:
        return self.ask("HEAD", place).offset

    def item(self, place: str) -> str:
        """The id of the item an upload is for."""
        pairs = self.ask("HEAD", place).headers["upload-metadata"].split(",")
        value = dict(pair.split(" ") for pair in pairs)["evidence"]
        return b64decode(value).decode()

    def ask(self, method: str, place: str, headers: Mapping[str, str] | None = None) -> Answer:
        with self.line() as line:
            line.sendall(self.head(method, place, headers or {}, 0))
            return answer_on(line, method)

    def send(self, place: str, offset: int, body: bytes, cut: int | None = None) -> Answer:
        """One PATCH. Raises CutOff when ``cut`` says after how many bytes the line breaks."""
        with self.line() as line:
            headers = {"Upload-Offset": str(offset), "Content-Type": PIECES}
            line.sendall(self.head("PATCH", place, headers, len(body)))
            wanted = body if cut is None else body[:cut]
            with suppress(BrokenPipeError, ConnectionResetError):
                # A server that has no place answers before it has everything, and hangs up: as a
                # browser does, look for its answer all the same.
                self.pour(line, wanted)
            self.sent += len(wanted)
            if cut is not None:
                _break(line, rudely=cut % 2 == 0)
                raise CutOff(len(wanted))
            return answer_on(line, "PATCH")

    def pour(self, line: socket.socket, body: bytes) -> None:
        """Put bytes on the line as fast as it takes them."""
        for at in range(0, len(body), BLOCK):
            line.sendall(body[at : at + BLOCK])

    def line(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=self.timeout)

    def head(self, method: str, place: str, headers: Mapping[str, str], length: int) -> bytes:
        """The beginning of a request, up to its body."""
        every = {
            "Host": "localhost",
            "Tus-Resumable": "1.0.0",
            "Content-Length": str(length),
            "Connection": "close",
            **self.who,
            **headers,
        }
        lines = [f"{method} {place} HTTP/1.1", *(f"{k}: {v}" for k, v in every.items()), "", ""]
        return "\r\n".join(lines).encode()

    def send_file(self, place: str, file: Path, cuts: list[int]) -> int:
        """Send all of a file, cut off at these places in it; the most sent again after one cut."""
        waiting, again = sorted(cuts), 0
        offset = self.offset(place)
        with file.open("rb") as content:
            while offset < file.stat().st_size:
                content.seek(offset)
                body = content.read(CHUNK)
                cut = None
                if waiting and waiting[0] < offset + len(body):
                    cut = max(waiting.pop(0) - offset, 0)
                reached = offset
                try:
                    answer = self.send(place, offset, body, cut)
                except CutOff as cut_off:
                    reached = offset + cut_off.sent
                    offset = self.offset(place)
                    again = max(again, reached - offset)
                else:
                    # After a cut the server may still be taking in what it had: then 409.
                    assert answer.status in {204, 409}, answer
                    offset = answer.offset if answer.status == 204 else self.offset(place)
        return again


def answer_on(line: socket.socket, method: str) -> Answer:
    """The whole answer; the server closes the line after it."""
    received = b""
    while data := line.recv(BLOCK):
        received += data
        if method == "HEAD" and b"\r\n\r\n" in received:
            break
    if not received:
        raise ConnectionResetError("the line ended without an answer")
    head, _, body = received.partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    pairs = (one.partition(":") for one in rest)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    return Answer(int(first.split()[1]), headers, body)


def _break(line: socket.socket, *, rudely: bool) -> None:
    """Say goodbye, or be gone as a phone that loses its network and whose line is then reset."""
    if rudely:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    else:
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)
    line.close()
