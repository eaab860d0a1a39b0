"""Portfolio under gunicorn with one candidate signed in, and what a phone on a bad line sends."""

from __future__ import annotations

import os
import re
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import flask_migrate
from sqlalchemy import create_engine, text

from portfolio import create_app
from portfolio.config import Settings
from portfolio.extensions import db, writing
from tests.cast import Cast
from tests.factories import Factory
from tests.servers import processes
from tests.uploads import ADD, BOUNDARY, MULTIPART

HEAD = (
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="long.txt"\r\n\r\n'
).encode()
TAIL = f"\r\n--{BOUNDARY}--\r\n".encode()
LINE = b"a line of a very long log, again and again, 64 bytes in all.....\n"


@dataclass
class Served:
    """A running app: where, whose cookie, which process works, and where its data lies."""

    port: int
    cookie: str
    pid: int
    folder: Path

    def count(self, table: str) -> int:
        engine = create_engine(f"sqlite:///{self.folder / 'portfolio.sqlite3'}")
        with engine.connect() as connection:
            found: int = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608
        engine.dispose()
        return found

    def stored(self) -> list[Path]:
        return [path for path in (self.folder / "evidence").rglob("*") if path.is_file()]

    def address(self) -> str:
        """The upload address of a freshly opened page."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", ADD, headers={"Cookie": self.cookie})
        page = connection.getresponse().read().decode()
        connection.close()
        found = re.search(r'action="(/candidate/evidence/upload/[^"]+)"', page)
        assert found
        return found[1]

    def memory(self) -> int:
        """Bytes of resident memory of the working process at its largest."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        assert found
        return int(found[1]) * 1024


def send(served: Served, size: int, *, stop_after: int | None = None) -> int | None:
    """Send a text file of ``size`` bytes; hang up after ``stop_after`` of them. The status."""
    head = (
        f"POST {served.address()} HTTP/1.1\r\nHost: localhost\r\nCookie: {served.cookie}\r\n"
        f"Content-Type: {MULTIPART}\r\nContent-Length: {len(HEAD) + size + len(TAIL)}\r\n"
        "Connection: close\r\n\r\n"
    )
    block = LINE * 4096
    with socket.create_connection(("127.0.0.1", served.port), timeout=120) as line:
        line.sendall(head.encode() + HEAD)
        left = size if stop_after is None else stop_after
        while left:
            line.sendall(block[:left])
            left -= min(left, len(block))
        if stop_after is not None:
            return None
        line.sendall(TAIL)
        return int(line.recv(64).split()[1])


@contextmanager
def running(folder: Path) -> Iterator[Served]:
    """Serve a fresh portfolio from ``folder``, SQLite and folder store, one worker process."""
    environ = {
        "SECRET_KEY": "a secret of the tests",
        "DATA_FOLDER": str(folder),
        "PUBLIC_URL": "https://portfolio.test",
        "SECURE_COOKIES": "0",
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
    }
    cookie = _prepared(Settings.from_environ(environ))
    port = processes.free_port()
    command = [
        *[sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "1"],
        *["--worker-class", "gthread", "--threads", "8", "--timeout", "120"],
        *["--no-control-socket", "portfolio.wsgi:app"],
    ]
    child = processes.start(command, folder / "web.log", environ)
    try:
        processes.wait_until(lambda: processes.answers(port), "gunicorn")
        served = Served(port, cookie, 0, folder)
        served.address()
        served.pid = _worker_of(child.pid)
        yield served
    finally:
        processes.stop(child)


def _prepared(settings: Settings) -> str:
    """Migrate, add one candidate, and answer their cookie."""
    app = create_app(settings)
    with app.app_context():
        flask_migrate.upgrade()
        writing.set(True)
        cast = Cast(app, Factory(db.session()))
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    writing.set(False)
    found = cast.candidate.client.get_cookie("session")
    assert found
    return f"session={found.value}"


def _worker_of(master: int) -> int:
    return int(Path(f"/proc/{master}/task/{master}/children").read_text().split()[0])
