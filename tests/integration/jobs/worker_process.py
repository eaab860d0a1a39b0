"""A worker process that a test starts and kills."""

from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import create_engine
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session, sessionmaker

from portfolio.adapters.mailer import SmtpMailer
from portfolio.adapters.storage import store_from
from portfolio.config import Settings
from portfolio.extensions import engine_options, prepare_sqlite, writing
from portfolio.jobs.case_clocks import CaseClocks
from portfolio.jobs.handlers import HANDLERS
from portfolio.jobs.lease import Database
from portfolio.jobs.worker import Worker
from portfolio.outside import Outside
from portfolio.services.notices import News, tell

LEASE = timedelta(seconds=3)


def engine_of(url: str) -> Engine:
    engine = create_engine(url, **engine_options(url))
    if url.startswith("sqlite"):
        prepare_sqlite(engine)
    return engine


def work(url: str, folder: Path, smtp_port: int) -> None:
    """Work on the database at ``url`` until killed."""
    worker_on(url, folder, smtp_port).run(Event(), lambda _: None)


def work_by_the_clock(url: str, folder: Path, smtp_port: int) -> None:
    """The same, and look for deadlines of cases that are due, as every worker does."""
    worker_on(url, folder, smtp_port).run(Event(), CaseClocks())


def worker_on(url: str, folder: Path, smtp_port: int) -> Worker:
    settings = Settings(
        secret_key="a secret of the tests",
        database_url=url,
        data_folder=folder,
        public_url="https://portfolio.test",
        smtp_host="127.0.0.1",
        smtp_port=smtp_port,
        smtp_security="none",
        mail_from="portfolio@centre.test",
    )
    outside = Outside(settings, store_from(settings), SmtpMailer(settings))
    database = Database(sessionmaker(engine_of(url)), writing.set)
    return Worker(database, outside, {**HANDLERS, "tell": tell_news}, LEASE)


def tell_news(session: Session, outside: Outside, arguments: dict[str, Any]) -> None:
    """An effect that shows when it happens twice: its key is new each time."""
    news = News(uuid4().hex, UUID(arguments["centre_id"]), "test", "Unit 4 was signed off", "/")
    tell(session, UUID(arguments["user_id"]), news)
