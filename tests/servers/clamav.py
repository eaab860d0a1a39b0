"""A real ClamAV daemon that knows one virus: the EICAR test file, which harms nobody."""

import hashlib
import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path

from tests.servers.processes import free_port, start, stop, wait_until

EICAR = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}" + "$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").encode()
"""Put together here, so that a scanner of this repository finds nothing in the source."""

STREAM_MOST = 2 * 1024 * 1024
"""Bytes it takes at most (StreamMaxLength)."""


class Clamd:
    """A daemon on a port of loopback, with a base of two signatures of its own."""

    def __init__(self) -> None:
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="clamd-"))
        base = self.folder / "base"
        base.mkdir()
        digest = hashlib.md5(EICAR, usedforsecurity=False).hexdigest()
        (base / "local.hdb").write_text(f"{digest}:{len(EICAR)}:Local.Eicar.Test\n")
        (base / "local.ndb").write_text(f"Local.Eicar.Anywhere:0:*:{EICAR.hex()}\n")
        self._config = self.folder / "clamd.conf"
        self._config.write_text(
            f"DatabaseDirectory {base}\nTCPSocket {self.port}\nTCPAddr 127.0.0.1\n"
            f"LocalSocket {self.folder / 'socket'}\nStreamMaxLength {STREAM_MOST}\n"
            f"AlertExceedsMax yes\nForeground yes\nTemporaryDirectory {self.folder}\n"
        )
        self._child: subprocess.Popen[bytes] | None = None
        self.begin()

    @staticmethod
    def available() -> bool:
        return shutil.which("clamd") is not None

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def socket_path(self) -> str:
        return str(self.folder / "socket")

    def begin(self) -> None:
        """Start it, and wait until it answers."""
        command = ["clamd", "-c", str(self._config)]
        self._child = start(command, self.folder / "log")
        wait_until(self._pongs, "clamd")

    def end(self) -> None:
        """Stop it, as an operator does."""
        if self._child is not None:
            stop(self._child)
            self._child = None

    def hang(self) -> None:
        """Let it take connections and answer none."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._signal(signal.SIGCONT)

    def stop(self) -> None:
        """End it and take away what it wrote."""
        self.go_on()
        self.end()
        shutil.rmtree(self.folder)

    def _signal(self, which: signal.Signals) -> None:
        if self._child is not None:
            self._child.send_signal(which)

    def _pongs(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                connection.sendall(b"zPING\0")
                return connection.recv(16) == b"PONG\0"
        except OSError:
            return False
