"""``work``: do queued jobs until told to stop."""

import argparse
import logging
import signal
from collections.abc import Mapping
from threading import Event
from typing import Any

from flask import Flask
from sqlalchemy.orm import sessionmaker

from portfolio import create_app
from portfolio.config import Settings
from portfolio.extensions import db, writing
from portfolio.jobs import lanes
from portfolio.jobs.handlers import HANDLERS
from portfolio.jobs.lease import Database
from portfolio.jobs.schedule import Schedule
from portfolio.jobs.worker import Worker
from portfolio.outside import outside
from portfolio.web import request_log

log = logging.getLogger(__name__)


def add_to(commands: "argparse._SubParsersAction[Any]") -> None:
    command = commands.add_parser("work", help="do queued jobs: mails, previews, digests")
    command.set_defaults(run=run)


def run(_arguments: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Work until SIGTERM or SIGINT; a job begun is finished first."""
    request_log.configure()
    app = create_app(Settings.from_environ(environ))
    stop = Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stop.set())
    log.info("working on %s", ", ".join(sorted(HANDLERS)))
    with app.app_context():
        schedule = Schedule(scanner_on=outside().settings.scanner_on)
        whole = lanes.run(worker_of(app), stop, schedule)
    return 0 if whole else 1


def worker_of(app: Flask) -> Worker:
    """The worker of ``app``, within its context."""
    database = Database(sessionmaker(db.engine), writing.set)
    return Worker(database, outside(), HANDLERS)
