"""Pytest fixtures for the servers: started once a session, and only when a test asks."""

from collections.abc import Iterator

import pytest

from tests.servers.clamav import Clamd
from tests.servers.postgres import Postgres
from tests.servers.s3 import Radosgw, Rclone, S3Server, S3Settings
from tests.servers.smtp import MailServer


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server; ``postgres.new_database()`` gives the URL of an empty database."""
    server = Postgres()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def s3_server(request: pytest.FixtureRequest) -> S3Server:
    """The strictest S3 server this machine has."""
    server: S3Server = request.getfixturevalue("radosgw" if Radosgw.available() else "rclone")
    return server


@pytest.fixture
def s3_settings(s3_server: S3Server) -> S3Settings:
    """Settings naming a fresh bucket on it."""
    return s3_server.settings()


@pytest.fixture(scope="session")
def radosgw() -> Iterator[Radosgw]:
    """Ceph's gateway, skipped where Debian's packages are missing."""
    if not Radosgw.available():
        pytest.skip("radosgw is not installed")
    server = Radosgw()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def rclone() -> Iterator[Rclone]:
    """rclone's server, from PyPI."""
    server = Rclone()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def clamav() -> Iterator[Clamd]:
    """A ClamAV daemon that knows the EICAR test file, skipped where Debian's package is missing."""
    if not Clamd.available():
        pytest.skip("clamd is not installed")
    server = Clamd()
    yield server
    server.stop()


@pytest.fixture
def clamd(clamav: Clamd) -> Iterator[Clamd]:
    """The daemon, running again after each test whatever that did to it."""
    yield clamav
    clamav.go_on()
    clamav.end()
    clamav.begin()


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A mail server that keeps what it is sent."""
    server = MailServer()
    yield server
    server.stop()
