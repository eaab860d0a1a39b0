"""Portfolio started once for all tests here, with a folder and with an S3 server for its files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from portfolio import clock
from tests.integration.uploads.served import Served, running

HERE = Path(__file__).parent
QUICK = {"UPLOAD_SILENCE": "2", "UPLOAD_THREADS": "4"}
"""What is waited for, and how many may send at once, so that tests need not wait."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One process serves for all of them."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("s3"))


def database_for(request: pytest.FixtureRequest) -> str:
    """The address of an empty database of the kind this run is for, "" for SQLite's own place."""
    if request.config.getoption("--database") == "postgresql":
        return str(request.getfixturevalue("postgres").new_database())
    return ""


@pytest.fixture(scope="package")
def served(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """Portfolio with a folder for its files."""
    clock.use(None)
    with running(tmp_path_factory.mktemp("folder"), database_for(request), **QUICK) as one:
        yield one


@pytest.fixture(scope="package")
def served_from_s3(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """Portfolio with a real S3 server."""
    clock.use(None)
    s3 = request.getfixturevalue("s3_server").settings()
    with running(tmp_path_factory.mktemp("s3"), database_for(request), s3, **QUICK) as one:
        yield one


@pytest.fixture(
    params=[
        pytest.param("served", id="folder"),
        pytest.param("served_from_s3", id="s3", marks=pytest.mark.quickly_with("sqlite")),
    ]
)
def on_both_stores(request: pytest.FixtureRequest) -> Served:
    """Portfolio with a folder, then with a real S3 server."""
    found: Served = request.getfixturevalue(request.param)
    return found
