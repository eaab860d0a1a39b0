"""Portfolio under gunicorn with a worker beside it, and one candidate with an upload token."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen
from uuid import UUID

import flask_migrate
from flask import Flask
from sqlalchemy.orm import Session

from portfolio import create_app
from portfolio.adapters.storage import EvidenceStore
from portfolio.config import Settings
from portfolio.extensions import db, writing
from portfolio.models.evidence import EvidenceFile
from portfolio.models.upload import Upload
from portfolio.outside import outside_of
from portfolio.services import upload_tokens
from tests.cast import Cast
from tests.factories import Factory
from tests.servers import processes
from tests.servers.s3 import S3Settings

GENEROUS = str(1 << 40)
"""Bytes a candidate may hold."""


@dataclass
class Served:
    """Where it runs, how a page and a program sign in there, and what lies behind it."""

    port: int
    token: str
    cookie: str
    csrf: str
    app: Flask
    web: Popen[bytes]
    worker: Popen[bytes]
    begin_work: Callable[[], Popen[bytes]]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/uploads"

    @property
    def by_token(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    @property
    def by_session(self) -> dict[str, str]:
        return {"Cookie": self.cookie, "X-CSRFToken": self.csrf}

    @property
    def store(self) -> EvidenceStore:
        return outside_of(self.app).store

    @contextmanager
    def database(self) -> Iterator[Session]:
        """What the database says now; only for looking."""
        with self.app.app_context():
            writing.set(False)
            yield db.session()
            db.session.remove()

    def upload(self, session: Session, place: str) -> Upload:
        return session.get_one(Upload, UUID(place.rpartition("/")[2]))

    def file(self, place: str) -> EvidenceFile:
        """The file an upload has become, apart from the database."""
        with self.database() as session:
            file = self.upload(session, place).file
            assert file is not None
            session.expunge(file)
            return file

    @property
    def web_worker(self) -> int:
        """The process that answers requests."""
        children = Path(f"/proc/{self.web.pid}/task/{self.web.pid}/children").read_text()
        return int(children.split()[0])

    def kill_web_worker(self) -> None:
        """End it as a crash would; gunicorn starts another."""
        os.kill(self.web_worker, signal.SIGKILL)

    def kill_job_worker(self) -> None:
        """End the process that does the jobs as a crash would; start another as systemd does."""
        self.worker.kill()
        self.worker.wait()
        self.worker = self.begin_work()


@contextmanager
def running(
    folder: Path, database_url: str, s3: S3Settings | None = None, **more: str
) -> Iterator[Served]:
    """Serve a fresh portfolio on this database and store, one web and one job process."""
    environ = _environ(folder, database_url, s3) | more
    app = create_app(Settings.from_environ(environ))
    token, cookie, csrf = _prepared(app)
    port = processes.free_port()
    web = [
        *[sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "1"],
        *["--worker-class", "gthread", "--threads", "16", "--timeout", "120"],
        *["--no-control-socket", "portfolio.wsgi:app"],
    ]
    children = [processes.start(web, folder / "web.log", environ)]

    def begin_work() -> Popen[bytes]:
        work = [sys.executable, "-m", "portfolio", "work"]
        children.append(processes.start(work, folder / "work.log", environ))
        return children[-1]

    try:
        worker = begin_work()
        processes.wait_until(lambda: processes.answers(port), "gunicorn")
        yield Served(port, token, cookie, csrf, app, children[0], worker, begin_work)
    finally:
        for child in reversed(children):
            processes.stop(child)
        with app.app_context():
            db.engine.dispose()


def _environ(folder: Path, database_url: str, s3: S3Settings | None) -> dict[str, str]:
    environ = {
        "SECRET_KEY": "a secret of the tests",
        "DATA_FOLDER": str(folder),
        "DATABASE_URL": database_url,
        "PUBLIC_URL": "https://portfolio.test",
        "SECURE_COOKIES": "0",
        "CANDIDATE_BYTES": GENEROUS,
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(Path(__file__).resolve().parents[3]),
    }
    if s3 is not None:
        environ |= {
            "S3_BUCKET": s3.s3_bucket,
            "S3_ENDPOINT": s3.s3_endpoint,
            "S3_ACCESS_KEY": s3.s3_access_key,
            "S3_SECRET_KEY": s3.s3_secret_key,
        }
    return environ


def _prepared(app: Flask) -> tuple[str, str, str]:
    """Migrate and add one candidate; their upload token, cookie and CSRF token."""
    with app.app_context():
        flask_migrate.upgrade()
        writing.set(True)
        cast = Cast(app, Factory(db.session()))
        token = upload_tokens.make(db.session(), cast.candidate.actor, "Tests")
        db.session.commit()
        db.session.remove()
    writing.set(False)
    found = cast.candidate.client.get_cookie("session")
    assert found
    return token, f"session={found.value}", cast.candidate.csrf_token()
