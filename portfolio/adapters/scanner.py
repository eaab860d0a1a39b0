"""Virus scanners: none, or a ClamAV daemon. Whatever is not a clear answer means "not scanned".

The client is our own: clamd 1.0.2 on PyPI connects without a time limit, sends with ``send``, so
that a busy daemon gets broken pieces, and takes an empty answer for none found.
"""

import re
import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from portfolio.domain.file_states import CLEAN, NOT_CHECKED

CONNECT = 3.0
"""Seconds a daemon may take to answer a call: one that is hung is found out at once."""
STEP = 30.0
"""Seconds it may take to read the next piece."""
ANSWER = 120.0
"""Seconds it may take over the answer, as long as ClamAV itself takes at most (MaxScanTime)."""
PIECE = 64 * 1024

_FOUND = re.compile(r"stream: (.+) FOUND")


class NotScanned(Exception):
    """The scanner is away, hung or gave no clear answer; the message is for the log."""


@dataclass(frozen=True)
class Verdict:
    """``scan`` is the word kept with the file; ``found`` what is in it, empty for nothing."""

    scan: str
    found: str = ""


class Scanner(Protocol):
    """What looks for viruses."""

    def scan(self, chunks: Iterable[bytes]) -> Verdict:
        """Look at these bytes. Raises NotScanned, and then nothing is known of them."""

    def check(self) -> None:
        """Find out within seconds whether it answers. Raises NotScanned."""


class NoScanner:
    """Nothing is scanned, and every file says so."""

    def scan(self, chunks: Iterable[bytes]) -> Verdict:
        return Verdict(NOT_CHECKED)

    def check(self) -> None:
        return


class ClamdScanner:
    """A ClamAV daemon at ``address``: "host:port", or the path of its socket."""

    def __init__(self, address: str) -> None:
        self._address = address

    def scan(self, chunks: Iterable[bytes]) -> Verdict:
        self.check()
        try:
            with self._connected() as connection:
                answer = self._streamed(connection, chunks)
        except OSError as error:
            raise NotScanned(f"clamd broke off: {type(error).__name__}") from error
        return _verdict(answer)

    def check(self) -> None:
        try:
            with self._connected() as connection:
                connection.sendall(b"zPING\0")
                answer = _line(connection)
        except OSError as error:
            raise NotScanned(f"clamd does not answer: {type(error).__name__}") from error
        if answer != "PONG":
            raise NotScanned(f"clamd answers {answer[:100]!r} to a call")

    def _connected(self) -> socket.socket:
        host, colon, port = self._address.rpartition(":")
        if colon and port.isdigit():
            return socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECT)
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.settimeout(CONNECT)
            connection.connect(self._address)
        except OSError:
            connection.close()
            raise
        return connection

    def _streamed(self, connection: socket.socket, chunks: Iterable[bytes]) -> str:
        """Send everything, each piece with its length before it, and read the answer.

        Past its StreamMaxLength the daemon answers and hangs up while we still send.
        """
        connection.settimeout(STEP)
        try:
            connection.sendall(b"zINSTREAM\0")
            for chunk in chunks:
                for at in range(0, len(chunk), PIECE):
                    piece = chunk[at : at + PIECE]
                    connection.sendall(struct.pack("!L", len(piece)) + piece)
            connection.sendall(struct.pack("!L", 0))
        except (BrokenPipeError, ConnectionResetError) as error:
            raise NotScanned("clamd hung up: is its StreamMaxLength below SCAN_BYTES?") from error
        connection.settimeout(ANSWER)
        return _line(connection)


def _line(connection: socket.socket) -> str:
    """Everything up to the daemon's closing NUL; cut short if it says too much."""
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < 4096:
        more = connection.recv(4096)
        if not more:
            break
        answer += more
    return answer.rstrip(b"\0").decode("utf-8", "replace")


def _verdict(answer: str) -> Verdict:
    if answer == "stream: OK":
        return Verdict(CLEAN)
    if found := _FOUND.fullmatch(answer):
        return Verdict("", found[1])
    raise NotScanned(f"clamd answers {answer[:100]!r}")


def scanner_from(kind: str, address: str) -> Scanner:
    """The scanner of the settings: "off" or "clamd"."""
    return NoScanner() if kind == "off" else ClamdScanner(address)
