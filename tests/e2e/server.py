"""Portfolio as it is really served: gunicorn and the worker, on a copy of the demo's data."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from urllib.error import URLError
from urllib.request import urlopen

from tests.servers.processes import wait_until

ROOT = Path(__file__).resolve().parent.parent.parent
PASSWORD = "demonstration only"
DATABASE = "portfolio.sqlite3"
OPEN = "SELECT count(*) FROM job WHERE done_at IS NULL AND failed_at IS NULL"
AT_WORK = f"{OPEN} AND leased_until > ?"
DUE = f"{OPEN} AND due_at <= ?"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path, port: int) -> dict[str, str]:
    """The settings of a server whose everything lies in ``folder``."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "PYTHONPATH": str(ROOT),
        "PORTFOLIO_DEMO": "1",
        "DATA_FOLDER": str(folder),
        "SECRET_KEY": "a secret of the browser tests",
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "MAIL_FROM": "portfolio@demo.test",
        "PORT": str(port),
        "WEB_WORKERS": "1",
        "WEB_THREADS": "16",
    }


def make_demo_data(folder: Path) -> None:
    """Create the demo in ``folder``, and have the worker do all that follows from it.

    Each story begins from here again: what the worker did once it need not do for every one.
    """
    settings = {"env": environment(folder, 0), "cwd": ROOT}
    demo = [sys.executable, "-m", "portfolio", "demo", "--only-data"]
    subprocess.run(demo, **settings, check=True, timeout=300)
    worker = subprocess.Popen([sys.executable, "-m", "portfolio", "work"], **settings)
    try:
        with closing(sqlite3.connect(folder / DATABASE)) as made:
            wait_until(lambda: not count(made, DUE), "the demo's jobs", 180)
    finally:
        worker.terminate()
        worker.wait(timeout=60)


def count(database: sqlite3.Connection, jobs: str) -> int:
    """How many jobs there are now of those ``jobs`` asks for."""
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")
    return int(database.execute(jobs, (now,)).fetchone()[0])


class Server:
    """A running Portfolio; ``url`` is where it answers."""

    def __init__(self, data: Path, folder: Path) -> None:
        shutil.copytree(data, folder, dirs_exist_ok=True)
        self.data = data
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = (folder / "server.log").open("wb")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "portfolio", "demo", "--as-it-is"],
            env=environment(folder, self.port),
            cwd=ROOT,
            stdout=self.log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            self._wait()
        except RuntimeError:
            self.stop()
            raise

    def _wait(self) -> None:
        for _ in range(240):
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended: {self.output()[-2000:]}")
            try:
                with urlopen(f"{self.url}/health", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except (URLError, ConnectionError, TimeoutError):
                time.sleep(0.25)
        raise RuntimeError(f"no answer from {self.url}: {self.output()[-2000:]}")

    def begin_again(self) -> None:
        """Put back the data it was started with, once the worker has no job in hand.

        SQLite's own backup, a transaction like another. Stored bytes stay: no row names them.
        """
        with (
            closing(sqlite3.connect(self.data / DATABASE)) as first,
            closing(sqlite3.connect(self.folder / DATABASE)) as served,
        ):
            wait_until(lambda: not count(served, AT_WORK), "the worker's rest", 60)
            first.backup(served)
        shutil.rmtree(self.folder / "mail", ignore_errors=True)

    def output(self) -> str:
        return (self.folder / "server.log").read_text(errors="replace")

    def stop(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
        self.log.close()

    def __enter__(self) -> Server:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        _at: TracebackType | None,
    ) -> None:
        self.stop()
