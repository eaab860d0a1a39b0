"""A database for several processes."""

import pytest


@pytest.fixture
def fresh_database(request, tmp_path) -> str:
    """A database that several processes may open, of the kind this run is for."""
    if request.config.getoption("--database") == "postgresql":
        return str(request.getfixturevalue("postgres").new_database())
    return f"sqlite:///{tmp_path / 'jobs.sqlite3'}"
