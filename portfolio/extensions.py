"""The database, CSRF protection and migrations, bound to an app by ``create_app``."""

from contextvars import ContextVar
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from portfolio.models.base import Base

db = SQLAlchemy(metadata=Base.metadata)
csrf = CSRFProtect()
migrate = Migrate(compare_type=True, render_as_batch=True)

writing: ContextVar[bool] = ContextVar("writing", default=False)
"""Whether the transaction about to begin will write. SQLite must know at BEGIN: a deferred
transaction that reads and then writes fails at once when another one wrote in between."""


def db_session() -> Session:
    """The session of this request or command, typed."""
    return db.session()


def bind(app: Flask) -> None:
    """Bind every extension to ``app`` and prepare its engine."""
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    db.init_app(app)
    csrf.init_app(app)
    migrate.init_app(app, db, directory=app.config["MIGRATIONS_FOLDER"])
    if url.startswith("sqlite"):
        with app.app_context():
            prepare_sqlite(db.engine)


def engine_options(url: str, most: int = 0, threads: int = 64) -> dict[str, Any]:
    """Pool options for ``url``: ``most`` connections, or as many as threads may hold.

    Errors do not quote the values of a statement, which may be personal, into the log.
    """
    if url.startswith("sqlite"):
        options: dict[str, Any] = {"connect_args": {"timeout": 10, "check_same_thread": False}}
    else:
        options = {"pool_size": 8, "max_overflow": threads, "pool_pre_ping": True}
    if most:
        options |= {"pool_size": most, "max_overflow": 0}
    return options | {"hide_parameters": True}


def failure_name(error: DBAPIError) -> str:
    """What the database calls the failure ("SQLITE_BUSY", "57P01"), which never quotes a value.

    The name of the exception where it never got an answer from the database.
    """
    of_sqlite: str | None = getattr(error.orig, "sqlite_errorname", None)
    of_postgresql: str | None = getattr(error.orig, "sqlstate", None)
    return of_sqlite or of_postgresql or type(error.orig).__name__


def prepare_sqlite(engine: Engine) -> None:
    """WAL, full syncing, foreign keys; and BEGIN said by us, so that reads are transactions too."""

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "busy_timeout=10000",
            "temp_store=MEMORY",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing.get() else "BEGIN")
