"""``demo``: everything on this machine with made-up people, for trying Portfolio out."""

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

import flask_migrate

from portfolio import ROOT, create_app
from portfolio.catalogue import read_procedures, read_shipped
from portfolio.config import Settings
from portfolio.demo import centre
from portfolio.extensions import db, writing
from portfolio.outside import outside
from portfolio.services import catalogue, procedures

WEB = ("-m", "gunicorn", "--config", "python:portfolio.serving", "portfolio.wsgi:app")
WORKER = ("-m", "portfolio", "work")


def add_to(commands: "argparse._SubParsersAction[Any]") -> None:
    command = commands.add_parser("demo", help="serve the demo: made-up people, nothing leaves")
    command.add_argument("--only-data", action="store_true", help="make the data, do not serve")
    command.add_argument("--as-it-is", action="store_true", help="serve the data there is")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Make the demo's data unless it is there, then serve web and worker until stopped."""
    environment = settings_for_demo(environ)
    settings = Settings.from_environ(environment)
    if not arguments.as_it_is:
        make_data(settings)
    if arguments.only_data:
        return 0
    print(f"Portfolio's demo is at {environment['PUBLIC_URL']}  (Ctrl-C stops it)", flush=True)
    return serve(environment)


def settings_for_demo(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment of the demo: its own folder, its own secret, mail only into a folder."""
    folder = Path(environ.get("DATA_FOLDER") or ROOT / "var" / "demo")
    folder.mkdir(parents=True, exist_ok=True)
    port = environ.get("PORT") or "8000"
    own = {
        "DATA_FOLDER": str(folder),
        "PORTFOLIO_DEMO": "1",
        "PUBLIC_URL": f"http://localhost:{port}",
        "MAIL_FROM": "portfolio@demo.test",
        "PORT": port,
        "SECRET_KEY": environ.get("SECRET_KEY") or _secret(folder / "secret_key"),
    }
    return {**os.environ, **own, **{name: environ[name] for name in own if environ.get(name)}}


def _secret(path: Path) -> str:
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(token_urlsafe(32))
    return path.read_text()


def make_data(settings: Settings) -> None:
    """Migrate, load the catalogue and make the demo centre once."""
    app = create_app(settings)
    with app.app_context():
        flask_migrate.upgrade()
        writing.set(True)
        session = db.session()
        catalogue.load(session, read_shipped())
        procedures.load(session, read_procedures())
        if not centre.exists_already(session):
            print("Making the demo's people and portfolios …", flush=True)
            centre.create(session, outside().store)
        session.commit()


def serve(environment: dict[str, str]) -> int:
    """Run web and worker side by side; when one ends, so does the other."""
    children = [
        subprocess.Popen([sys.executable, *command], env=environment, cwd=ROOT)  # noqa: S603 -- ours
        for command in (WEB, WORKER)
    ]

    def stop(*_: object) -> None:
        for child in children:
            child.terminate()

    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, stop)
    while all(child.poll() is None for child in children):
        time.sleep(0.2)
    stop()
    return max(abs(child.wait()) for child in children)
