"""The app under test, once per run, with every test in a transaction that is rolled back."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import Connection
from sqlalchemy.orm import Session, sessionmaker

from portfolio import clock, create_app
from portfolio.adapters.mailer import FolderMailer
from portfolio.catalogue import read_procedures
from portfolio.config import MIB, Settings
from portfolio.extensions import db, writing
from portfolio.jobs.handlers import HANDLERS
from portfolio.jobs.lease import Database
from portfolio.jobs.worker import Worker
from portfolio.outside import Outside
from portfolio.services.procedures import load as load_procedures
from tests.cast import Cast
from tests.factories import Factory
from tests.page_checks import found_right
from tests.standing import StandingCast
from tests.uploads import stored_keys

pytest_plugins = ["tests.servers.fixtures"]

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
"""Tuesday 24 November 2026: what the clock says in every test that does not set it."""


S3_FIXTURES = {"s3_server", "s3_settings", "radosgw", "rclone"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.addoption("--full", action="store_true", help="run the full counts too")


def pytest_configure(config: pytest.Config) -> None:
    cache: pytest.Cache | None = getattr(config, "cache", None)
    if cache is not None:
        found_right.share(cache.mkdir("pages-found-right"))
    _collect_garbage_seldom()


def _collect_garbage_seldom() -> None:
    """Python looks through everything that lives for garbage; a run keeps thousands of tests and
    every module, and looking through them as often as usual takes an eighth of its time."""
    gc.set_threshold(200_000, 50, 100)


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        # One process starts the S3 servers, not each.
        if S3_FIXTURES & set(item.fixturenames) or "radosgw" in item.nodeid:
            item.add_marker(pytest.mark.xdist_group("s3"))
    if config.getoption("--full"):
        return
    skip = pytest.mark.skip(reason="full counts run in make test-all")
    elsewhere = pytest.mark.skip(
        reason="costly: runs with one database, in make test-all with both"
    )
    database = config.getoption("--database")
    for item in items:
        if item.get_closest_marker("full"):
            item.add_marker(skip)
        if any(mark.args[0] != database for mark in item.iter_markers("quickly_with")):
            item.add_marker(elsewhere)


@pytest.fixture(scope="session")
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A fresh, empty database on the kind this run is for."""
    if request.config.getoption("--database") == "postgresql":
        return str(request.getfixturevalue("postgres").new_database())
    return f"sqlite:///{tmp_path_factory.mktemp('database') / 'portfolio.sqlite3'}"


@pytest.fixture(scope="session")
def settings(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(
        secret_key="a secret of the tests",
        database_url=database_url,
        data_folder=tmp_path_factory.mktemp("data"),
        public_url="https://portfolio.test",
        secure_cookies=False,
        mail_from="portfolio@centre.test",
        file_bytes=4 * MIB,
        candidate_bytes=16 * MIB,
    )


@pytest.fixture(scope="session")
def migrated_app(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings)
    app.testing = True
    with app.app_context():
        flask_migrate.upgrade()
    yield app
    with app.app_context():
        db.engine.dispose()


@contextmanager
def rolled_back(migrated_app: Flask) -> Iterator[Connection]:
    """The app inside one transaction that is rolled back whatever is committed in it."""
    with migrated_app.app_context():
        engine = db.engine
        writing.set(True)
        connection = engine.connect()
        transaction = connection.begin()
        db.session.remove()
        db.session.configure(bind=connection, join_transaction_mode="create_savepoint")
        engines = db.engines
        engines[None] = connection  # type: ignore[assignment]
        try:
            yield connection
        finally:
            db.session.remove()
            engines[None] = engine
            db.session.configure(bind=None)
            transaction.rollback()
            connection.close()


@pytest.fixture
def app(migrated_app: Flask) -> Iterator[Flask]:
    with rolled_back(migrated_app):
        yield migrated_app


@pytest.fixture
def session(app: Flask) -> Session:
    return db.session()


@pytest.fixture(autouse=True)
def fixed_clock(request: pytest.FixtureRequest) -> Iterator[None]:
    """The clock stands at NOON unless the test is marked otherwise or sets it."""
    clock.use(lambda: NOON)
    yield
    clock.use(None)


@pytest.fixture
def make(session: Session) -> Factory:
    return Factory(session)


@pytest.fixture
def procedures(session: Session) -> None:
    """The shipped procedures are loaded, as every installation has them."""
    load_procedures(session, read_procedures())


@pytest.fixture(scope="session")
def standing(migrated_app: Flask) -> StandingCast:
    clock.use(lambda: NOON)
    with rolled_back(migrated_app):
        return StandingCast(migrated_app, Factory(db.session()))


@pytest.fixture
def cast(standing: StandingCast, app: Flask, make: Factory) -> Cast:
    return standing.enter(app, make)


@pytest.fixture
def worker(app: Flask, session: Session) -> Worker:
    """A worker on the test's own transaction, its mail in a folder; ``run_due()`` does the jobs."""
    sessions = sessionmaker(db.engine, join_transaction_mode="create_savepoint")
    outside: Outside = app.extensions["outside"]
    mailer = FolderMailer(outside.settings.mail_folder / uuid4().hex)
    return Worker(Database(sessions, writing.set), replace(outside, mailer=mailer), HANDLERS)


@pytest.fixture
def check_files(worker: Worker) -> Callable[[], int]:
    """Has a worker check what arrived, as it does in the background; returns how many jobs."""
    return replace(worker, only={"check-file"}).run_due


@pytest.fixture
def newly_stored(app: Flask) -> Callable[[], set[str]]:
    """The keys of what the test has put into the store and not taken out again."""
    before = stored_keys(app)
    return lambda: stored_keys(app) - before


@pytest.fixture
def samples() -> Path:
    """The small committed files of the demo: photo, HEIC, PDF, audio, video, DOCX, text."""
    return Path(__file__).resolve().parent.parent / "portfolio" / "demo" / "samples"
