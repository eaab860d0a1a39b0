"""The bench app under the production command, and what its processes use."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread
from typing import Any

import flask_migrate
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy.orm import Session

from portfolio import create_app, serving
from portfolio.config import Settings
from portfolio.domain.actors import Role
from portfolio.extensions import db, writing
from tests.bench.worlds import World
from tests.servers.processes import free_port, start, wait_until

ROOT = Path(__file__).resolve().parents[2]
TICK = os.sysconf("SC_CLK_TCK")
SAMPLED_EVERY = 0.02
CSRF = "measured"
LAST_WORDS = 6000
"""Characters of a server's log."""
GENEROUS = str(1 << 40)
"""Bytes a candidate may hold while uploads are measured."""


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The settings of a server whose everything lies in ``folder``."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "TMPDIR": str(folder),
        "DATA_FOLDER": str(folder),
        "SECRET_KEY": "a secret of the measurements",
        "PUBLIC_URL": "https://portfolio.test",
        "MAIL_FROM": "portfolio@centre.test",
        "SECURE_COOKIES": "0",
        "CANDIDATE_BYTES": GENEROUS,
        **more,
    }


class Site:
    """A migrated folder with a world in it, to be served any number of times."""

    def __init__(self, folder: Path, build: Callable[[Session], World]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.app = create_app(Settings.from_environ(environment(folder)))
        with self.app.app_context():
            flask_migrate.upgrade()
            writing.set(True)
            self.world = build(db.session())
            db.session.remove()
            db.engine.dispose()

    def url(self, endpoint: str, **values: Any) -> str:
        with self.app.test_request_context():
            path: str = self.app.url_for(endpoint, **values)
            return path

    def knows(self, endpoint: str) -> bool:
        return endpoint in self.app.view_functions

    def cookie(self, role: Role | None) -> dict[str, str]:
        """The header of a browser signed in in ``role``; none for a visitor."""
        if role is None:
            return {}
        return {"Cookie": f"session={session_cookie(self.app, self.world.tokens[role])}"}

    def csrf(self) -> dict[str, str]:
        """The header that pages of these browsers send along."""
        signer = URLSafeTimedSerializer(self.app.secret_key or "", salt="wtf-csrf-token")
        return {"X-CSRFToken": str(signer.dumps(CSRF))}

    @contextmanager
    def served(self, **more: str) -> Iterator[Server]:
        server = Server(self.folder, more)
        try:
            yield server
        finally:
            server.stop()


def compress_static_files() -> None:
    """Make the compressed twins of the static files, as every start does before serving."""
    command = [sys.executable, "-m", "whitenoise.compress", "--quiet", str(ROOT / "static")]
    subprocess.run(command, check=True)


def session_cookie(app: Flask, token: str) -> str:
    """What a browser holds after signing in with this token."""
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    value: str = signer.dumps({"_user_id": token, "_fresh": True, "csrf_token": CSRF})
    return value


class Server:
    """gunicorn as the Procfile's web line starts it, on a free port."""

    def __init__(self, folder: Path, more: dict[str, str]) -> None:
        self.port = free_port()
        self._log = folder / "server.log"
        self._process = self._start(environment(folder, PORT=str(self.port), **more))
        self._wait()

    def _start(self, environ: dict[str, str]) -> subprocess.Popen[bytes]:
        lines = (ROOT / "Procfile").read_text().splitlines()
        web = next(line for line in lines if line.startswith("web: gunicorn "))
        options = shlex.split(web.removeprefix("web: gunicorn "))[:-1]
        command = [sys.executable, "-m", "gunicorn", *options, "tests.bench.app:build()"]
        return start(command, self._log, environ)

    def _wait(self) -> None:
        def ready() -> bool:
            if self._process.poll() is not None:
                raise RuntimeError(f"the server ended: {self.last_words()}")
            return len(self.workers()) == serving.workers and _answers(self.port)

        wait_until(ready, "gunicorn", 60)

    def workers(self) -> list[int]:
        """The processes that answer requests."""
        pid = self._process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        return [int(child) for child in children.split()]

    def cpu_seconds(self) -> float:
        """Processor time of all workers since they started."""
        return sum(_cpu_seconds(pid) for pid in self.workers())

    @contextmanager
    def memory_watched(self) -> Iterator[list[int]]:
        """Samples of how many bytes any worker has grown by since the block began."""
        before = {pid: _resident_bytes(pid) for pid in self.workers()}
        grown: list[int] = [0]
        over = Event()

        def sample() -> None:
            while not over.wait(SAMPLED_EVERY):
                grown.append(max(_resident_bytes(pid) - was for pid, was in before.items()))

        thread = Thread(target=sample)
        thread.start()
        try:
            yield grown
        finally:
            over.set()
            thread.join()

    def last_words(self) -> str:
        """The end of its log, for saying why it answered as it did."""
        return self._log.read_text(errors="replace")[-LAST_WORDS:]

    def stop(self) -> None:
        """End it at once: a graceful end waits seconds for nothing that is measured."""
        workers = self.workers()
        self._process.kill()
        self._process.wait()
        for pid in workers:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def _answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except OSError:
        time.sleep(0.1)
        return False
    finally:
        connection.close()


def _cpu_seconds(pid: int) -> float:
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    user, system = int(after_name[11]), int(after_name[12])
    return (user + system) / TICK


def _resident_bytes(pid: int) -> int:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
